#include "core/io/export/gif.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "core/io/export/color_table.h"
#include "tests/core/io/export/gif_support.h"

namespace poolwalk::io {
namespace {

using test::decode_gif;
using Rgba = std::vector<std::uint8_t>;

Rgba plain(int width, int height, std::uint32_t color) {
    Rgba rgba;
    for (int i = 0; i < width * height; ++i)
        rgba.insert(rgba.end(), {static_cast<std::uint8_t>(color >> 16), static_cast<std::uint8_t>(color >> 8),
                                 static_cast<std::uint8_t>(color), 255});
    return rgba;
}

void put(Rgba& rgba, int width, int x, int y, std::uint32_t color) {
    std::uint8_t* p = &rgba[static_cast<std::size_t>(y * width + x) * 4];
    p[0] = static_cast<std::uint8_t>(color >> 16);
    p[1] = static_cast<std::uint8_t>(color >> 8);
    p[2] = static_cast<std::uint8_t>(color);
}

// Pictures of many colours, each changed in a few places.
std::vector<Rgba> noisy(int width, int height, int colors, int pictures) {
    std::mt19937 random(7);
    std::vector<std::uint32_t> all;
    for (int i = 0; i < colors; ++i) all.push_back(random() & 0xFFFFFF);
    const auto any = [&] { return all[random() % all.size()]; };
    Rgba rgba = plain(width, height, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) put(rgba, width, x, y, any());
    std::vector<Rgba> film{rgba};
    while (static_cast<int>(film.size()) < pictures) {
        for (int i = 0; i < 9; ++i)
            put(rgba, width, static_cast<int>(random() % static_cast<unsigned>(width)),
                static_cast<int>(random() % static_cast<unsigned>(height)), any());
        film.push_back(rgba);
    }
    return film;
}

std::string encoded(const std::vector<Rgba>& pictures, int width, int height) {
    Film film(width, height);
    for (const Rgba& rgba : pictures) film.add(rgba, 25);
    const auto bytes = gif_bytes(film, {});
    EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().message);
    return bytes ? *bytes : "";
}

TEST(Gif, IsExactWithUpTo255Colours) {
    for (const int colors : {1, 2, 3, 16, 17, 255}) {
        const auto film = noisy(40, 23, colors, 6);
        const auto gif = decode_gif(encoded(film, 40, 23));
        EXPECT_EQ(gif.width, 40);
        EXPECT_EQ(gif.height, 23);
        EXPECT_TRUE(gif.loops);
        if (colors == 1) continue;
        ASSERT_EQ(gif.pictures.size(), film.size()) << colors;
        for (std::size_t i = 0; i < film.size(); ++i)
            EXPECT_EQ(gif.pictures[i].rgba, film[i]) << colors << " colours, picture " << i;
    }
}

TEST(Gif, HoldsOnlyWhatDiffers) {
    Rgba first = plain(50, 40, 0x112233), second = first;
    put(second, 50, 10, 5, 0xFFFFFF);
    put(second, 50, 14, 8, 0xFF0000);
    const auto gif = decode_gif(encoded({first, second}, 50, 40));
    ASSERT_EQ(gif.pictures.size(), 2u);
    const test::Shown& held = gif.pictures[1];
    EXPECT_EQ((std::vector{held.x, held.y, held.width, held.height}), (std::vector{10, 5, 5, 4}));
    EXPECT_EQ(held.rgba, second);
}

TEST(Gif, LetsAPictureThatIsTheSameStayLonger) {
    const Rgba a = plain(4, 4, 0x10), b = plain(4, 4, 0x20);
    const auto gif = decode_gif(encoded({a, a, a, b}, 4, 4));
    ASSERT_EQ(gif.pictures.size(), 2u);
    EXPECT_EQ(gif.pictures[0].centiseconds, 75);
    EXPECT_EQ(gif.pictures[1].centiseconds, 25);
}

TEST(Gif, OfMoreColoursComesNear) {
    // A ground, as every window has one, and all the colours of a gradient over it.
    const int side = 64;
    Rgba rgba = plain(side, side, 0x111418);
    for (int y = 0; y < side / 2; ++y)
        for (int x = 0; x < side; ++x)
            put(rgba, side, x, y,
                static_cast<std::uint32_t>(x * 4) << 16 | static_cast<std::uint32_t>(y * 8) << 8 | 0x80);
    const auto gif = decode_gif(encoded({rgba}, side, side));
    ASSERT_EQ(gif.pictures.size(), 1u);
    const Rgba& got = gif.pictures[0].rgba;
    int largest = 0;
    for (std::size_t i = 0; i < got.size(); ++i) largest = std::max(largest, std::abs(int{got[i]} - int{rgba[i]}));
    EXPECT_LE(largest, 20);
    EXPECT_GT(largest, 0) << "2048 colours do not fit";
    for (std::size_t i = static_cast<std::size_t>(side * side / 2) * 4; i < got.size(); ++i)
        ASSERT_EQ(got[i], rgba[i]) << "the ground stays as it is";
}

TEST(Gif, OfTheSameFilmIsTheSameFile) {
    const auto film = noisy(60, 60, 1000, 3);
    EXPECT_EQ(encoded(film, 60, 60), encoded(film, 60, 60));
}

TEST(Gif, StopsWhenItIsToldTo) {
    Film film(8, 8);
    for (const Rgba& rgba : noisy(8, 8, 20, 5)) film.add(rgba, 10);
    int calls = 0;
    const auto all = gif_bytes(film, [&](double part) {
        EXPECT_GE(part, 0);
        EXPECT_LE(part, 1);
        return ++calls > 0;
    });
    EXPECT_TRUE(all);
    for (int most = 1; most <= calls; ++most) {
        int left = most;
        const auto cut = gif_bytes(film, [&](double) { return --left > 0; });
        ASSERT_FALSE(cut);
        EXPECT_EQ(cut.error(), stopped());
    }
}

TEST(Gif, LargerThanAGifCanBeIsRefused) {
    Film film(65536, 1);
    film.add(plain(65536, 1, 0), 10);
    const auto bytes = gif_bytes(film, {});
    ASSERT_FALSE(bytes);
    EXPECT_THAT(bytes.error().message, testing::HasSubstr("65535 pixels a side"));
}

TEST(ColorTable, KeepsFewColoursAndTheCommonestOfMany) {
    std::unordered_map<std::uint32_t, std::uint64_t> counts{{0x0000FF, 1}, {0x123456, 7}};
    EXPECT_EQ(choose_colors(counts, 2).colors, (std::vector<std::uint32_t>{0x0000FF, 0x123456}));
    for (std::uint32_t i = 0; i < 3000; ++i) counts[i * 5501 & 0xFFFFFF] += 1;
    counts[0x808080] = 1'000'000;
    const ColorTable table = choose_colors(counts, 255);
    EXPECT_LE(table.colors.size(), 255u);
    EXPECT_THAT(table.colors, testing::Contains(0x808080u));
    EXPECT_EQ(table.index_of.size(), counts.size());
}

TEST(ShotsOfWalk, ShowEveryStepAndLingerAtTheEnds) {
    const auto shots = shots_of_walk(3, 6, 4);
    ASSERT_EQ(shots.size(), 4u);
    EXPECT_EQ(shots[0].command.as<Seek>()->done, 3);
    EXPECT_EQ(shots[3].command.as<Seek>()->done, 6);
    EXPECT_EQ(shots[0].centiseconds, 100);
    EXPECT_EQ(shots[1].centiseconds, 25);
    EXPECT_EQ(shots[3].centiseconds, 250);
    EXPECT_EQ(shots_of_walk(2, 2, 50).size(), 1u);
}

}  // namespace
}  // namespace poolwalk::io
