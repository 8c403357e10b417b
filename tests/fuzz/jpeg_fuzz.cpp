// Inputs are changed byte by byte: of a JPEG most changes leave something that libjpeg begins to decode.
#include "core/io/arrays/jpeg_read.h"
#include "tests/fuzz/support.h"

using namespace poolwalk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto loaded = io::read_jpeg(fuzz::text_of(data, size), "f.jpg");
    if (loaded) fuzz::expect_sound(*loaded);
    else fuzz::expect_sentence(loaded.error().message, "f.jpg");
    return 0;
}
