// Scenes as text against tests/golden/scenes. POOLWALK_UPDATE_GOLDEN=1 writes them anew; a scene that
// differs is left beside the test program, and the failure names both files.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/io/session/examples.h"
#include "core/io/session/open_file.h"
#include "core/scene/dump.h"
#include "core/workspaces/walk/differences.h"
#include "core/workspaces/workspaces.h"
#include "tests/core/workspaces/scene_support.h"
#include "tests/support/paths.h"

namespace poolwalk::scene {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

void expect_golden(const std::string& name, const std::string& text) {
    const fs::path golden = source_path("tests/golden/scenes") / (name + ".txt");
    if (std::getenv("POOLWALK_UPDATE_GOLDEN")) {
        std::ofstream(golden) << text;
        return;
    }
    if (text_of(golden) == text) return;
    const fs::path beside = build_path("scene-" + name + ".txt");
    std::ofstream(beside) << text;
    ADD_FAILURE() << "the scene differs: compare " << golden.string() << " with " << beside.string();
}

struct Appearance {
    std::string example;
    std::vector<Command> commands;
};

std::string dump_of(const Appearance& look) {
    AppState state = start_state(io::load_example(look.example).value());
    for (const Command& command : look.commands) state = update(std::move(state), command);
    SceneCache cache;
    return dump(build_scene(state, derive(state.document), {0, 0, 940, 870}, cache));
}

Geometry geometry(std::int64_t kernel, std::int64_t stride, std::int64_t pad, std::int64_t dilation) {
    return {.kernel = {kernel, kernel},
            .stride = {stride, stride},
            .dilation = {dilation, dilation},
            .pads = {pad, pad, pad, pad},
            .ceil_mode = false};
}

std::string network_dump(const std::string& example, std::int64_t done,
                         const std::optional<NetworkCell>& hovered = {}) {
    AppState state = start_state(io::load_example(example).value());
    NetworkSetup setup = network_of(state.document);
    setup.epochs = 8;
    state = update(std::move(state), SetNetwork{setup});
    state = update(std::move(state), Seek{done});
    AnalysisCache analyses;
    analyses.network().take(train(setup));
    analyses.network().follow(state);
    return dump(poolwalk::test::scene_of(state, analyses, {0, 0, 940, 870}, {.hit = {.number = hovered}}));
}

TEST(SceneGolden, NetworkBeforeTheFirstStep) { expect_golden("network-0", network_dump("network-learns", 0)); }
TEST(SceneGolden, NetworkDeadAtItsUpdate) { expect_golden("network-dead-13", network_dump("network-dead", 13)); }
TEST(SceneGolden, NetworkInTheMiddleOfTheWayBack) {
    expect_golden("network-ties-10",
                  network_dump("network-ties-part", 10, NetworkCell{NetworkArray::Pooled, {1, 0}}));
}
TEST(SceneGolden, OverlapBeforeTheFirstStep) { expect_golden("overlap-0", dump_of({"overlap", {}})); }
TEST(SceneGolden, OverlapForward) { expect_golden("overlap-5", dump_of({"overlap", {Seek{5}}})); }
TEST(SceneGolden, OverlapBackward) { expect_golden("overlap-14", dump_of({"overlap", {Seek{14}}})); }
TEST(SceneGolden, OverlapAtTheEnd) { expect_golden("overlap-18", dump_of({"overlap", {Seek{18}}})); }
TEST(SceneGolden, TiesAllAssignWindow) {
    expect_golden(
        "ties-all-assign-window",
        dump_of({"ties", {SetRules{{TieRule::All, OverlapRule::AssignWindow, NanRule::LastNan}}, Seek{15}}}));
}
TEST(SceneGolden, PaddingAndDilation) {
    expect_golden("padding-dilation", dump_of({"overlap", {SetGeometry{geometry(2, 1, 1, 2)}, Seek{6}}}));
}
TEST(SceneGolden, GapsAreMarked) {
    expect_golden("gaps", dump_of({"overlap", {SetGeometry{geometry(1, 2, 0, 1)}, Seek{7}}}));
}
TEST(SceneGolden, ByComparison) {
    expect_golden("by-comparison", dump_of({"ties", {SetStepBy{StepBy::Comparison}, Seek{40}}}));
}
TEST(SceneGolden, GradOutputSmallerThanOutput) { expect_golden("partial-dy", dump_of({"seed-000-b", {Seek{40}}})); }
TEST(SceneGolden, PlanesAndMask) {
    expect_golden("planes-wins",
                  dump_of({"seed-001-b", {SetMask{Mask::Wins}, SetYShows{YShows::InPlane}, Seek{15}}}));
}
TEST(SceneGolden, HoverPinAndSelection) {
    expect_golden("hover-pin", dump_of({"overlap",
                                        {Seek{12}, Pin{CellRef{GridId::Input, 0, {1, 1}}}, SelectTo{{2, 2}},
                                         Hover{CellRef{GridId::Input, 0, {2, 2}}}}}));
}

AppState rules_of_document(Document document) {
    AppState state = start_state(std::move(document));
    state.view.workspace = Workspace::Rules;
    return state;
}

AnalysisCache explored(const AppState& state) {
    AnalysisCache analyses;
    analyses.follow(state, derive(state.document).grad_input);
    return analyses;
}

// The numbers of the cards are the engine's, and so those of the cases.
TEST(RulesScene, CardsShowTheEnginesNumbers) {
    for (const char* name : {"seed-000-c", "seed-004-a", "seed-000-a", "pub-001-basic-2x2"}) {
        const auto path = source_path("tests/cases") / (std::string(name) + ".json");
        const AppState state = rules_of_document(io::open_file(path).value());
        const auto problem = io::read_case(text_of(path), name).value();
        const AnalysisCache analyses = explored(state);
        const auto& tiles = analyses.tiles();
        EXPECT_EQ(count_differing(tiles[tile_index(problem.rules)].grad_input, *problem.grad_input), 0) << name;
        const Rect canvas{0, 0, 1240, 960};
        const Scene scene = poolwalk::test::scene_of(state, analyses, canvas);
        const Rect card = rules_layout(state, canvas).cards[tile_index(problem.rules)].rect;
        std::vector<std::string> shown;
        for (const Label& label : scene.labels)
            if (label.role == Role::Value && card.contains(label.at)) shown.push_back(label.text);
        const std::vector<double> want = values_of(*problem.grad_input);  // the first plane is shown
        ASSERT_EQ(static_cast<std::int64_t>(shown.size()), shape_of(*problem.grad_input).plane_cells()) << name;
        for (std::size_t i = 0; i < shown.size(); ++i)
            EXPECT_NEAR(std::stod(shown[i]), want[i], 0.05 * std::abs(want[i])) << name;
    }
}

TEST(RulesScene, Golden) {
    const AppState state = rules_of_document(io::load_example("ties").value());
    expect_golden("rules-ties", dump(poolwalk::test::scene_of(state, explored(state), {0, 0, 1240, 960})));
}

TEST(CheckScene, Golden) {
    AppState state = start_state(io::load_example("ties").value());
    state.view.workspace = Workspace::Check;
    expect_golden("check-ties", dump(poolwalk::test::scene_of(state, explored(state), {0, 0, 900, 800})));
}

// Ringed where the held document's dX is another, and said.
TEST(Differences, AreRingedAndCounted) {
    AppState state = start_state(io::load_example("ties").value());
    state = poolwalk::test::with(std::move(state), {SetBaseline{}, SetRules{{TieRule::All, {}, {}}}, GoLast{}});
    std::optional<BaselineNow> baseline;
    follow_baseline(state, baseline);
    const Derived derived = derive(state.document);
    const WalkLayout layout = walk_layout(state, {0, 0, 600, 800});
    Scene scene;
    const Differences found = ring_differences(scene, state, derived, *baseline, layout);
    EXPECT_EQ(found.cells, count_differing(derived.grad_input, baseline->derived.grad_input));
    EXPECT_EQ(static_cast<std::int64_t>(scene.rings.size()), found.cells);
    EXPECT_EQ(found.sentence, "dX differs in 4 of 16 cells");
    state = poolwalk::test::with(std::move(state), {GoFirst{}});
    follow_baseline(state, baseline);
    EXPECT_EQ(ring_differences(scene, state, derived, *baseline, layout).cells, 0) << "nothing is computed yet";
    state = poolwalk::test::with(std::move(state), {Resize{{1, 1, 5, 5}}});
    EXPECT_FALSE(
        ring_differences(scene, state, derive(state.document), *baseline, walk_layout(state, {0, 0, 600, 800}))
            .comparable);
}

}  // namespace
}  // namespace poolwalk::scene
