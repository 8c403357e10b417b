#include "core/io/arrays/text_read.h"
#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace poolwalk;
    const auto loaded = io::read_text(fuzz::text_of(data, size), "f.csv");
    if (loaded) fuzz::expect_sound(*loaded);
    else fuzz::expect_sentence(loaded.error().message, "f.csv");
    return 0;
}
