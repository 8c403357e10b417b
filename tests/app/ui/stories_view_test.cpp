// Stories of the picture and the pages over it: theme, zoom, masks, keys, files, sizes.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "core/scene/colormap.h"
#include "tests/app/ui/driver.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

class Folder {
public:
    Folder() { std::filesystem::create_directories(path_ / "inner"); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
    std::string path(const std::string& name = "") const {
        return name.empty() ? path_.string() : (path_ / name).string();
    }

private:
    ScratchFolder scratch_;
    std::filesystem::path path_ = scratch_.path();
};

TEST(Masks, AndWhatYShows) {
    Driver d;
    d.choose("mask", "Wins in all");
    EXPECT_EQ(d.state().view.mask, Mask::Wins);
    d.press(Key::M);
    EXPECT_EQ(d.state().view.mask, Mask::Ties);
    d.choose("y_shows", "Argmax, PyTorch");
    EXPECT_EQ(d.state().view.y_shows, YShows::InPlane);
    d.press(Key::I);
    EXPECT_EQ(d.state().view.y_shows, YShows::TensorFlow);
    EXPECT_FALSE(d.state().history.can_undo()) << "how it looks is not undone";
}

TEST(Theme, ByKeyComboAndMenu) {
    Driver d;
    const float dark = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg).x;
    d.press(Key::L);
    EXPECT_EQ(d.state().view.theme, Theme::Light);
    d.frames(1);
    EXPECT_GT(ImGui::GetStyleColorVec4(ImGuiCol_WindowBg).x, dark);
    d.choose("theme", "Dark");
    EXPECT_EQ(d.state().view.theme, Theme::Dark);
    d.menu("View", "theme");
    EXPECT_EQ(d.state().view.theme, Theme::Light);
}

TEST(Colours, OfEveryMapAreChosen) {
    Driver d;
    for (std::size_t i = 0; i < scene::colormaps().size(); ++i) {
        d.choose("colours", scene::colormaps()[i].label);
        EXPECT_EQ(d.state().view.colormap, i);
    }
}

TEST(Zooming, IsToTheMouseAndFitBringsAllBack) {
    Driver d;
    const scene::Rect before = d.rect("X(1,1)");
    d.wheel("X(1,1)", 4);
    EXPECT_GT(d.state().view.camera.zoom, 1.5);
    EXPECT_GT(d.rect("X(1,1)").w, before.w * 1.5f);
    const scene::Vec2 mouse = before.center();
    d.hover_at(mouse);
    EXPECT_EQ(d.state().view.hover, (CellRef{GridId::Input, 0, {1, 1}})) << "the cell under the mouse stays there";
    d.press(Key::F);
    EXPECT_EQ(d.state().view.camera, Camera{});
    EXPECT_EQ(d.rect("X(1,1)"), before);
}

TEST(Zooming, HasItsEnds) {
    Driver d;
    d.wheel("X(1,1)", 400);
    EXPECT_LE(d.rect("canvas").w, 4000);
    EXPECT_LE(d.state().view.camera.zoom, max_zoom);
    EXPECT_LE(d.rect("X(1,1)").w, 161);
    d.wheel("canvas", -400);
    EXPECT_EQ(d.state().view.camera, Camera{});
}

TEST(Moving, BringsTheWindowOfAStepIntoSight) {
    Driver d;
    d.session.run(Resize{{1, 1, 40, 40}});
    d.session.run(SetCamera{{8, 0.9, 0.9}});
    d.frames(2);
    EXPECT_FALSE(d.shows("X(0,0)"));
    d.press(Key::Right);
    d.frames(2);
    EXPECT_TRUE(d.shows("X(0,0)"));
    EXPECT_EQ(d.state().view.camera.zoom, 8);
    const Camera elsewhere{8, 0.9, 0.9};
    d.session.run(SetCamera{elsewhere});
    d.frames(3);
    EXPECT_EQ(d.state().view.camera, elsewhere) << "what is looked at between two steps stays";
    d.press(Key::Right);
    d.frames(2);
    EXPECT_TRUE(d.shows("X(0,0)"));
    d.press(Key::End);
    d.frames(2);
    EXPECT_TRUE(d.shows("X(38,38)"));
    d.press(Key::F);
    d.press(Key::Left);
    d.frames(2);
    EXPECT_EQ(d.state().view.camera, Camera{}) << "all is in sight";
}

