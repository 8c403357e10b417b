#include "core/io/arrays/jpeg_read.h"

#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

#include "core/io/files/read_file.h"
#include "tests/core/io/arrays/array_reader_support.h"
#include "tests/support/paths.h"

namespace poolwalk::io {
namespace {

using testing::Each;
using testing::StartsWith;

// A picture of one colour, which no quality changes; `progressive` in several scans.
std::string jpeg_of(unsigned width, unsigned height, const std::vector<unsigned char>& color,
                    bool progressive = false) {
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = static_cast<int>(color.size());
    jpeg.in_color_space = color.size() == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 100, TRUE);
    if (progressive) jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    std::vector<unsigned char> row;
    for (unsigned i = 0; i < width; ++i) row.insert(row.end(), color.begin(), color.end());
    JSAMPROW rows = row.data();
    while (jpeg.next_scanline < height) jpeg_write_scanlines(&jpeg, &rows, 1);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    std::string text(reinterpret_cast<char*>(bytes), size);
    std::free(bytes);
    return text;
}

TEST(JpegReader, ReadsGreyAndColourAsSamples) {
    const auto grey = read_jpeg(jpeg_of(5, 3, {77}), "x.jpg");
    ASSERT_TRUE(grey) << refusal_of(grey);
    EXPECT_EQ(shape_of(grey->tensor), (Shape{1, 1, 3, 5}));
    EXPECT_EQ(grey->shape, (std::vector<std::int64_t>{1, 3, 5}));
    EXPECT_THAT(values_of(grey->tensor), Each(77));

    for (const bool progressive : {false, true}) {
        const auto color = read_jpeg(jpeg_of(20, 9, {200, 100, 50}, progressive), "x.jpg");
        ASSERT_TRUE(color) << refusal_of(color);
        EXPECT_EQ(shape_of(color->tensor), (Shape{1, 3, 9, 20}));
        EXPECT_NEAR(value_at(color->tensor, 0, 8, 19), 200, 2);
        EXPECT_NEAR(value_at(color->tensor, 1, 0, 0), 100, 2);
        EXPECT_NEAR(value_at(color->tensor, 2, 4, 7), 50, 2);
    }
}

TEST(JpegReader, IsFoundByTheEnding) {
    EXPECT_TRUE(read_array_bytes(jpeg_of(4, 4, {9}), "photo.JPG"));
    EXPECT_TRUE(read_array_bytes(jpeg_of(4, 4, {9}), "photo.jpeg"));
    EXPECT_TRUE(is_picture("photo.jpeg"));
}

TEST(JpegReader, RefusesWhatIsNotWhole) {
    const std::string whole = jpeg_of(64, 64, {200, 100, 50});
    for (const std::size_t bytes : {std::size_t{3}, std::size_t{20}, whole.size() / 2, whole.size() - 3})
        EXPECT_THAT(refusal_of(read_jpeg(whole.substr(0, bytes), "x.jpg")), StartsWith("x.jpg: found damage"));
    EXPECT_EQ(refusal_of(read_jpeg("\x89PNG\r\n\x1a\n", "x.jpg")), "x.jpg: found a PNG image, expected a JPEG image");
    EXPECT_EQ(refusal_of(read_jpeg("", "x.jpg")), "x.jpg: found no JPEG image, expected a JPEG image");
    const auto inks = read_file(source_path("tests/badfiles/png/bad-cmyk-jpeg-renamed.png"));
    ASSERT_TRUE(inks);
    EXPECT_THAT(refusal_of(read_jpeg(*inks, "x.jpg")), HasSubstr("4 inks, as for print"));
}

TEST(JpegReader, RefusesALargePictureBeforeItIsDecoded) {
    std::string claims = jpeg_of(8, 8, {1});
    const std::size_t sides = claims.find("\xff\xc0") + 5;  // of the frame: height, then width
    for (const std::size_t at : {sides, sides + 2}) claims[at] = '\x7f';
    EXPECT_THAT(refusal_of(read_jpeg(claims, "x.jpg")), HasSubstr("the limit is"));
}

TEST(JpegReader, StopsWhenItIsToldTo) {
    const auto stopped = read_jpeg(jpeg_of(400, 400, {1}), "x.jpg", [](double) { return false; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().message, poolwalk::stopped().message);
}

}  // namespace
}  // namespace poolwalk::io
