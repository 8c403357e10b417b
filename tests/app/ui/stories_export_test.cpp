// Stories of exports: the page of kinds, a file written beside the interface, a film cancelled, the copies.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/background/export_task.h"
#include "core/io/arrays/array_reader.h"
#include "core/scene/colormap.h"
#include "tests/app/ui/driver.h"
#include "tests/core/io/export/gif_support.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;

// One colour a step, and the window's size.
Result<PaintNext> pretend_painter(const AppState&, int width, int height) {
    return PaintNext([width, height](const Command& command) -> Result<platform::Image> {
        // On its way to the next step it looks like the one before.
        const auto* seek = command.as<Seek>();
        const auto step = static_cast<std::uint8_t>(seek ? seek->done : command.as<SeekMoment>()->done);
        platform::Image image{width, height, {}};
        image.rgba.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, step);
        return image;
    });
}

class Export : public testing::Test {
protected:
    void open(Driver& d) const {
        d.session.run(ShowFiles{.show = false, .folder = folder.string()});
        d.menu("File", "export");
    }
    void type_name(Driver& d, const std::string& name) const {
        d.click("export_path");
        d.ctrl(Key::A);
        d.type(name);
        d.press(Key::Enter);
    }
    static void wait(Driver& d) {
        for (int i = 0; i < 3000 && d.shows("export_progress");
             ++i, std::this_thread::sleep_for(std::chrono::milliseconds(1)))
            d.frames();
        EXPECT_FALSE(d.shows("export_progress")) << "it never ended";
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }

    ScratchFolder scratch;
    fs::path folder = scratch.path();
};

TEST_F(Export, PageOpensAndCloses) {
    Driver d;
    d.ctrl(Key::E);
    EXPECT_TRUE(d.shows("export_page"));
    EXPECT_EQ(d.memory().export_path, "Overlap-no-ties.png") << "the document's name to begin with";
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.done, 0) << "the page has the keys";
    d.press(Key::Escape);
    EXPECT_FALSE(d.shows("export_page"));
    d.menu("File", "export");
    d.click("export_close");
    EXPECT_FALSE(d.state().view.show_export);
}

TEST_F(Export, SaysWhatCannotBeWrittenHere) {
    const char* path = std::getenv("PATH");
    const std::string before = path ? path : "";
    setenv("PATH", folder.c_str(), 1);
    Driver d;
    open(d);
    EXPECT_EQ(std::ranges::count_if(d.memory().export_missing, [](const auto& why) { return !why.empty(); }), 2)
        << "the two that ffmpeg makes";
    d.click("export/mp4");
    EXPECT_THAT(d.memory().export_path, EndsWith(".png")) << "it cannot be chosen";
    setenv("PATH", before.c_str(), 1);
}

// Instead of the desktop's xdg-open one that writes down what it was asked.
TEST_F(Export, SaysWhereAndOpensTheFolder) {
    const fs::path bin = folder / "bin", asked = folder / "asked";
    fs::create_directories(bin);
    std::ofstream(bin / "xdg-open") << "#!/bin/sh\nprintf %s \"$1\" > " << asked << "\n";
    fs::permissions(bin / "xdg-open", fs::perms::owner_all);
    const std::string before = std::getenv("PATH");
    Driver d;
    open(d);
    EXPECT_FALSE(d.shows("export_folder")) << "nothing is written yet";
    type_name(d, "dx.npy");
    wait(d);
    d.frames(2);
    EXPECT_THAT(d.state().notice.sentence, testing::StartsWith("Written: " + (folder / "dx.npy").string()));
    setenv("PATH", (bin.string() + ":" + before).c_str(), 1);
    d.click("export_folder");
    for (int i = 0; i < 3000 && !(fs::exists(asked) && fs::file_size(asked) > 0); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::string text;
    std::getline(std::ifstream(asked), text);
    EXPECT_EQ(text, folder.string());
    setenv("PATH", folder.c_str(), 1);  // no desktop
    d.click("export_folder");
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("xdg-utils"));
    setenv("PATH", before.c_str(), 1);
}

TEST_F(Export, AnArrayByItsRow) {
    Driver d;
    open(d);
    d.click("export/npy");
    EXPECT_EQ(d.memory().export_path, "dx.npy");
    d.click("export_start");
    wait(d);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("dx.npy, 256 bytes"));
    const auto read = io::read_array_file(folder / "dx.npy");
    ASSERT_TRUE(read);
    EXPECT_TRUE(identical(read->tensor, d.session.derived().grad_input));
    EXPECT_TRUE(d.shows("export_page")) << "for the next one";
}