TEST(Moving, ThePictureByTheRightButton) {
    Driver d;
    d.session.run(Resize{{1, 1, 40, 40}});
    d.session.run(SetCamera{{8, 0.5, 0.5}});
    d.frames(2);
    const Camera before = d.state().view.camera;
    d.drag_by("canvas", {-40, -60}, 1);
    EXPECT_GT(d.state().view.camera.w, before.w);
    EXPECT_GT(d.state().view.camera.h, before.h);
    EXPECT_EQ(d.state().view.camera.zoom, before.zoom);
    EXPECT_FALSE(d.state().view.pinned);
}

TEST(Moving, NeedsSomethingThatIsOutOfView) {
    Driver d;
    d.drag_by("canvas", {-40, -60}, 1);
    EXPECT_EQ(d.state().view.camera, Camera{});
}

TEST(TheKeysPage, OpensAndCloses) {
    Driver d;
    d.press(Key::F1);
    EXPECT_TRUE(d.shows("keys_page"));
    d.click("keys_close");
    EXPECT_FALSE(d.state().view.show_keys);
    EXPECT_FALSE(d.shows("keys_page"));
    d.press(Key::F1);
    d.press(Key::Escape);
    EXPECT_FALSE(d.state().view.show_keys);
    d.menu("Help", "keys");
    EXPECT_TRUE(d.state().view.show_keys);
    d.press(Key::F1);
    EXPECT_FALSE(d.state().view.show_keys);
}

TEST(TheKeysPage, HidesTheCellsBehindItFromTheMouse) {
    Driver d;
    d.press(Key::F1);
    d.click("X(3,3)");
    EXPECT_FALSE(d.state().view.pinned);
    d.wheel("X(3,3)", 3);
    EXPECT_EQ(d.state().view.camera, Camera{});
}

TEST(TheFileList, OpensAFile) {
    const Folder folder;
    folder.write("numbers.csv", "1,2,3\n4,5,6\n7,8,9\n");
    folder.write("secret.exe", "");
    Driver d;
    d.session.run(ShowFiles{true, folder.path()});
    d.frames(3);
    EXPECT_TRUE(d.shows("file_list"));
    EXPECT_TRUE(d.shows("file/inner"));
    EXPECT_FALSE(d.shows("file/secret.exe")) << "only what can be opened";
    d.click("file/inner");
    EXPECT_EQ(d.state().view.folder, folder.path("inner"));
    d.click("file/..");
    EXPECT_EQ(d.state().view.folder, folder.path());
    d.click("file/numbers.csv");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 3, 3}));
    EXPECT_FALSE(d.state().view.show_files);
    d.ctrl(Key::Z);
    EXPECT_EQ(d.state().document.title, "Overlap, no ties");
}

TEST(TheFileList, RefusesABadFileWithASentence) {
    const Folder folder;
    folder.write("bad.csv", "1,2\n3,x\n");
    Driver d;
    const Document before = d.state().document;
    d.session.run(ShowFiles{true, folder.path()});
    d.frames(3);
    d.click("file/bad.csv");
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("bad.csv, line 2, column 3"));
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_TRUE(d.state().view.show_files) << "another one can be chosen";
    d.click("files_close");
    EXPECT_FALSE(d.shows("file_list"));
}

TEST(TheFileList, TakesAPathThatIsTyped) {
    const Folder folder;
    folder.write("n.csv", "1,2\n3,4\n");
    Driver d;
    d.ctrl(Key::O);
    EXPECT_TRUE(d.is_typing()) << "the field has the keys when the list opens";
    d.type(folder.path("n.csv"));
    EXPECT_EQ(d.memory().typed_path, folder.path("n.csv")) << "its letters are no shortcuts";
    d.press(Key::Enter);
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 2, 2}));
    EXPECT_FALSE(d.state().view.show_files);
    d.click("open_link");
    d.click("path");
    d.ctrl(Key::A);
    d.type(folder.path("missing.csv"));
    d.click("path_open");
    EXPECT_TRUE(d.state().notice.is_error);
    d.click("files_close");
    d.ctrl(Key::O);
    ASSERT_TRUE(d.is_typing());
    d.press(Key::Escape);
    d.frames(2);
    EXPECT_FALSE(d.shows("file_list")) << "one press, though the field has the keys";
}

