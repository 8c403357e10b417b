// Whatever is commanded, the state stays valid, can be taken back exactly, and follows from the
// state before and the command alone.
#include <gtest/gtest.h>

#include <set>

#include "tests/core/doc/update/doc_support.h"
#include "tests/core/doc/update/random_commands.h"

namespace poolwalk {
namespace {

using namespace test;

bool exists(const CellRef& ref, const Document& document) {
    const Shape shape = shape_of_grid(document, ref.grid);
    return ref.plane >= 0 && ref.plane < shape.planes() && inside(ref.cell, shape.h, shape.w);
}

// What is wrong with a state, or nothing.
std::string fault_of(const AppState& s) {
    if (const std::string wrong = document_error(*s.document.input, *s.document.grad_output, s.document.geometry);
        !wrong.empty())
        return wrong;
    if (dtype_of(*s.document.input) != dtype_of(*s.document.grad_output)) return "dY has another type than X";
    if (s.play.done < 0 || s.play.done > steps_of(s)) return "done is out of range";
    if (s.play.columns_done < 0 || s.play.columns_done > step_count(columns_plan_of(s)))
        return "columns_done is out of range";
    if (!(s.play.waited_s >= 0 && s.play.waited_s <= 4)) return "waited is out of range";
    if (!(s.play.speed_steps_per_s >= min_speed_steps_per_s && s.play.speed_steps_per_s <= max_speed_steps_per_s))
        return "speed";
    if (s.play.motion &&
        !(s.play.motion->t >= 0 && s.play.motion->t <= 1 && std::abs(s.play.motion->from - track_of(s).done) == 1))
        return "a step moves that was not made";
    if (const std::string wrong = setup_error(network_of(s.document)); !wrong.empty()) return wrong;
    if (s.play.network_done < 0 || s.play.network_done > network_step_count(network_of(s.document)))
        return "the network's cursor is out of range";
    const View& v = s.view;
    if (v.network_pinned &&
        !inside(v.network_pinned->cell, row(v.network_pinned->array).rows, row(v.network_pinned->array).cols))
        return "a cell of the network is pinned that does not exist";
    if (v.plane < 0 || v.plane >= shape_of(*s.document.input).planes()) return "plane is out of range";
    if (v.pinned && !exists(*v.pinned, s.document)) return "a cell is pinned that does not exist";
    if (v.hover && !exists(*v.hover, s.document)) return "a cell is hovered that does not exist";
    if (v.pinned && v.selected_to) {
        const Shape shape = shape_of_grid(s.document, v.pinned->grid);
        if (!inside(*v.selected_to, shape.h, shape.w)) return "the selection reaches outside";
    }
    if (!(v.scale >= 0.75 && v.scale <= 3)) return "scale";
    if (!(v.camera.zoom >= 1 && v.camera.zoom <= max_zoom && v.camera.h >= 0 && v.camera.h <= 1 && v.camera.w >= 0 &&
          v.camera.w <= 1))
        return "camera";
    if (s.history.size() > History::limit) return "too many undo entries";
    return {};
}

bool same(const AppState& a, const AppState& b) {
    const auto kinds = [](const AppState& s) {
        std::vector<std::size_t> rows;
        for (const Request& request : s.requests) rows.push_back(request.index());
        return rows;
    };
    return identical(a.document, b.document) && a.view == b.view && a.play == b.play && a.notice == b.notice &&
           a.revision == b.revision && a.history.size() == b.history.size() && kinds(a) == kinds(b);
}

// 25 bursts of 400 commands: each within the limit of undo.
TEST(AnyCommands, LeaveAValidStateThatIsTakenBackExactly) {
    std::set<std::size_t> kinds;
    int documents_changed = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        CommandSource source(seed);
        const AppState start = start_state(overlapping(1 + static_cast<std::int64_t>(seed % 3)));
        AppState state = start;
        for (int i = 0; i < 400; ++i) {
            const Command command = source.any();
            kinds.insert(command.kind());
            const std::uint64_t revision = state.revision;
            state = update(std::move(state), command);
            state.requests.clear();
            documents_changed += state.revision != revision;
            ASSERT_EQ(fault_of(state), "") << "seed " << seed << ", command " << i << " of kind " << command.kind();
        }
        const Document last = state.document;
        const std::size_t entries = state.history.size();
        while (state.history.can_undo()) state = update(std::move(state), Undo{});
        EXPECT_TRUE(identical(state.document, start.document)) << "seed " << seed;
        EXPECT_EQ(fault_of(state), "") << "seed " << seed;
        for (std::size_t i = 0; i < entries; ++i) state = update(std::move(state), Redo{});
        EXPECT_TRUE(identical(state.document, last)) << "seed " << seed;
    }
    EXPECT_EQ(kinds.size(), kinds_of_command) << "every kind has been tried";
    EXPECT_GT(documents_changed, 1000);
}

TEST(AnyCommand, GivesTheSameStateTwiceAndLeavesTheOldOneAlone) {
    CommandSource source(99);
    AppState state = start_state(overlapping(2));
    for (int i = 0; i < 2000; ++i) {
        const Command command = source.any();
        const AppState before = state;
        const AppState once = update(state, command);
        EXPECT_TRUE(same(state, before)) << "the state given was changed by kind " << command.kind();
        state = update(before, command);
        ASSERT_TRUE(same(state, once)) << "kind " << command.kind();
        state.requests.clear();
    }
}

TEST(AnyCommands, BeyondTheLimitOfUndoForgetTheOldestOnly) {
    AppState state = start_state(overlapping());
    for (std::size_t i = 0; i < History::limit + 5; ++i)
        state = update(std::move(state), SetCells{GridId::Input, {{0, {0, 0}, static_cast<double>(i) + 2}}});
    EXPECT_EQ(state.history.size(), History::limit);
    while (state.history.can_undo()) state = update(std::move(state), Undo{});
    EXPECT_EQ(input_at(state, {0, 0}), 6);
}

}  // namespace
}  // namespace poolwalk
