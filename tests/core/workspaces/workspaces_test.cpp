// The table of workspaces: what holds for every row.
#include "core/workspaces/workspaces.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/workspaces/scene_support.h"

namespace poolwalk::scene {
namespace {

constexpr Rect canvas{0, 0, 940, 870};

// The open workspace, worked out and laid out.
struct Open {
    AppState state;
    Derived derived = derive(state.document);
    AnalysisCache analyses{};
    std::optional<Step> step = step_done_last(state);
    Pointing pointing{};

    explicit Open(Workspace workspace) : state(test::example("overlap", 5)) {
        state = update(std::move(state), SetWorkspace{workspace});
        analyses.follow(state, derived.grad_input);
        if (analyses.network().needs_training(state)) analyses.network().take(train(network_of(state.document)));
        analyses.follow(state, derived.grad_input);
    }
    Shown shown(bool keeps_names = false) const { return {state, derived, analyses, step, pointing, keeps_names}; }
};

TEST(Workspaces, EveryRowStandsInItsPlace) {
    ASSERT_EQ(workspace_rows().size(), workspaces().size());
    for (const auto& choice : workspaces()) EXPECT_EQ(row(choice.value).workspace, choice.value) << choice.name;
}

TEST(Workspaces, WhatHasANameLiesOnTheCanvasAndIsHit) {
    for (const auto& choice : workspaces()) {
        const Open open(choice.value);
        const WorkspaceRow& space = row(choice.value);
        const AnyLayout layout = space.lay_out(open.shown(), canvas);
        SceneCache cache;
        EXPECT_TRUE(build_scene(open.shown(), layout, cache).names.empty()) << "nobody asked";
        const Scene scene = build_scene(open.shown(true), layout, cache);
        EXPECT_EQ(scene.names.empty(), choice.value == Workspace::Check) << choice.name;
        for (const auto& [name, rect] : scene.names)
            EXPECT_NE(space.hit(open.shown(), layout, rect.center()), Hit()) << choice.name << " " << name;
        EXPECT_EQ(space.hit(open.shown(), layout, {-5, -5}), Hit()) << choice.name;
    }
}

TEST(Workspaces, ACellThatIsTypedIntoLiesWhereItIsHit) {
    for (const auto& choice : workspaces()) {
        const Open open(choice.value);
        const WorkspaceRow& space = row(choice.value);
        const AnyLayout layout = space.lay_out(open.shown(), canvas);
        for (float x = 1; x < canvas.w; x += 7)
            for (float y = 1; y < canvas.h; y += 7) {
                const Hit hit = space.hit(open.shown(), layout, {x, y});
                if (!hit.editable) continue;
                ASSERT_TRUE(space.types_into(open.state, *hit.editable)) << choice.name;
                ASSERT_TRUE(space.place_of(layout, *hit.editable).contains({x, y})) << choice.name;
            }
    }
}

TEST(Workspaces, APinnedCellIsLetGo) {
    for (const auto& choice : workspaces()) {
        Open open(choice.value);
        const WorkspaceRow& space = row(choice.value);
        open.state.view.pinned = CellRef{GridId::Input, 0, {1, 1}};
        open.state.view.network_pinned = NetworkCell{NetworkArray::Kernel, {1, 1}};
        EXPECT_TRUE(space.pinned(open.state.view)) << choice.name;
        EXPECT_FALSE(space.pinned(update(open.state, space.unpin()).view)) << choice.name;
    }
}

TEST(Workspaces, TimelinesAreCoveredByTheirParts) {
    for (const auto& choice : workspaces()) {
        const Open open(choice.value);
        const WorkspaceRow& space = row(choice.value);
        EXPECT_EQ(space.timeline != nullptr, space.has_steps) << choice.name;
        if (!space.timeline) continue;
        const Timeline line = space.timeline(open.state);
        std::int64_t at = line.first;
        for (const TimelinePart& part : line.parts) {
            EXPECT_EQ(part.from, at) << choice.name;
            at = part.to;
        }
        EXPECT_EQ(at, line.first + line.count) << choice.name;
        if (!space.marks) continue;
        const TimelineMarks marks = space.marks(open.state, open.derived, {});
        for (const double tie : marks.ties) EXPECT_TRUE(tie > 0 && tie < static_cast<double>(line.count));
        EXPECT_TRUE(std::ranges::is_sorted(marks.adds)) << choice.name;
        EXPECT_FALSE(marks.adds.empty()) << "windows overlap";
    }
}

TEST(Workspaces, EveryStepIsSaid) {
    for (const auto& choice : workspaces()) {
        const Open open(choice.value);
        const WorkspaceRow& space = row(choice.value);
        EXPECT_FALSE(space.status(open.state).empty()) << choice.name;
        if (!space.words) continue;
        EXPECT_FALSE(space.words(open.shown()).heading.empty()) << choice.name;
    }
}

}  // namespace
}  // namespace poolwalk::scene
