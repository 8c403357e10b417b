// Between two steps: exact at both ends, and what each rule makes of the gradient is seen on the way.
#include "core/scene/motion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/scene/dump.h"
#include "tests/core/workspaces/scene_support.h"

namespace poolwalk::scene {
namespace {

using namespace test;

constexpr Rect canvas{0, 0, 1100, 800};

Scene picture(const AppState& state) {
    const Derived derived = derive(state.document);
    SceneCache cache;
    return build_scene(state, derived, canvas, cache);
}

AppState moved(AppState state, double t) {
    state.play.motion->t = t;
    return state;
}

void expect_same(const Scene& a, const Scene& b) {
    EXPECT_EQ(dump(a), dump(b));
    EXPECT_EQ(a.labels, b.labels);
    EXPECT_EQ(a.rings, b.rings);
    EXPECT_EQ(a.boxes, b.boxes);
    EXPECT_EQ(a.arrows, b.arrows);
    EXPECT_EQ(a.discs, b.discs);
    EXPECT_EQ(a.strokes, b.strokes);
    EXPECT_EQ(a.grounds, b.grounds);
}

TEST(StepInMotion, IsTheStillPictureAtBothEnds) {
    AnyState any(5);
    int moving = 0;
    for (int i = 0; i < 120; ++i) {
        AppState before = any.draw(9);
        before.animates = true;
        before = update(std::move(before), SetStepBy{i % 3 == 0 ? StepBy::Comparison : StepBy::Window});
        before = update(std::move(before), SetWorkspace{i % 2 == 0 ? Workspace::Walk : Workspace::Columns});
        const Track track = track_of(before);
        before = update(std::move(before), Seek{any.from(0, track.count)});
        const AppState after = update(before, StepOn{i % 5 == 0 ? -1 : 1});
        if (!after.play.motion) continue;
        ++moving;
        SCOPED_TRACE(std::to_string(i) + ", step " + std::to_string(track_of(before).done));
        expect_same(picture(after), picture(before));
        expect_same(picture(moved(after, 1)), picture(update(after, Seek{track_of(after).done})));
    }
    EXPECT_GT(moving, 40);
}

TEST(StepInMotion, IsTheStillPictureOfTheNetworkToo) {
    AppState before = start_state(io::load_example("network-learns").value());
    before.animates = true;
    for (const std::int64_t done : {0, 5, 12, 25}) {
        before = update(std::move(before), Seek{done});
        const AppState after = update(before, StepOn{1});
        ASSERT_TRUE(after.play.motion);
        expect_same(picture(after), picture(before));
        EXPECT_FALSE(dump(picture(moved(after, 0.5))) == dump(picture(before)));
    }
}

std::vector<Disc> travellers(const Scene& scene) {
    std::vector<Disc> found;
    for (const Disc& disc : scene.discs)
        if (disc.role == Role::Motion && disc.radius > 0) found.push_back(disc);
    return found;
}

std::vector<std::string> texts(const std::vector<Disc>& discs) {
    std::vector<std::string> found;
    for (const Disc& disc : discs) found.push_back(disc.label.text);
    std::ranges::sort(found);
    return found;
}

const Box& outline(const Scene& scene, GridId grid) {
    const Rect all = scene.find(grid)->extent();
    return *std::ranges::find_if(scene.rings, [&](const Box& ring) {
        return ring.role == Role::WindowOutline && all.contains(ring.rect.center());
    });
}

Rect cell(const Scene& scene, GridId grid, Place at) { return scene.find(grid)->cell(at.h, at.w); }

// X 3 1 2 / 0 1 5 / ... of the example: its second window is (0, 1).
TEST(StepInMotion, TheWindowGlidesAndThenTheValueTravelsIntoY) {
    const AppState start = example("overlap");
    const auto at = [&](double t) { return picture(update(start, SeekMoment{1, t})); };
    const float from = outline(at(0.001), GridId::Input).rect.x, middle = outline(at(0.175), GridId::Input).rect.x,
                to = outline(at(0.4), GridId::Input).rect.x;
    EXPECT_LT(from, middle);
    EXPECT_LT(middle, to);
    EXPECT_NEAR(middle, (from + to) / 2, 1);
    EXPECT_TRUE(travellers(at(0.3)).empty());

    const Step step = *step_done_last(update(start, Seek{2}));
    const Scene under_way = at(0.67);
    const std::vector<Disc> values = travellers(under_way);
    ASSERT_EQ(values.size(), 1u);
    EXPECT_EQ(values[0].label.text, std::to_string(static_cast<int>(step.output)));
    EXPECT_GT(values[0].center.x, cell(under_way, GridId::Input, *step.best).right());
    EXPECT_LT(values[0].center.x, cell(under_way, GridId::Output, step.place.window).x);
    EXPECT_EQ(under_way.find(GridId::Output)->filled, 1) << "Y's cell is hatched until the value lands";
}

TEST(StepInMotion, TheSumIsSeenWhereGradientIsAdded) {
    const AppState start = example("overlap");
    const std::int64_t steps = track_of(start).count;
    bool seen = false;
    for (std::int64_t done = steps / 2; done < steps; ++done) {
        const Step step = *step_done_last(update(start, Seek{done + 1}));
        if (step.contributions.empty() || step.contributions[0].before == 0) continue;
        const Scene scene = picture(update(start, SeekMoment{done, 0.91}));
        const auto sum = std::ranges::find_if(
            scene.discs, [](const Disc& disc) { return disc.label.text.find(" + ") != std::string::npos; });
        ASSERT_NE(sum, scene.discs.end()) << done;
        EXPECT_EQ(sum->center, cell(scene, GridId::GradInput, step.contributions[0].cell).center());
        seen = true;
    }
    EXPECT_TRUE(seen);
}

// All four cells of the one window are equal, and dY is 8.
AppState tied(const Rules& rules) {
    Document document = document_of("tied", make_tensor(DType::Float64, {1, 1, 2, 2}, std::vector<double>(4, 3)),
                                    {.kernel = {2, 2}, .stride = {2, 2}}, rules);
    document.grad_output = make_tensor(DType::Float64, {1, 1, 1, 1}, std::vector<double>{8});
    return start_state(document);
}

std::vector<std::string> travelling(const AppState& start, std::int64_t done, double t) {
    return texts(travellers(picture(update(start, SeekMoment{done, t}))));
}

TEST(StepInMotion, EachTieRuleSendsItsOwn) {
    using Texts = std::vector<std::string>;
    for (const TieRule tie : {TieRule::First, TieRule::Last, TieRule::FirstColumnMajor})
        EXPECT_EQ(travelling(tied({.tie = tie}), 1, 0.7), Texts{"8"});
    EXPECT_EQ(travelling(tied({.tie = TieRule::Split}), 1, 0.55), Texts{"8"}) << "it sets out whole";
    EXPECT_EQ(travelling(tied({.tie = TieRule::Split}), 1, 0.75), (Texts{"2", "2", "2", "2"}));
    EXPECT_EQ(travelling(tied({.tie = TieRule::All}), 1, 0.75), (Texts{"8", "8", "8", "8"}));
    EXPECT_EQ(travelling(tied({.tie = TieRule::FirstPerRow}), 1, 0.75), (Texts{"8", "8"}));
}

TEST(StepInMotion, CopiesAreMarkedAsMade) {
    const Color made = palette_of(Theme::Dark).bad;
    const auto made_by = [&](TieRule tie) {
        return std::ranges::count(travellers(picture(update(tied({.tie = tie}), SeekMoment{1, 0.75}))), made,
                                  &Disc::fill);
    };
    EXPECT_EQ(made_by(TieRule::First), 0);
    EXPECT_EQ(made_by(TieRule::Split), 0);
    EXPECT_EQ(made_by(TieRule::All), 3);
}

TEST(StepInMotion, WhatIsWrittenOverFallsOut) {
    for (const OverlapRule overlap : {OverlapRule::AssignCell, OverlapRule::AssignWindow}) {
        Document document = *io::load_example("overlap");
        document.rules.overlap = overlap;
        const AppState start = start_state(document);
        const std::int64_t steps = track_of(start).count;
        int lost = 0;
        for (std::int64_t done = steps / 2; done < steps; ++done) {
            const Step step = *step_done_last(update(start, Seek{done + 1}));
            const Scene scene = picture(update(start, SeekMoment{done, 0.95}));
            const auto fallen = std::ranges::count_if(travellers(scene), [&](const Disc& disc) {
                return disc.fill.r == palette_of(Theme::Dark).bad.r && disc.fill.a > 0;
            });
            EXPECT_EQ(fallen > 0, step.overwritten != 0) << done;
            lost += fallen > 0;
        }
        EXPECT_GT(lost, 0);
    }
}

TEST(StepInMotion, WhatNoCellReceivesFadesOnItsWay) {
    Document document =
        document_of("nan", make_tensor(DType::Float64, {1, 1, 2, 2}, std::vector<double>(4, std::nan(""))),
                    {.kernel = {2, 2}, .stride = {2, 2}}, {.nan = NanRule::NoMatch});
    const AppState start = start_state(document);
    EXPECT_EQ(travelling(start, 1, 0.6).size(), 1u);
    EXPECT_TRUE(travelling(start, 1, 0.95).empty());
}

TEST(StepInMotion, CellsFlyIntoTheirColumn) {
    const AppState start = update(example("overlap"), SetWorkspace{Workspace::Columns});
    const auto flying = [&](std::int64_t done) {
        const Scene scene = picture(update(start, SeekMoment{done, 0.6}));
        return std::ranges::count(scene.rings, Role::Motion, &Box::role);
    };
    const std::int64_t columns = columns_plan_of(start).columns(), rows = columns_plan_of(start).rows();
    EXPECT_EQ(flying(0), rows);
    EXPECT_EQ(flying(columns), 1) << "the maximum";
    EXPECT_EQ(flying(2 * columns), 1) << "dY's value";
    EXPECT_EQ(flying(3 * columns), 1) << "the entry that is not 0";
}

TEST(StepInMotion, HiddenGridsStayHidden) {
    AppState start = example("overlap");
    start = update(std::move(start), HideGrid{GridId::Output});
    EXPECT_TRUE(travellers(picture(update(start, SeekMoment{1, 0.7}))).empty());
}

}  // namespace
}  // namespace poolwalk::scene
