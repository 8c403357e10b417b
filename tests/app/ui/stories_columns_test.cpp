// Stories of the Columns workspace: a person walks through im2col and col2im, points at cells and entries,
// edits them, and is told where the sizes do not fit.
#include <gmock/gmock.h>

#include "core/workspaces/columns/columns_sentence.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

std::string heading_of(const Driver& d) {
    return scene::columns_words_of(d.state(), scene::step_done_last(d.state())).heading;
}

AppState with(AppState state, std::initializer_list<Command> commands) {
    for (const Command& command : commands) state = update(std::move(state), command);
    return state;
}

TEST(ColumnsWorkspace, IsWalkedWithTheKeysOfTheWalk) {
    Driver d;
    d.ctrl(Key::D3);
    ASSERT_EQ(d.state().view.workspace, Workspace::Columns);
    d.press(Key::Right);
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.columns_done, 2);
    EXPECT_EQ(d.state().play.done, 0) << "the Walk stays where it was";
    EXPECT_EQ(heading_of(d), "GATHER · COLUMN 1 · WINDOW (0, 1)");
    d.press(KeyPress{.key = Key::Right, .shift = true});
    EXPECT_EQ(d.state().play.columns_done, 5) << "a row of windows";
    d.press(Key::Left);
    d.press(Key::End);
    EXPECT_EQ(d.state().play.columns_done, 36);
    EXPECT_THAT(heading_of(d), HasSubstr("COL2IM · COLUMN 8"));
    d.press(Key::Home);
    EXPECT_EQ(d.state().play.columns_done, 0);
    d.ctrl(Key::D1);
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.done, 1);
}

TEST(ColumnsWorkspace, PlaysThroughAllFourPhases) {
    Driver d;
    d.click("columns");
    for (int i = 0; i < 4; ++i) d.press(Key::Up);
    d.press(Key::Space);
    EXPECT_TRUE(d.state().play.playing);
    std::vector<std::string> phases;
    for (int i = 0; i < 60 && d.state().play.playing; ++i) {
        d.tick(1.0 / 16);
        const std::string name = heading_of(d).substr(0, heading_of(d).find(' '));
        if (phases.empty() || phases.back() != name) phases.push_back(name);
    }
    EXPECT_THAT(phases, testing::ElementsAre("GATHER", "ARGMAX", "SCATTER", "COL2IM"));
    EXPECT_FALSE(d.state().play.playing);
    EXPECT_EQ(d.state().play.columns_done, 36);
}

TEST(ColumnsWorkspace, TheTimelineIsClickedAndDraggedAndItsPhasesToo) {
    Driver d;
    d.click("columns");
    const scene::Rect bar = d.rect("timeline");
    d.click_at({bar.x + bar.w * 0.5f - 2, bar.center().y});
    EXPECT_EQ(d.state().play.columns_done, 18);
    d.drag_by("timeline", {bar.w * 0.25f, 0});
    EXPECT_EQ(d.state().play.columns_done, 27);
    for (const ColumnsPhaseRow& phase : columns_phases()) {
        d.click("phase." + std::string(phase.name));
        EXPECT_EQ(d.state().play.columns_done, 9 * (1 + static_cast<std::int64_t>(phase.phase))) << phase.name;
    }
}

TEST(ColumnsWorkspace, ACellLightsItsCopiesAndAnEntryItsCell) {
    Driver d;
    d.click("columns");
    d.press(Key::End);
    d.hover("X(1,2)");
    ASSERT_TRUE(d.state().view.hover);
    EXPECT_EQ(*d.state().view.hover, (CellRef{GridId::Input, 0, {1, 2}}));
    EXPECT_FALSE(d.memory().pointing.hit.entry);
    EXPECT_GT(d.rect("cell_words").y, d.rect("dX_col(3,0)").bottom()) << "the words cover no copy";
    d.hover("X_col(3,4)");
    EXPECT_EQ(d.memory().pointing.hit.entry, (MatrixEntry{3, 4}));
    EXPECT_EQ(*d.state().view.hover, (CellRef{GridId::Input, 0, {2, 2}}));
    d.hover("dX_col(0,5)");
    EXPECT_EQ(*d.state().view.hover, (CellRef{GridId::GradInput, 0, {1, 2}}));
    d.hover("Y(0,2)");
    EXPECT_EQ(d.memory().pointing.hit.column, 2);
    EXPECT_FALSE(d.memory().pointing.hit.entry);
    d.hover("columns_memory");
    EXPECT_FALSE(d.state().view.hover);
    EXPECT_FALSE(d.memory().pointing.hit.column);
}

