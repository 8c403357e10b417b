#include "app/render/fonts.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <span>
#include <string>

#include "app/platform/imgui_compat.h"

namespace poolwalk::render {

namespace {

// Line height over em size, from each font's hhea table: FreeType scales so that ImGui's size is
// ascender to descender.
struct FontFile {
    const char* path;
    float line_per_em;
};

constexpr float inter = 1.2102f, jetbrains = 1.32f, dejavu = 1.1640f;

// In the order of preference. Debian 12 and 13 have Inter in different formats.
constexpr FontFile sans_files[] = {
    {"/usr/share/fonts/opentype/inter/Inter-Medium.otf", inter},
    {"/usr/share/fonts/truetype/inter/Inter-Medium.ttf", inter},
    {"/usr/share/fonts/opentype/inter/Inter-Regular.otf", inter},
    {"/usr/share/fonts/truetype/inter/InterVariable.ttf", inter},
    {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", dejavu},
};
constexpr FontFile bold_files[] = {
    {"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf", inter},
    {"/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf", inter},
    {"/usr/share/fonts/opentype/inter/Inter-Bold.otf", inter},
    {"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", dejavu},
};
constexpr FontFile mono_files[] = {
    {"/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Medium.ttf", jetbrains},
    {"/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf", jetbrains},
    {"/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", dejavu},
};
// Narrower and clearer than a monospaced face where a cell leaves only a few pixels.
constexpr FontFile small_mono_files[] = {
    {"/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed.ttf", dejavu},
    {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", dejavu},
};
constexpr FontFile sign_files[] = {
    {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", dejavu},
};

constexpr float noto_cjk = 1.448f, wqy = 1.17f, unifont = 1.0f;
constexpr FontFile east_asian_files[] = {
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", noto_cjk},
    {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", wqy},
    {"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", wqy},
    {"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", wqy},
    {"/usr/share/fonts/opentype/unifont/unifont.otf", unifont},
};

// Latin-1 and the signs that the program writes: general punctuation, superscripts, arrows,
// mathematics, brackets, shapes, ticks.
constexpr ImWchar all_glyphs[] = {
    0x0020, 0x00FF, 0x0394, 0x0394, 0x03A3, 0x03A3, 0x2013, 0x2014, 0x2016, 0x2016, 0x2018, 0x2019, 0x201C,
    0x201D, 0x2022, 0x2022, 0x2026, 0x2026, 0x2039, 0x203A, 0x2190, 0x2195, 0x2202, 0x2202, 0x2208, 0x2209,
    0x2211, 0x2212, 0x221A, 0x221A, 0x221E, 0x221E, 0x2248, 0x2248, 0x2260, 0x2260, 0x2264, 0x2265, 0x2308,
    0x230B, 0x2318, 0x2318, 0x23F8, 0x23F8, 0x25A0, 0x25A1, 0x25B2, 0x25B6, 0x25B8, 0x25B8, 0x25BC, 0x25C0,
    0x25C6, 0x25C7, 0x25CB, 0x25CB, 0x25CF, 0x25CF, 0x2605, 0x2605, 0x2713, 0x2717, 0};
// What numbers in large cells need.
constexpr ImWchar number_glyphs[] = {0x0020, 0x007E, 0x00B7, 0x00B7, 0x00D7, 0x00D7, 0x2026, 0x2026, 0x2190,
                                     0x2193, 0x2212, 0x2212, 0x221E, 0x221E, 0x2248, 0x2248, 0};

constexpr int text_sizes[] = {11, 12, 13, 14, 16, 18, 20, 28};
constexpr int mono_sizes[] = {8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
                              21, 22, 23, 24, 25, 26, 28, 30, 32, 34, 36, 38, 40};
constexpr int small_mono_px = 10;      // up to this em size of the screen the narrow face is clearer
constexpr int numbers_only_px = 16;    // unscaled; larger sizes stand in cells only
constexpr float largest_mono_px = 72;  // keeps the atlas below 4096 x 4096 at 300 %

const FontFile* first_installed(std::span<const FontFile> files) {
    for (const FontFile& file : files) {
        std::error_code none;
        if (std::filesystem::is_regular_file(file.path, none)) return &file;
    }
    return nullptr;
}

struct Order {
    std::span<const FontFile> files;
    float em_px = 14;
    const ImWchar* glyphs = all_glyphs;
    const ImWchar* letters = nullptr;  // further ones, from the first font that has them
};

constexpr ImWchar unknown_letter = 0x25A1;  // a box, and no question mark

// As ranges of one letter each, ended by 0. What ImGui cannot number is left out.
std::vector<ImWchar> ranges_of(const Letters& letters) {
    std::vector<ImWchar> ranges;
    for (const char32_t letter : letters) {
        if (letter > IM_UNICODE_CODEPOINT_MAX) continue;
        ranges.insert(ranges.end(), 2, static_cast<ImWchar>(letter));
    }
    ranges.push_back(0);
    return ranges;
}

// Of a font that is built.
std::string missing_in(ImFont& font, const Letters& letters) {
    bool letter_lacks = false, emoji_lacks = false;
    for (const char32_t letter : letters) {
        if (letter > IM_UNICODE_CODEPOINT_MAX) emoji_lacks = true;
        else if (!ui::has_glyph(font, static_cast<ImWchar>(letter))) letter_lacks = true;
    }
    if (letter_lacks) return "Install the package fonts-noto-cjk to see every letter here.";
    return emoji_lacks ? "A box stands for an emoji, which cannot be drawn here." : "";
}

float line_px(const FontFile& file, float em_px) { return std::round(em_px * file.line_per_em); }

// Adds one font and, merged into it, the signs it lacks.
BakedFont bake(ImFontAtlas& atlas, const Order& order) {
    ImFontConfig config;
    config.PixelSnapH = true;
    const FontFile* file = first_installed(order.files);
    if (!file) {
        config.SizePixels = std::round(order.em_px * inter);
        ImFont* font = atlas.AddFontDefault(&config);
        return {font, order.em_px, config.SizePixels};
    }
    const float px = line_px(*file, order.em_px);
    ImFont* font = atlas.AddFontFromFileTTF(file->path, px, &config, order.glyphs);
    if (const FontFile* signs = first_installed(sign_files); signs && signs->path != file->path) {
        ImFontConfig merged = config;
        merged.MergeMode = true;
        atlas.AddFontFromFileTTF(signs->path, line_px(*signs, order.em_px), &merged, order.glyphs);
    }
    if (order.letters && *order.letters != 0)
        for (const FontFile* more : {file, first_installed(sign_files), first_installed(east_asian_files)}) {
            if (!more) continue;
            ImFontConfig merged = config;
            merged.MergeMode = true;
            atlas.AddFontFromFileTTF(more->path, line_px(*more, order.em_px), &merged, order.letters);
        }
    font->FallbackChar = unknown_letter;
    return {font, order.em_px, px};
}

std::vector<BakedFont> bake_text(ImFontAtlas& atlas, std::span<const FontFile> files, float scale,
                                 const std::vector<ImWchar>& letters) {
    std::vector<BakedFont> fonts;
    for (int size : text_sizes)
        fonts.push_back(bake(atlas, {files, static_cast<float>(size) * scale, all_glyphs, letters.data()}));
    return fonts;
}

std::vector<BakedFont> bake_mono(ImFontAtlas& atlas, float scale) {
    std::vector<BakedFont> fonts;
    for (int size : mono_sizes) {
        Order order{mono_files, std::min(static_cast<float>(size) * scale, largest_mono_px)};
        if (!fonts.empty() && order.em_px - fonts.back().em_px < 0.5f) continue;
        if (order.em_px <= small_mono_px && first_installed(small_mono_files)) order.files = small_mono_files;
        if (size > numbers_only_px) order.glyphs = number_glyphs;
        fonts.push_back(bake(atlas, order));
    }
    return fonts;
}

}  // namespace

bool is_always_baked(char32_t letter) {
    for (const ImWchar* range = all_glyphs; *range != 0; range += 2)
        if (letter >= range[0] && letter <= range[1]) return true;
    return false;
}

FontSet FontSet::load(float ui_scale, const Letters& letters) {
    FontSet set;
    set.scale_ = std::clamp(ui_scale, 0.75f, 3.0f);
    ImGuiIO& io = ImGui::GetIO();
    io.FontDefault = nullptr;
    io.Fonts->Clear();
    ui::use_freetype(*io.Fonts);
    const std::vector<ImWchar> ranges = ranges_of(letters);
    set.faces_[static_cast<std::size_t>(scene::Font::Sans)] = bake_text(*io.Fonts, sans_files, set.scale_, ranges);
    set.faces_[static_cast<std::size_t>(scene::Font::SansBold)] =
        bake_text(*io.Fonts, bold_files, set.scale_, ranges);
    set.faces_[static_cast<std::size_t>(scene::Font::Mono)] = bake_mono(*io.Fonts, set.scale_);
    io.FontDefault = set.ui();
    ui::build_atlas(*io.Fonts);
    set.missing_letters_ = missing_in(*set.ui(), letters);
    return set;
}

BakedFont FontSet::pick(scene::Font face, float size_px) const {
    const std::vector<BakedFont>& fonts = faces_[static_cast<std::size_t>(face)];
    const auto above =
        std::find_if(fonts.begin(), fonts.end(), [&](const BakedFont& font) { return font.em_px > size_px + 0.01f; });
    if (fonts.empty()) return {};
    return above == fonts.begin() ? fonts.front() : *(above - 1);
}

}  // namespace poolwalk::render
