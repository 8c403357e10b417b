// Inputs are changed chunk by chunk: checksums are made right again and pixels are packed anew, so that
// most of them get past libpng's first look.
#include <zlib.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/io/arrays/png_read.h"
#include "core/io/arrays/png_write.h"
#include "tests/fuzz/support.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using namespace poolwalk;

// Samples of 8 bits, written as a picture and read again.
void expect_kept_by_png(const AnyTensor& tensor) {
    const Shape& shape = shape_of(tensor);
    const std::vector<double> values = values_of(tensor);
    if (shape.cells() > 1 << 14 || std::ranges::any_of(values, [](double value) { return value > 255; })) return;
    const auto cells = static_cast<std::size_t>(shape.plane_cells());
    std::vector<std::uint8_t> rgba(cells * 4, 255);
    for (std::size_t i = 0; i < cells; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            rgba[4 * i + c] = static_cast<std::uint8_t>(values[shape.c == 3 ? c * cells + i : i]);
    const auto bytes = io::png_bytes(static_cast<int>(shape.w), static_cast<int>(shape.h), rgba);
    fuzz::expect(bytes.ok(), "a picture can be written", bytes ? "" : bytes.error().message);
    const auto again = io::read_png(*bytes, "again.png");
    fuzz::expect(again.ok(), "a picture that was written can be read", again ? "" : again.error().message);
    const std::vector<double> read = values_of(again->tensor);
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < cells; ++i)
            fuzz::expect(read[c * cells + i] == rgba[4 * i + c], "a picture keeps its samples");
}

struct Chunk {
    std::string type, data;
};

std::uint32_t number_at(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}
std::string as_bytes(std::uint32_t number) {
    return {static_cast<char>(number >> 24), static_cast<char>(number >> 16), static_cast<char>(number >> 8),
            static_cast<char>(number)};
}

std::vector<Chunk> chunks_of(std::string_view bytes) {
    std::vector<Chunk> chunks;
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::size_t length = std::min<std::size_t>(number_at(bytes.substr(at)), bytes.size() - at - 12);
        chunks.push_back({std::string(bytes.substr(at + 4, 4)), std::string(bytes.substr(at + 8, length))});
        at += 12 + length;
    }
    return chunks;
}

std::string file_of(const std::vector<Chunk>& chunks) {
    std::string bytes = "\x89PNG\r\n\x1a\n";
    for (const auto& [type, data] : chunks) {
        const std::string whole = type + data;
        const auto sum = crc32(0, reinterpret_cast<const Bytef*>(whole.data()), static_cast<uInt>(whole.size()));
        bytes +=
            as_bytes(static_cast<std::uint32_t>(data.size())) + whole + as_bytes(static_cast<std::uint32_t>(sum));
    }
    return bytes;
}

void change_bytes(std::string& text, std::size_t more) {
    const std::size_t size = text.size();
    text.resize(size + more);
    text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
}

// All the image data as one stream, changed where it is unpacked.
void change_pixels(std::vector<Chunk>& chunks) {
    std::string packed;
    for (const Chunk& chunk : chunks)
        if (chunk.type == "IDAT") packed += chunk.data;
    std::string pixels(1 << 14, '\0');
    auto size = static_cast<uLongf>(pixels.size());
    if (uncompress(reinterpret_cast<Bytef*>(pixels.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                   static_cast<uLong>(packed.size())) != Z_OK)
        return;
    pixels.resize(size);
    change_bytes(pixels, 16);
    std::string again(compressBound(static_cast<uLong>(pixels.size())), '\0');
    size = static_cast<uLongf>(again.size());
    compress(reinterpret_cast<Bytef*>(again.data()), &size, reinterpret_cast<const Bytef*>(pixels.data()),
             static_cast<uLong>(pixels.size()));
    again.resize(size);
    bool first = true;
    for (Chunk& chunk : chunks)
        if (chunk.type == "IDAT") chunk.data = std::exchange(first, false) ? again : std::string();
}

void change_chunks(std::vector<Chunk>& chunks, std::minstd_rand& random) {
    static constexpr std::string_view types[]{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                              "iCCP", "zTXt", "sBIT", "abcd", "ABCD"};
    const std::size_t at = random() % chunks.size(), other = random() % chunks.size();
    switch (random() % 8) {
        case 0: std::swap(chunks[at], chunks[other]); break;
        case 1: chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(at)); break;
        case 2: chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(at), Chunk(chunks[other])); break;
        case 3: chunks[at].type = types[random() % std::size(types)]; break;
        case 4: change_pixels(chunks); break;
        case 5: change_bytes(chunks.front().data, 0); break;  // the header
        default: change_bytes(chunks[at].data, 8); break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto loaded = io::read_png(fuzz::text_of(data, size), "f.png");
    if (!loaded) {
        fuzz::expect_sentence(loaded.error().message, "f.png");
        return 0;
    }
    fuzz::expect_sound(*loaded);
    expect_kept_by_png(loaded->tensor);
    return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
    std::minstd_rand random(seed + 1);
    std::vector<Chunk> chunks = chunks_of(fuzz::text_of(data, size));
    if (chunks.empty() || random() % 10 == 0) return LLVMFuzzerMutate(data, size, most);
    for (std::size_t times = 1 + random() % 3; times > 0 && !chunks.empty(); --times) change_chunks(chunks, random);
    const std::string bytes = file_of(chunks);
    if (bytes.size() > most) return LLVMFuzzerMutate(data, size, most);
    std::ranges::copy(bytes, data);
    return bytes.size();
}