TEST(ColumnsWorkspace, CellsOfXAndDyAreEditedThere) {
    Driver d;
    d.click("columns");
    d.press(Key::End);
    d.double_click("X(2,2)");
    d.type("0.5");
    d.press(Key::Enter);
    EXPECT_EQ(value_at(*d.state().document.input, 0, 2, 2), 0.5);
    EXPECT_EQ(d.state().play.columns_done, 36) << "the walk stays at its end";
    d.click("dY(1,1)");
    d.type("-3");
    d.press(Key::Tab);
    EXPECT_EQ(value_at(*d.state().document.grad_output, 0, 1, 1), -3);
    ASSERT_TRUE(d.state().view.pinned);
    EXPECT_EQ(d.state().view.pinned->cell, (Place{1, 2}));
    d.ctrl(Key::Z);
    d.ctrl(Key::Z);
    EXPECT_EQ(value_at(*d.state().document.input, 0, 2, 2), 9);
}

TEST(ColumnsWorkspace, AHalfTypedNumberIsGivenUpWhenItsCellIsNoLongerShown) {
    Driver d(example("lighthouse"));
    d.click("columns");
    d.click("dY(0,1)");
    d.type("7");
    ASSERT_TRUE(d.memory().editor);
    d.session.run(Seek{2000});
    d.frames(2);
    EXPECT_FALSE(d.memory().editor);
    EXPECT_EQ(value_at(*d.state().document.grad_output, 0, 0, 1), 1) << "nothing was stored";
}

TEST(ColumnsWorkspace, SizesThatDoNotFitAreSaidAndTheWriteUpWouldRefuse) {
    Driver d;
    d.click("columns");
    EXPECT_TRUE(d.shows("columns_fit"));
    EXPECT_FALSE(d.shows("columns_refused"));
    d.click("kernel.more");
    d.click("stride.more");
    ASSERT_EQ(d.state().document.geometry.kernel, (Pair{3, 3}));
    ASSERT_EQ(d.state().document.geometry.stride, (Pair{2, 2}));
    EXPECT_TRUE(d.shows("columns_refused"));
    EXPECT_FALSE(d.shows("columns_fit"));
    EXPECT_THAT(fit_error(columns_plan_of(d.state())), HasSubstr("drop the last row"));
}

TEST(ColumnsWorkspace, RulesOtherThanTheWriteUpsAreFollowedAndSaid) {
    Driver d(example("ties"));
    d.click("columns");
    EXPECT_FALSE(d.shows("columns_rules"));
    d.press(Key::T);
    d.press(Key::O);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last);
    EXPECT_TRUE(d.shows("columns_rules"));
    EXPECT_EQ(d.state().view.workspace, Workspace::Columns);
}

TEST(ColumnsWorkspace, TheCodeIsTheWriteUpsAndTheLineThatRunsMoves) {
    Driver d;
    d.click("columns");
    EXPECT_FALSE(d.shows("code_line")) << "nothing runs before the first step";
    float y = 0;
    for (const std::int64_t done : {1, 10}) {
        d.session.run(Seek{done});
        d.frames(2);
        ASSERT_TRUE(d.shows("code_line"));
        const float line = d.rect("code_line").y - d.rect("code").y;
        EXPECT_GT(line, y) << done;
        y = line;
        EXPECT_TRUE(d.shows("watch"));
    }
}

TEST(ColumnsWorkspace, AThumbnailGoesToTheSameWindowOfAnotherPlane) {
    Driver d(example("seed-001-b"));
    d.click("columns");
    d.session.run(Seek{4});  // window (0, 1), plane 0
    d.frames(2);
    d.click("plane.2");
    EXPECT_EQ(d.state().view.plane, 2);
    EXPECT_EQ(d.state().play.columns_done, 6);
    d.hover("X_col(0,0)");
    EXPECT_EQ(d.state().view.hover->plane, 0) << "an entry of another plane is shown in its own";
}

TEST(ColumnsWorkspace, TheWheelMovesAlongALongMatrix) {
    Driver d(example("lighthouse"));
    d.click("columns");
    ASSERT_TRUE(d.shows("X_col(0,0)"));
    d.wheel("X_col(0,5)", -6);
    d.frames(2);
    EXPECT_FALSE(d.shows("X_col(0,0)"));
    EXPECT_TRUE(d.shows("X_col(0,12)"));
    d.press(Key::Right);
    d.frames(2);
    EXPECT_TRUE(d.shows("X_col(0,0)")) << "the next step follows the present column again";
}

TEST(ColumnsWorkspace, StandsOnASmallWindowAndAtTwiceTheSize) {
    for (const auto& [size, scale] :
         {std::pair{Size{900, 600}, 1.0}, std::pair{Size{1280, 800}, 1.0}, std::pair{Size{1600, 1000}, 2.0}}) {
        Driver d(with(example("overlap"), {SetScale{scale}}), size);
        d.ctrl(Key::D3);
        const scene::Rect canvas = d.rect("canvas");
        for (const std::int64_t done : {0, 5, 14, 23, 33}) {
            d.session.run(Seek{done});
            d.frames(2);
            for (const char* name : {"X(0,0)", "X(3,3)", "dX(3,3)"}) {
                const scene::Rect cell = d.rect(name);
                EXPECT_TRUE(canvas.contains({cell.x, cell.y}) &&
                            canvas.contains({cell.right() - 1, cell.bottom() - 1}))
                    << name << ", " << done;
            }
        }
    }
}

}  // namespace
}  // namespace poolwalk::test
