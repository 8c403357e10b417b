#include "core/io/arrays/npy_read.h"
#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace poolwalk;
    const auto loaded = io::read_npy(fuzz::text_of(data, size), "f.npy");
    if (loaded) fuzz::expect_sound(*loaded);
    else fuzz::expect_sentence(loaded.error().message, "f.npy");
    return 0;
}
