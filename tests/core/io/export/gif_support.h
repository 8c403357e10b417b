// A GIF as a viewer shows it: every picture whole, after its changes were laid over the one before.
// It is decoded by giflib; encoding is the program's own matter (core/io/export/gif.h).
#pragma once

#include <gif_lib.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace poolwalk::test {

struct Shown {
    std::vector<std::uint8_t> rgba;
    int centiseconds = 0;
    int x = 0, y = 0, width = 0, height = 0;  // of what the file holds of it
};

struct DecodedGif {
    int width = 0, height = 0;
    std::vector<Shown> pictures;
    bool loops = false;
};

struct GifSource {
    std::string_view rest;
};

inline int read_bytes(GifFileType* gif, GifByteType* into, int count) {
    auto& rest = static_cast<GifSource*>(gif->UserData)->rest;
    const std::size_t size = std::min(rest.size(), static_cast<std::size_t>(count));
    std::memcpy(into, rest.data(), size);
    rest.remove_prefix(size);
    return static_cast<int>(size);
}

inline void lay_over(std::vector<std::uint8_t>& canvas, int width, const SavedImage& image,
                     const ColorMapObject& colors, int transparent) {
    const GifImageDesc& at = image.ImageDesc;
    for (int y = 0; y < at.Height; ++y)
        for (int x = 0; x < at.Width; ++x) {
            const int index = image.RasterBits[y * at.Width + x];
            if (index == transparent) continue;
            ASSERT_LT(index, colors.ColorCount);
            const GifColorType& c = colors.Colors[index];
            std::uint8_t* p = &canvas[static_cast<std::size_t>((at.Top + y) * width + at.Left + x) * 4];
            p[0] = c.Red;
            p[1] = c.Green;
            p[2] = c.Blue;
            p[3] = 255;
        }
}

inline DecodedGif decode_gif(std::string_view bytes) {
    GifSource source{bytes};
    int error = 0;
    GifFileType* const gif = DGifOpen(&source, read_bytes, &error);
    DecodedGif decoded;
    if (!gif || DGifSlurp(gif) != GIF_OK) {
        ADD_FAILURE() << "giflib cannot read this: " << GifErrorString(gif ? gif->Error : error);
        return decoded;
    }
    decoded.width = gif->SWidth;
    decoded.height = gif->SHeight;
    std::vector<std::uint8_t> canvas(static_cast<std::size_t>(gif->SWidth * gif->SHeight) * 4);
    for (int i = 0; i < gif->ImageCount; ++i) {
        const SavedImage& image = gif->SavedImages[i];
        for (int k = 0; k < image.ExtensionBlockCount; ++k)
            if (image.ExtensionBlocks[k].Function == APPLICATION_EXT_FUNC_CODE) decoded.loops = true;
        GraphicsControlBlock control{};
        DGifSavedExtensionToGCB(gif, i, &control);
        EXPECT_EQ(image.ImageDesc.ColorMap, nullptr) << "one palette over all pictures";
        lay_over(canvas, gif->SWidth, image, *gif->SColorMap, control.TransparentColor);
        const GifImageDesc& at = image.ImageDesc;
        decoded.pictures.push_back({canvas, control.DelayTime, at.Left, at.Top, at.Width, at.Height});
    }
    DGifCloseFile(gif, nullptr);
    return decoded;
}

}  // namespace poolwalk::test