TEST_F(Export, ByATypedNameWhoseEndingChooses) {
    Driver d;
    open(d);
    for (const char* name : {"argmax.csv", "a.svg", "a.py", "a.tex", "a.json"}) {
        type_name(d, name);
        wait(d);
        EXPECT_TRUE(fs::exists(folder / name)) << name << ": " << d.state().notice.sentence;
    }
    EXPECT_EQ(files(), 5u);
}

TEST_F(Export, OfANameThatSaysNothingIsRefused) {
    Driver d;
    open(d);
    for (const auto& [name, sentence] : std::vector<std::pair<std::string, std::string>>{
             {"a.bmp", "ends in .png"}, {"grad.npy", "expected x.npy"}, {"nowhere/dx.npy", "cannot be written"}}) {
        type_name(d, name);
        wait(d);
        EXPECT_TRUE(d.state().notice.is_error);
        EXPECT_THAT(d.state().notice.sentence, HasSubstr(sentence));
    }
    EXPECT_EQ(files(), 0u);
}

TEST_F(Export, WritesOverNothingUnlessTicked) {
    Driver d;
    open(d);
    type_name(d, "dx.csv");
    wait(d);
    d.session.run(SetRules{{TieRule::First, OverlapRule::AssignCell, NanRule::LastNan}});
    type_name(d, "dx.csv");
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("exists already"));
    d.click("export_over");
    d.click("export_start");
    wait(d);
    EXPECT_FALSE(d.state().notice.is_error) << d.state().notice.sentence;
    EXPECT_TRUE(identical(io::read_array_file(folder / "dx.csv")->tensor, d.session.derived().grad_input));
}

TEST_F(Export, AFilmWhileTheWindowStaysAlive) {
    Driver d;
    d.session.use({.open_painter = pretend_painter});
    open(d);
    d.click("export/gif");
    d.click("export_start");
    EXPECT_TRUE(d.shows("export_progress"));
    EXPECT_TRUE(d.session.is_painting());
    const Document before = d.state().document;
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 99}}});
    EXPECT_FALSE(identical(d.state().document, before)) << "the window goes on meanwhile";
    wait(d);
    EXPECT_FALSE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("Overlap-no-ties.gif"));
    std::ifstream file(folder / "Overlap-no-ties.gif", std::ios::binary);
    const auto gif = decode_gif(std::string(std::istreambuf_iterator<char>(file), {}));
    ASSERT_EQ(gif.pictures.size(), 19u);
    for (std::size_t i = 0; i < gif.pictures.size(); ++i) EXPECT_EQ(gif.pictures[i].rgba[0], i);
}

TEST_F(Export, AFilmIsCancelledAndLeavesNothing) {
    for (const int frames : {0, 1, 7, 19, 20, 21}) {
        Driver d;
        d.session.use({.open_painter = pretend_painter});
        open(d);
        d.session.run(ExportFile{(folder / "walk.gif").string(), true});
        d.frames(frames);
        if (!d.shows("export_cancel") && frames > 0) continue;  // it was faster
        d.session.run(CancelExport{});
        d.frames(1);
        wait(d);
        EXPECT_THAT(d.state().notice.sentence, EndsWith("was not written")) << frames;
        EXPECT_FALSE(d.state().notice.is_error);
        EXPECT_EQ(files(), 0u) << frames;
        d.click("export/csv");
        d.click("export_start");
        wait(d);
        EXPECT_EQ(files(), 1u) << "and the next one can be begun";
        fs::remove(folder / "dx.csv");
    }
}

TEST_F(Export, IsCancelledByItsButton) {
    Driver d;
    d.session.use({.open_painter = pretend_painter});
    d.session.run(Randomize{RandomKind::Distinct, 3});
    d.session.run(Resize{{1, 1, 12, 12}});
    open(d);
    d.click("export/gif");
    d.click("export_start");
    d.click("export_cancel");
    wait(d);
    EXPECT_THAT(d.state().notice.sentence, EndsWith("was not written"));
    EXPECT_EQ(files(), 0u);
}

