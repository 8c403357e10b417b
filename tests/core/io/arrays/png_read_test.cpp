#include <png.h>
#include <zlib.h>

#include <functional>

#include "core/io/arrays/png_read.h"
#include "tests/core/io/arrays/array_reader_support.h"

namespace poolwalk::io {
namespace {

struct Picture {
    std::uint32_t width, height;
    int bit_depth, color_type;
    bool interlaced = false;
    std::function<void(png_structp, png_infop)> more = [](png_structp, png_infop) {};
};

// `pixels` as the file packs them, row by row.
std::string written(const Picture& picture, std::vector<unsigned char> pixels) {
    std::string bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(
        png, &bytes,
        [](png_structp p, png_bytep data, std::size_t size) {
            static_cast<std::string*>(png_get_io_ptr(p))->append(reinterpret_cast<const char*>(data), size);
        },
        nullptr);
    png_set_IHDR(png, info, picture.width, picture.height, picture.bit_depth, picture.color_type,
                 picture.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    picture.more(png, info);
    png_write_info(png, info);
    const std::size_t row_bytes = png_get_rowbytes(png, info);
    EXPECT_EQ(pixels.size(), row_bytes * picture.height);
    std::vector<png_bytep> rows;
    for (std::uint32_t h = 0; h < picture.height; ++h) rows.push_back(pixels.data() + h * row_bytes);
    png_write_image(png, rows.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

Result<Loaded> load(std::string_view bytes) { return read_png(bytes, "x.png"); }

TEST(Png, ScalesFewBitsOfGreyTo255) {
    EXPECT_THAT(loaded_values(load(written({3, 1, 1, PNG_COLOR_TYPE_GRAY}, {0b10100000}))), ElementsAre(255, 0, 255));
    EXPECT_THAT(loaded_values(load(written({4, 1, 2, PNG_COLOR_TYPE_GRAY}, {0b00011011}))),
                ElementsAre(0, 85, 170, 255));
    EXPECT_THAT(loaded_values(load(written({3, 1, 4, PNG_COLOR_TYPE_GRAY}, {0x01, 0xF0}))), ElementsAre(0, 17, 255));
}

TEST(Png, KeepsSixteenBits) {
    const Result<Loaded> result =
        load(written({1, 2, 16, PNG_COLOR_TYPE_RGB}, {0, 1, 1, 0, 255, 255, 0, 2, 2, 0, 0, 0}));
    EXPECT_THAT(loaded_values(result), ElementsAre(1, 2, 256, 512, 65535, 0));
    EXPECT_THAT(result->shape, ElementsAre(3, 2, 1));
    EXPECT_EQ(dtype_of(result->tensor), DType::Float64);
}

TEST(Png, DropsAlphaAndSaysSo) {
    const Result<Loaded> color = load(written({2, 1, 8, PNG_COLOR_TYPE_RGBA}, {1, 2, 3, 0, 4, 5, 6, 255}));
    EXPECT_THAT(loaded_values(color), ElementsAre(1, 4, 2, 5, 3, 6));
    EXPECT_THAT(color->notes, ElementsAre("the transparency (alpha) was dropped"));
    const Result<Loaded> grey = load(written({2, 1, 16, PNG_COLOR_TYPE_GRAY_ALPHA}, {1, 0, 9, 9, 2, 0, 9, 9}));
    EXPECT_THAT(loaded_values(grey), ElementsAre(256, 512));
    EXPECT_EQ(grey->notes.size(), 1u);
    const auto transparent_grey = [](png_structp png, png_infop info) {
        png_color_16 value{};
        value.gray = 7;
        png_set_tRNS(png, info, nullptr, 0, &value);
    };
    const Result<Loaded> key = load(written({2, 1, 8, PNG_COLOR_TYPE_GRAY, false, transparent_grey}, {7, 8}));
    EXPECT_THAT(loaded_values(key), ElementsAre(7, 8));
    EXPECT_EQ(key->notes.size(), 1u);
}

void set_palette(png_structp png, png_infop info) {
    const png_color colors[3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    png_set_PLTE(png, info, colors, 3);
    const png_byte alpha[1] = {0};
    png_set_tRNS(png, info, alpha, 1, nullptr);
}

TEST(Png, ExpandsPalettesOfEveryDepth) {
    const std::vector<std::pair<int, std::vector<unsigned char>>> cases{
        {2, {0b00011000}}, {4, {0x01, 0x20}}, {8, {0, 1, 2}}};
    for (const auto& [depth, pixels] : cases) {
        const Result<Loaded> result =
            load(written({3, 1, depth, PNG_COLOR_TYPE_PALETTE, false, set_palette}, pixels));
        EXPECT_THAT(loaded_values(result), ElementsAre(1, 4, 7, 2, 5, 8, 3, 6, 9)) << depth;
        EXPECT_EQ(result->notes.size(), 1u);
    }
}

TEST(Png, RefusesAnIndexBeyondThePaletteWithItsPlace) {
    const auto none = [](png_structp png, png_infop info) {
        set_palette(png, info);
        png_set_check_for_invalid_index(png, 0);
    };
    for (const bool interlaced : {false, true})
        EXPECT_EQ(refusal_of(load(written({2, 2, 4, PNG_COLOR_TYPE_PALETTE, interlaced, none}, {0x01, 0x13}))),
                  "x.png, row 2, column 2 of the picture: found the palette index 3, expected less than 3, the size "
                  "of the palette");
}

TEST(Png, InterlacedIsTheSamePicture) {
    std::vector<unsigned char> pixels;
    for (int i = 0; i < 11 * 9 * 3; ++i) pixels.push_back(static_cast<unsigned char>(i * 7));
    const auto plain = load(written({11, 9, 8, PNG_COLOR_TYPE_RGB, false}, pixels));
    const auto interlaced = load(written({11, 9, 8, PNG_COLOR_TYPE_RGB, true}, pixels));
    EXPECT_EQ(loaded_values(plain), loaded_values(interlaced));
    std::vector<unsigned char> bits(9 * 2);
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] = static_cast<unsigned char>(i % 2 ? i * 32 & 0xE0 : i * 37);
    EXPECT_EQ(loaded_values(load(written({11, 9, 1, PNG_COLOR_TYPE_GRAY, false}, bits))),
              loaded_values(load(written({11, 9, 1, PNG_COLOR_TYPE_GRAY, true}, bits))));
}

TEST(Png, PassesOverWhatSaysNothingAboutSamples) {
    const auto chunks = [](png_structp png, png_infop info) {
        png_color_8 bits{};
        bits.gray = 5;
        png_set_sBIT(png, info, &bits);
        png_color_16 background{};
        background.gray = 9;
        png_set_bKGD(png, info, &background);
        // Many programs write a profile that libpng warns of; a gamma of 0 stands for them.
        png_byte zero[4] = {};
        png_unknown_chunk gamma{{'g', 'A', 'M', 'A', 0}, zero, sizeof zero, PNG_HAVE_IHDR};
        png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_ALWAYS, gamma.name, 1);
        png_set_unknown_chunks(png, info, &gamma, 1);
    };
    EXPECT_THAT(written({2, 1, 8, PNG_COLOR_TYPE_GRAY, false, chunks}, {200, 100}), HasSubstr("gAMA"));
    const Result<Loaded> result = load(written({2, 1, 8, PNG_COLOR_TYPE_GRAY, false, chunks}, {200, 100}));
    EXPECT_THAT(loaded_values(result), ElementsAre(200, 100));
    EXPECT_TRUE(result->notes.empty());
}

TEST(Png, RefusesEveryFlippedBitAndEveryCut) {
    std::vector<unsigned char> pixels;
    for (int i = 0; i < 36; ++i) pixels.push_back(static_cast<unsigned char>(i * i));
    const std::string whole = written({6, 6, 8, PNG_COLOR_TYPE_GRAY}, pixels);
    ASSERT_TRUE(load(whole));
    for (std::size_t i = 0; i < whole.size(); ++i) {
        EXPECT_FALSE(load(whole.substr(0, i))) << i;
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ 1 << bit);
            EXPECT_FALSE(load(damaged)) << i;
        }
    }
}

TEST(Png, RefusesWhatFollowsTheImage) {
    const std::string whole = written({1, 1, 8, PNG_COLOR_TYPE_GRAY}, {1});
    EXPECT_EQ(refusal_of(load(whole + "abc")), "x.png, byte " + std::to_string(whole.size() + 1) +
                                                   ": found 3 bytes more, expected the end of the image");
}

// It would have to be unpacked, at a thousand times its size, before libpng says that it is too much.
TEST(Png, RefusesMuchMoreImageDataThanRows) {
    const std::string whole = written({1, 1, 8, PNG_COLOR_TYPE_GRAY}, {1});
    const std::size_t end = whole.size() - 12;  // IEND
    const auto with_more = [&](std::uint32_t bytes) {
        const std::string data(bytes, '\0');
        const auto sum = crc32(crc32(0, reinterpret_cast<const Bytef*>("IDAT"), 4),
                               reinterpret_cast<const Bytef*>(data.data()), bytes);
        std::string more(whole, 0, end);
        for (const int shift : {24, 16, 8, 0}) more += static_cast<char>(bytes >> shift);
        more += "IDAT" + data;
        for (const int shift : {24, 16, 8, 0}) more += static_cast<char>(sum >> shift);
        return more + whole.substr(end);
    };
    EXPECT_THAT(refusal_of(load(with_more(100'000))),
                HasSubstr("bytes of image data left for the last row, the limit is 65538"));
    EXPECT_TRUE(load(with_more(100))) << "a little is libpng's to judge";
}

TEST(Png, RefusesSizesBeyondTheLimitsBeforeItUnpacks) {
    const std::string wide = written({16385, 1, 8, PNG_COLOR_TYPE_GRAY}, std::vector<unsigned char>(16385));
    EXPECT_EQ(refusal_of(load(wide)), "x.png: 1 x 16385 is too large: the limit is 16384 cells a side");
    EXPECT_TRUE(load(written({16384, 1, 8, PNG_COLOR_TYPE_GRAY}, std::vector<unsigned char>(16384))));
}

TEST(Png, NamesOtherKindsOfFiles) {
    EXPECT_EQ(refusal_of(load("")), "x.png: found an empty file, expected a PNG image");
    EXPECT_EQ(refusal_of(load("\xff\xd8\xff and so on")), "x.png: found a JPEG image, expected a PNG image");
    EXPECT_EQ(refusal_of(load("\x89PNG\n\x1a\n")),
              "x.png: found a PNG image damaged by a copy in text mode, expected a PNG image");
}

}  // namespace
}  // namespace poolwalk::io
