#include "app/render/fonts.h"

#include <gmock/gmock.h>

#include "app/platform/imgui_compat.h"

namespace poolwalk::render {
namespace {

class Fonts : public testing::Test {
protected:
    void SetUp() override { before_ = ImGui::GetCurrentContext(), ImGui::SetCurrentContext(own_); }
    void TearDown() override {
        ImGui::DestroyContext(own_);
        ImGui::SetCurrentContext(before_);
    }

private:
    ImGuiContext *before_ = nullptr, *own_ = ImGui::CreateContext();
};

TEST_F(Fonts, BakeFurtherLettersOrSayWhatToInstall) {
    const FontSet fonts = FontSet::load(1, {U'П', U'漢'});
    EXPECT_TRUE(ui::has_glyph(*fonts.ui(), L'П')) << "the interface's own font has it";
    const bool has_font = ui::has_glyph(*fonts.ui(), L'漢');
    EXPECT_EQ(fonts.missing_letters().empty(), has_font);
    if (!has_font) {
        EXPECT_THAT(fonts.missing_letters(), testing::HasSubstr("fonts-noto-cjk"));
    }
    EXPECT_THAT(FontSet::load(1, {U'\U0001F600'}).missing_letters(), testing::HasSubstr("emoji"));
}

TEST_F(Fonts, WithoutFurtherLettersNothingIsMissing) {
    const FontSet fonts = FontSet::load(1);
    EXPECT_EQ(fonts.missing_letters(), "");
    EXPECT_FALSE(ui::has_glyph(*fonts.ui(), L'漢'));
    EXPECT_EQ(fonts.ui()->FallbackChar, 0x25A1) << "a box, not a question mark";
    EXPECT_TRUE(is_always_baked(U'é') && is_always_baked(U'→') && is_always_baked(U'\u25A1'));
    EXPECT_FALSE(is_always_baked(U'漢'));
}

}  // namespace
}  // namespace poolwalk::render