TEST(DroppingAFile, OpensIt) {
    const Folder folder;
    folder.write("n.txt", "1 2 3\n4 5 6\n");
    Driver d;
    d.session.run(OpenFile{folder.path("n.txt")});
    d.frames(2);
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 2, 3}));
    d.session.run(OpenFile{folder.path("none.npy")});
    EXPECT_TRUE(d.state().notice.is_error);
    d.session.run(OpenFile{folder.path()});
    d.frames(2);
    EXPECT_TRUE(d.shows("file_list")) << "a folder is shown";
}

TEST(Scale, ByItsKeysKeepsEverythingReachable) {
    Driver d;
    const float before = d.rect("next").w;
    d.ctrl(Key::Plus);
    d.frames(2);
    EXPECT_EQ(d.state().view.scale, 1.25);
    EXPECT_GT(d.rect("next").w, before);
    for (int i = 0; i < 9; ++i) d.ctrl(Key::Plus);
    const double most = d.state().view.scale;
    EXPECT_LT(most, 3) << "the window has no room for more";
    d.resize({3840, 2160});
    d.frames(2);
    EXPECT_GT(d.state().view.scale, most) << "now it has";
    d.resize({1600, 1000});
    d.session.run(SetScale{1.25});
    d.frames(2);
    d.click("next");
    EXPECT_EQ(d.state().play.done, 1);
    d.ctrl(Key::Minus);
    d.ctrl(Key::Minus);
    d.ctrl(Key::Minus);
    EXPECT_EQ(d.state().view.scale, 0.75);
    d.click("next");
    EXPECT_EQ(d.state().play.done, 2);
}

// Every corner of the program, on a window and at a scale that nobody would choose.
void try_everything(Driver& d) {
    for (const Key key : {Key::Right, Key::End, Key::Left, Key::C, Key::Right, Key::M, Key::I, Key::T, Key::O, Key::L,
                          Key::F1, Key::F1, Key::H, Key::End, Key::R})
        d.press(key);
    d.ctrl(Key::O);
    d.press(Key::Escape);
    for (const float x : {0.2f, 0.5f, 0.9f})
        for (const float y : {0.1f, 0.5f, 0.95f}) {
            const ImVec2 all = ImGui::GetIO().DisplaySize;
            d.click_at({all.x * x, all.y * y});
            d.press(Key::Escape);
            d.press(Key::Escape);
        }
    d.session.run(Resize{{2, 3, 9, 33}});
    d.frames(3);
    d.wheel("canvas", 5);
}

TEST(SmallWindows, DoNotStopTheProgram) {
    for (const Size size : {Size{640, 400}, Size{320, 200}, Size{1, 1}}) {
        Driver d(example("ties"), size);
        try_everything(d);
        EXPECT_EQ(
            document_error(*d.state().document.input, *d.state().document.grad_output, d.state().document.geometry),
            "");
    }
}

TEST(SmallWindows, AtThreeHundredPercentDoNotStopTheProgram) {
    AppState state = example("ties");
    state.view.chosen_scale = 3;
    Driver d(std::move(state), {640, 400});
    try_everything(d);
    d.resize({1600, 1000});
    d.press(Key::End);
    EXPECT_GT(d.state().play.done, 0);
}

TEST(SmallWindows, KeepTheWalkInReach) {
    Driver d(example("overlap"), {640, 400});
    d.click("next");
    EXPECT_EQ(d.state().play.done, 1);
    d.click("last");
    EXPECT_EQ(d.state().play.done, 18);
    d.press(Key::F1);
    d.click("keys_close");
    EXPECT_FALSE(d.state().view.show_keys);
}

TEST(TheAboutPage, OpensAndCloses) {
    Driver d;
    d.menu("Help", "about");
    EXPECT_TRUE(d.shows("about_page"));
    d.click("about_close");
    EXPECT_FALSE(d.shows("about_page"));
    d.menu("Help", "about");
    d.press(Key::Escape);
    EXPECT_FALSE(d.state().view.show_about);
}

TEST(Quitting, IsAskedOfTheWindow) {
    Driver d;
    EXPECT_FALSE(d.session.wants_to_quit());
    d.menu("File", "quit");
    EXPECT_TRUE(d.session.wants_to_quit());
}

}  // namespace
}  // namespace poolwalk::test