TEST_F(Export, IsLeftByQuitting) {
    for (const int frames : {0, 3, 19, 20}) {
        {
            Driver d;
            d.session.use({.open_painter = pretend_painter});
            open(d);
            d.session.run(ExportFile{(folder / "walk.gif").string(), true});
            d.frames(frames);
            d.session.run(Quit{});
        }
        for (const auto& left : fs::directory_iterator(folder))
            EXPECT_EQ(left.path().filename(), "walk.gif") << "whole, or not at all";
        fs::remove(folder / "walk.gif");
    }
}

TEST_F(Export, OfAPictureNeedsOpenGL) {
    Driver d;
    open(d);
    d.click("export_start");
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("need OpenGL"));
    EXPECT_FALSE(d.shows("export_progress"));
}

TEST_F(Export, OfAFigureNeedsNoOpenGLAndIsRemembered) {
    Driver d;
    open(d);
    d.choose("export_shows", "A figure");
    d.choose("export_ground", "No ground");
    d.click("export_marks");
    EXPECT_EQ(d.state().view.export_look,
              (ExportLook{.is_figure = true, .ground = FigureGround::Transparent, .has_marks = false}));
    type_name(d, "a.png");
    wait(d);
    EXPECT_FALSE(d.state().notice.is_error) << d.state().notice.sentence;
    std::ifstream file(folder / "a.png", std::ios::binary);
    const std::string png(std::istreambuf_iterator<char>(file), {});
    EXPECT_THAT(png, HasSubstr("PNG"));
    d.click("export_close");
    open(d);
    EXPECT_TRUE(d.state().view.export_look.is_figure);
}

TEST_F(Export, OfAFilmOfFiguresTakesEachSoManySteps) {
    Driver d;
    open(d);
    d.click("export/gif");
    d.choose("export_shows", "A figure");
    d.session.run(SetExportLook{{.is_figure = true, .every = 6}});
    d.click("export_start");
    wait(d);
    EXPECT_FALSE(d.state().notice.is_error) << d.state().notice.sentence;
    std::ifstream file(folder / "Overlap-no-ties.gif", std::ios::binary);
    const auto gif = decode_gif(std::string(std::istreambuf_iterator<char>(file), {}));
    EXPECT_EQ(gif.pictures.size(), 4u) << "after 0, 6, 12 and 18 steps";
}

TEST_F(Export, OffersTheLookOnlyWhereThereIsSomethingToSee) {
    Driver d;
    open(d);
    EXPECT_TRUE(d.shows("export_shows") && d.shows("export_colormap") && !d.shows("export_every.0"));
    d.click("export/svg");
    d.frames(2);
    EXPECT_TRUE(!d.shows("export_shows") && d.shows("export_marks"));
    d.click("export/gif");
    d.frames(2);
    EXPECT_TRUE(d.shows("export_every.0"));
    d.click("export/npy");
    EXPECT_FALSE(d.shows("export_shows") || d.shows("export_colormap"));
    d.click("export/png");
    d.frames(2);
    d.choose("export_colormap", "Viridis");
    EXPECT_EQ(scene::colormaps()[d.state().view.colormap].label, "Viridis");
}

TEST(Copying, AsANumPyLiteral) {
    Driver d;
    d.drag("X(1,1)", "X(2,3)");
    d.menu("Edit", "copy_numpy");
    EXPECT_EQ(d.clipboard, "np.array([[6., 5., 2.],\n          [8., 9., 4.]])\n");
    EXPECT_EQ(d.state().notice.sentence, "copied");
}

TEST(Copying, AsALatexMatrix) {
    Driver d;
    d.drag("X(1,1)", "X(2,2)");
    d.menu("Edit", "copy_latex");
    EXPECT_EQ(d.clipboard, "\\left[\\begin{array}{rr}\n  6 & 5 \\\\\n  8 & 9\n\\end{array}\\right]\n");
}

TEST(Copying, OfWhatIsNotComputedYetIsRefusedInEveryFormat) {
    Driver d;
    d.click("Y(0,0)");
    for (const char* entry : {"copy_numpy", "copy_latex"}) {
        d.clipboard = "held before";
        d.menu("Edit", entry);
        EXPECT_EQ(d.clipboard, "held before");
        EXPECT_TRUE(d.state().notice.is_error);
    }
}

}  // namespace
}  // namespace poolwalk::test
