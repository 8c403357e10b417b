// The workspaces as a table: a row each, with what the canvas, the timeline, the panels, exports and tests ask
// of it. A row is filled in its own folder (walk/walk_workspace.cpp and so on); nobody else asks which workspace
// is open. Names and help are workspaces() in doc/view.h, the steps are track_of() in doc/update.
#pragma once

#include <span>

#include "core/workspaces/check/check_layout.h"
#include "core/workspaces/columns/columns_layout.h"
#include "core/workspaces/network/network_layout.h"
#include "core/workspaces/rules/rules_layout.h"
#include "core/workspaces/shown.h"
#include "core/workspaces/timeline.h"
#include "core/workspaces/walk/scene_cache.h"
#include "core/workspaces/walk/walk_sentence.h"

namespace poolwalk::scene {

// Where things lie on the canvas, by workspace.
using AnyLayout = std::variant<WalkLayout, RulesLayout, ColumnsLayout, CheckLayout, NetworkLayout>;

// What a click does: a command, if any; and whether dragging on selects cells.
struct Clicked {
    std::optional<Command> command{};
    bool selects = false;
};

// A function that is null is something the workspace does not have.
struct WorkspaceRow {
    Workspace workspace;
    bool has_steps = true;       // of its own; without them a film shows the Walk
    bool has_baseline = false;   // the document beside is drawn next to the present one
    bool words_at_edge = false;  // the words of a cell stand at the canvas's lower edge, where they cover nothing

    AnyLayout (*lay_out)(const Shown& shown, Rect canvas) = nullptr;
    void (*draw)(Scene& scene, const Shown& shown, const AnyLayout& layout, SceneCache& cache) = nullptr;

    // A step on its way, where that is more than its two pictures one over the other.
    void (*draw_between)(Scene& scene, const StepEnds& ends, const AnyLayout& layout, SceneCache& cache) = nullptr;

    Hit (*hit)(const Shown& shown, const AnyLayout& layout, Vec2 mouse) = nullptr;
    std::string (*hit_words)(const Shown& shown, const Hit& hit) = nullptr;
    Clicked (*click)(const AppState& state, const Hit& hit, bool extends) = nullptr;  // extends: the selection
    // The camera, or how far a matrix is scrolled, when the wheel turns over `mouse`.
    std::optional<Command> (*zoom)(const AppState& state, const AnyLayout& layout, Vec2 mouse,
                                   double notches) = nullptr;
    Pointing (*scroll)(const AppState& state, const AnyLayout& layout, Pointing pointing, double notches) = nullptr;
    std::optional<Command> (*drag)(const AppState& state, const AnyLayout& layout, Vec2 from, Vec2 to) = nullptr;
    // What Hit::grab is pulled to.
    std::optional<Command> (*pull)(const AppState& state, const AnyLayout& layout, const Grab& grab,
                                   Vec2 to) = nullptr;
    std::optional<Command> (*follow)(const Shown& shown, const AnyLayout& layout) = nullptr;  // the step done last

    // A pinned cell, how it is let go, whether one can be typed into, and where it lies; empty: not in sight.
    std::optional<AnyCell> (*pinned)(const View& view) = nullptr;
    Command (*unpin)() = nullptr;
    bool (*types_into)(const AppState& state, const AnyCell& cell) = nullptr;
    Rect (*place_of)(const AnyLayout& layout, const AnyCell& cell) = nullptr;

    StepWords (*words)(const Shown& shown) = nullptr;        // what the step does
    std::string (*status)(const AppState& state) = nullptr;  // what is good to know, in the menu bar
    Budget (*budget)(const AppState& state, const Derived& derived) = nullptr;  // by the steps done
    Timeline (*timeline)(const AppState& state) = nullptr;
    // Looks at every window: not for every frame.
    TimelineMarks (*marks)(const AppState& state, const Derived& derived, const Progress& progress) = nullptr;
};

std::span<const WorkspaceRow* const> workspace_rows();
const WorkspaceRow& row(Workspace workspace);
inline const WorkspaceRow& open_workspace(const AppState& state) { return row(state.view.workspace); }

// The picture of the open workspace, laid out by its row.
Scene build_scene(const Shown& shown, const AnyLayout& layout, SceneCache& cache);
// The same where there is no window: what the workspace shows is worked out here anew.
Scene build_scene(const AppState& state, const Derived& derived, Rect canvas, SceneCache& cache);

// What rows share whose cells are those of X, Y, dX and dY, and which walk as the Walk does.
std::optional<AnyCell> pinned_of_arrays(const View& view);
Command unpin_from_arrays();

}  // namespace poolwalk::scene
