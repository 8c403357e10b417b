// The Columns workspace as a picture: golden texts, nothing outside its place, and numbers of the engine.
#include "core/scene/dump.h"
#include "core/workspaces/columns/columns_layout.h"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/number_text.h"
#include "core/workspaces/columns/columns_sentence.h"
#include "tests/core/workspaces/scene_support.h"
#include "tests/support/paths.h"

namespace poolwalk::test {
namespace {

using namespace scene;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

namespace fs = std::filesystem;

AppState columns_of(std::string_view name, std::int64_t done, std::initializer_list<Command> commands = {}) {
    return with(with(with(example(name), {SetWorkspace{Workspace::Columns}}), commands), {Seek{done}});
}

ColumnsLayout layout_of(const AppState& state, Rect canvas, const Pointing& pointing) {
    return columns_layout(state, step_done_last(state), canvas, pointing);
}

constexpr Rect wide{0, 0, 932, 868}, narrow{0, 0, 612, 668};

Scene scene_of(const AppState& state, Rect canvas = wide, const Hit& hit = {}) {
    return poolwalk::test::scene_of(state, AnalysisCache(), canvas, {.hit = hit});
}

void expect_golden(const std::string& name, const std::string& text) {
    const fs::path golden = source_path("tests/golden/scenes") / (name + ".txt");
    if (std::getenv("POOLWALK_UPDATE_GOLDEN")) {
        std::ofstream(golden) << text;
        return;
    }
    std::ostringstream held;
    held << std::ifstream(golden).rdbuf();
    EXPECT_EQ(held.str(), text) << golden;
}

TEST(ColumnsScene, BeforeTheFirstStep) {
    expect_golden("columns-overlap-0", dump(scene_of(columns_of("overlap", 0))));
}
TEST(ColumnsScene, Gather) { expect_golden("columns-overlap-5", dump(scene_of(columns_of("overlap", 5)))); }
TEST(ColumnsScene, Col2imUnderTies) {
    expect_golden("columns-ties-33",
                  dump(scene_of(columns_of("ties", 33, {SetRules{{TieRule::All, OverlapRule::Accumulate, {}}}}))));
}
TEST(ColumnsScene, PlanesPaddingAndAHoveredCell) {
    const AppState state = columns_of("negative-padded", 8, {});
    expect_golden("columns-padded-hover",
                  dump(scene_of(with(state, {Hover{CellRef{GridId::Input, state.view.plane, {0, 0}}}}), narrow)));
}
TEST(ColumnsScene, APartOfManyColumns) {
    expect_golden("columns-lighthouse", dump(scene_of(columns_of("lighthouse", 1300), narrow)));
}

// The numbers that the four bands show at the end are X's windows, Y, dY and dX_col of the engine.
TEST(ColumnsScene, ShowsTheEnginesNumbers) {
    const AppState state = columns_of("overlap", 36);
    const Derived derived = derive(state.document);
    const ColumnsLayout layout = layout_of(state, wide, {});
    const Scene scene = scene_of(state);
    const auto text_in = [&](const Rect& rect) {
        for (const Label& label : scene.labels)
            if (label.role == Role::Value && rect.contains(label.at)) return label.text;
        return std::string("nothing");
    };
    const ColumnsPlan& plan = layout.plan;
    for (std::int64_t j = 0; j < plan.columns(); ++j) {
        const ColumnPlace at = place_of_column(plan, j);
        const PooledColumn look = pool_column(view_of(state.document), plan, j);
        EXPECT_EQ(text_in(layout.entry(Band::Output, {0, j})),
                  number_text(value_at(derived.output, 0, at.window.h, at.window.w), 4));
        EXPECT_EQ(text_in(layout.entry(Band::GradOutput, {0, j})), number_text(*look.grad_output, 4));
        for (std::int64_t i = 0; i < plan.rows(); ++i) {
            const Place cell = slot_of(plan, {i, j});
            EXPECT_EQ(text_in(layout.entry(Band::Columns, {i, j})),
                      number_text(value_at(*state.document.input, 0, cell.h, cell.w), 4));
            EXPECT_EQ(text_in(layout.entry(Band::GradColumns, {i, j})), number_text(look.grad_entry(i), 4));
        }
    }
    for (std::int64_t h = 0; h < plan.input.h; ++h)
        for (std::int64_t w = 0; w < plan.input.w; ++w)
            EXPECT_EQ(text_in(layout.grad_input.cell({h, w})), number_text(value_at(derived.grad_input, 0, h, w), 4));
}

TEST(ColumnsScene, WhatIsNotComputedIsHatchedAndNeverAZero) {
    const auto state = columns_of("overlap", 12);  // three maxima known
    const ColumnsLayout layout = layout_of(state, wide, {});
    const Scene scene = scene_of(state);
    const auto numbers_in = [&](const Rect& rect) {
        return std::ranges::count_if(scene.labels,
                                     [&](const Label& l) { return l.role == Role::Value && rect.contains(l.at); });
    };
    EXPECT_EQ(numbers_in(layout.band(Band::Columns)), 36);
    EXPECT_EQ(numbers_in(layout.band(Band::Output)), 3);
    EXPECT_EQ(numbers_in(layout.band(Band::GradColumns)), 0);
    EXPECT_EQ(numbers_in(layout.grad_input.extent()), 0);
    const Scene later = scene_of(columns_of("overlap", 18));
    const auto zeros = std::ranges::count_if(later.labels, [&](const Label& l) {
        return l.role == Role::Value && l.text == "0" && layout.band(Band::GradColumns).contains(l.at);
    });
    EXPECT_EQ(zeros, 36) << "dX_col holds zeros from the moment backward starts";
}

TEST(ColumnsScene, EveryCopyOfTheCellUnderTheMouseLightsUp) {
    const AppState state = with(columns_of("overlap", 36), {Hover{CellRef{GridId::Input, 0, {1, 1}}}});
    const ColumnsLayout layout = layout_of(state, wide, {});
    const Scene scene = scene_of(state);
    const auto lit = [&](Band band) {
        std::set<std::pair<std::int64_t, std::int64_t>> entries;
        for (const Box& box : scene.boxes)
            if (box.role == Role::Link && layout.band(band).contains(box.rect.center()))
                entries.insert(
                    {static_cast<std::int64_t>((box.rect.center().y - layout.band(band).y) / layout.cell_px),
                     static_cast<std::int64_t>((box.rect.center().x - layout.band(band).x) / layout.cell_px)});
        return entries;
    };
    const std::set<std::pair<std::int64_t, std::int64_t>> copies{{3, 0}, {2, 1}, {1, 3}, {0, 4}};
    EXPECT_EQ(lit(Band::Columns), copies);
    EXPECT_EQ(lit(Band::GradColumns), copies);
}

// Any shape, geometry, step, canvas and scale: bands lie apart, inside the canvas, and hold the present column.
TEST(ColumnsLayout, KeepsEverythingApartAndThePresentColumnInView) {
    AnyState any(20);
    for (int i = 0; i < 400; ++i) {
        AppState state = with(any.draw(), {SetWorkspace{Workspace::Columns}});
        const std::int64_t done = any.from(0, track_of(state).count);
        state = update(std::move(state), Seek{done});
        const auto scale = static_cast<float>(state.view.scale);
        const Rect canvas{0, 0, any.real(560, 1300) * scale, any.real(560, 1000) * scale};
        const ColumnsLayout l = layout_of(state, canvas, {});
        const auto step = current_columns_step(state);
        if (step) {
            EXPECT_TRUE(l.columns.holds(step->column)) << i;
        }
        float above = 0;
        for (const Band band : all_bands) {
            if (!l.shows(band)) continue;
            EXPECT_GE(l.band(band).y, above) << i;
            EXPECT_GE(l.band(band).x, l.input.extent().right()) << i;
            EXPECT_LE(l.band(band).right(), canvas.right()) << i;
            EXPECT_LE(l.band(band).bottom(), canvas.bottom()) << i;
            above = l.band(band).bottom();
        }
        EXPECT_LE(l.input.extent().bottom(), l.grad_input.extent().y) << i;
        EXPECT_LE(l.grad_input.extent().bottom(), canvas.bottom()) << i;
        EXPECT_GE(l.input.extent().x, canvas.x) << i;
        EXPECT_TRUE(l.shows(Band::Columns) || (step && row(step->phase).backward)) << i;
        if (l.overview.w > 0) {
            EXPECT_GE(l.overview.y, above) << i;
            EXPECT_LE(l.overview.bottom(), canvas.bottom()) << i;
        }
    }
}

// Where not all rows or cells have room, the row of the maximum and the whole window do.
TEST(ColumnsLayout, FollowsTheMaximumAndTheWindowOfALargeKernel) {
    Document document =
        document_of("large kernel", random_tensor(RandomKind::Distinct, DType::Float64, {1, 1, 60, 60}, 3),
                    {.kernel = {16, 16}, .stride = {2, 2}}, {});
    AppState state = update(start_state(std::move(document)), SetWorkspace{Workspace::Columns});
    const std::int64_t columns = columns_plan_of(state).columns();
    for (std::int64_t j = 0; j < columns; j += 7) {
        state = update(std::move(state), Seek{columns + j + 1});
        const ColumnsLayout l = layout_of(state, narrow, {});
        ASSERT_LT(l.rows.shown, l.plan.rows());
        EXPECT_TRUE(l.rows.holds(pool_column(view_of(state.document), l.plan, j).argmax)) << j;
        const Place window = place_of_column(l.plan, j).window;
        EXPECT_TRUE(l.input.holds(slot_place(l.plan.geometry, window, 0, 0))) << j;
        EXPECT_TRUE(l.input.holds(slot_place(l.plan.geometry, window, 15, 15))) << j;
    }
}

TEST(ColumnsLayout, TheMouseFindsWhatIsDrawn) {
    AnyState any(21);
    for (int i = 0; i < 100; ++i) {
        AppState state = with(any.draw(12), {SetWorkspace{Workspace::Columns}});
        const std::int64_t end = track_of(state).count;
        state = update(std::move(state), Seek{end});
        const Rect canvas{0, 0, 900 * static_cast<float>(state.view.scale),
                          800 * static_cast<float>(state.view.scale)};
        const ColumnsLayout l = layout_of(state, canvas, {});
        for (const Band band : {Band::Columns, Band::GradColumns}) {
            if (!l.shows(band)) continue;
            const MatrixEntry entry{l.rows.first + l.rows.shown / 2, l.columns.first + l.columns.shown / 2};
            const Hit point = columns_hit(state, l, l.entry(band, entry).center());
            ASSERT_EQ(point.entry, entry) << i;
            EXPECT_EQ(point.cell.has_value(), !on_padding(l.plan, entry));
            if (!point.cell) continue;
            EXPECT_EQ(point.cell->cell, slot_of(l.plan, entry));
            EXPECT_EQ(point.cell->plane, place_of_column(l.plan, entry.column).plane);
        }
        const Hit outside = columns_hit(state, l, {-5, -5});
        EXPECT_FALSE(outside.cell || outside.entry || outside.column);
    }
}

TEST(ColumnsLayout, TheWheelMovesAlongTheMatrixUntilTheNextStep) {
    const AppState state = columns_of("lighthouse", 300);
    const ColumnsLayout l = layout_of(state, wide, {});
    const Pointing some = scrolled(state, l, {}, 7);
    EXPECT_EQ(layout_of(state, wide, some).columns.first, l.columns.first + 7);
    const Pointing far = scrolled(state, l, {}, 1'000'000);
    EXPECT_EQ(layout_of(state, wide, far).columns.end(), l.plan.columns());
    EXPECT_EQ(layout_of(update(state, StepOn{1}), wide, far).columns,
              layout_of(update(state, StepOn{1}), wide, {}).columns);
}

std::string said(const AppState& state) {
    const StepWords words = columns_words_of(state, step_done_last(state));
    std::string text = words.heading;
    for (const std::string& line : words.lines) text += " | " + line;
    for (const std::string& sum : words.sums) text += " | " + sum;
    return text + " | " + words.after;
}

TEST(ColumnsSentence, SaysEachPhaseWithItsNumbers) {
    EXPECT_THAT(said(columns_of("overlap", 0)),
                AllOf(HasSubstr("9 windows become columns of 4 entries"), HasSubstr("BEFORE")));
    EXPECT_THAT(said(columns_of("overlap", 5)),
                AllOf(HasSubstr("GATHER · COLUMN 4 · WINDOW (1, 1)"), HasSubstr("into column 4: 6, 5, 8 and 9.")));
    EXPECT_THAT(said(columns_of("overlap", 14)),
                AllOf(HasSubstr("is 9 in row 3, the copy of X(2, 2)"), HasSubstr("So Y(1, 1) = 9.")));
    EXPECT_THAT(said(columns_of("overlap", 23)), AllOf(HasSubstr("dY(1, 1) = 4 is written into row 3 of column 4"),
                                                       HasSubstr("other 3 entries stay 0")));
    EXPECT_THAT(said(columns_of("overlap", 33)),
                AllOf(HasSubstr("dX(2, 2) ← 4 + 2 = 6"), HasSubstr("2 later columns hold this cell")));
}

TEST(ColumnsSentence, SaysTiesPaddingAndOverwriting) {
    const AppState ties = columns_of("ties", 10, {SetRules{{TieRule::Split, OverlapRule::AssignCell, {}}}});
    bool tied = false, shared = false, lost = false;
    for (std::int64_t i = 0; i <= track_of(ties).count; ++i) {
        const std::string words = said(update(ties, Seek{i}));
        tied = tied || words.find("occurs in rows") != std::string::npos;
        shared = shared || words.find("is shared") != std::string::npos;
        lost = lost || words.find("is overwritten and lost") != std::string::npos;
    }
    EXPECT_TRUE(tied && shared && lost);
    // Two NaN tie, and PyTorch's rule takes the last.
    EXPECT_THAT(said(columns_of("nan-places", 7)),
                AllOf(HasSubstr("rows 0 and 2 are NaN"), HasSubstr("Rule Last NaN"), HasSubstr("Here row 2")));
    EXPECT_THAT(said(columns_of("negative-padded", 1)), HasSubstr("on padding: -∞, which never wins"));
}

TEST(ColumnsSentence, SaysOfACellWhereItWasCopied) {
    const AppState state = columns_of("overlap", 36);
    const Derived derived = derive(state.document);
    EXPECT_EQ(columns_cell_words(state, derived, {CellRef{GridId::Input, 0, {1, 2}}, {}, {}}),
              "X(1, 2) = 5 · copied 4 times: columns 1, 2, 4 and 5");
    EXPECT_EQ(columns_cell_words(state, derived, {CellRef{GridId::GradInput, 0, {2, 2}}, MatrixEntry{3, 4}, 4}),
              "row 3, column 4: dX(2, 2) gets 4 · copied 4 times: columns 4, 5, 7 and 8");
    EXPECT_EQ(columns_cell_words(state, derived, {CellRef{GridId::GradInput, 0, {0, 0}}, {}, {}}),
              "dX(0, 0) = 0 · copied once: column 0");
    EXPECT_THAT(growth_words(state), Contains(HasSubstr("2.25 times as much as X")));
}

// What is in and out so far comes to the Walk's own accounts in the end, and to nothing before.
TEST(ColumnsBudget, FollowsTheColumnsThatAreAddedBack) {
    for (const char* name : {"overlap", "ties", "seed-001-b", "seed-000-b"}) {
        const AppState state = columns_of(name, 0);
        const Derived derived = derive(state.document);
        const std::int64_t steps = track_of(state).count, begin = steps / 4 * 3;
        const auto at = [&](std::int64_t done) { return columns_budget(update(state, Seek{done}), derived); };
        EXPECT_EQ(at(begin).windows, 0) << name;
        EXPECT_EQ(at(steps).out, derived.budget.total().out) << name;
        double paid = 0;
        for (std::int64_t done = begin + 1; done <= steps; ++done) {
            const auto step = current_columns_step(update(state, Seek{done}));
            paid +=
                pool_column(view_of(state.document), columns_plan_of(state), step->column).grad_output.value_or(0);
            EXPECT_NEAR(at(done).in, paid, 1e-9) << name << ", " << done;
            EXPECT_EQ(at(done).windows, done - begin) << name;
        }
    }
}

}  // namespace
}  // namespace poolwalk::test
