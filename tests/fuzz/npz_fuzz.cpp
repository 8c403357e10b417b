// Each input is read as it is, and as an array that is stored in an archive with the right checksum.
#include <zip.h>

#include "core/io/arrays/npz_read.h"
#include "tests/fuzz/support.h"

namespace {

using namespace poolwalk;

void read(std::string_view bytes) {
    const auto loaded = io::read_npz(bytes, "f.npz", {});
    if (loaded) fuzz::expect_sound(*loaded);
    else fuzz::expect_sentence(loaded.error().message, "f.npz");
}

// Behind what stands in an archive before and after one file named x, its sizes and checksum put in.
std::string archive_of(std::string_view npy) {
    zip_source_t* into = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(into);
    zip_t* archive = zip_open_from_source(into, ZIP_TRUNCATE, nullptr);
    zip_file_add(archive, "x.npy", zip_source_buffer(archive, npy.data(), npy.size(), 0), 0);
    zip_close(archive);
    std::string bytes(1 << 16, '\0');
    zip_source_open(into);
    const zip_int64_t size = zip_source_read(into, bytes.data(), bytes.size());
    zip_source_close(into);
    zip_source_free(into);
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    read(fuzz::text_of(data, size));
    read(archive_of(fuzz::text_of(data, size)));
    return 0;
}
