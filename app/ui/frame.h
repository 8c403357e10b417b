// What a panel sees of one frame: the state and what follows from it, to read; a list of commands,
// to add to; and UiMemory, the half-typed texts that are nobody's business but the panels'.
// Nothing of the program's state is written while a frame is drawn.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/platform/keys.h"
#include "app/render/fonts.h"
#include "app/render/heatmap_painter.h"
#include "app/ui/task_status.h"
#include "core/doc/baseline.h"
#include "core/doc/derived/analysis_cache.h"
#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "core/methods/listing.h"
#include "core/scene/fade.h"
#include "core/scene/flashes.h"
#include "core/scene/theme.h"
#include "core/workspaces/shown.h"
#include "core/workspaces/timeline.h"
#include "core/workspaces/walk/scene_cache.h"
#include "core/workspaces/walk/walk_sentence.h"
#include "imgui.h"

namespace poolwalk::ui {

// A number being typed into a cell.
struct CellEditor {
    scene::AnyCell cell;
    std::string text;
    bool untouched = true;  // the first letter replaces the text
    std::string wrong;      // why it was not taken
};

// Values typed that do not (yet) make a valid geometry; shown in their fields until mended.
struct TypedGeometry {
    Geometry geometry;
    std::vector<Problem> problems;
};

// A number being typed as the answer to a lesson's question.
struct TypedReply {
    const Lesson* lesson = nullptr;
    std::size_t page = 0;  // whose question it is
    std::string text, error;
};

struct FolderEntry {
    std::string name, path;
    bool is_folder = false;
};

// What follows from the steps of the open workspace and takes looking at many windows; kept while these stand.
template <class Value>
struct Kept {
    struct Key {
        std::uint64_t revision = 0;
        Workspace workspace = Workspace::Walk;
        StepBy by = StepBy::Window;
        bool forward_only = false;
        std::int64_t done = 0;  // 0 where it is the same after every step
        bool operator==(const Key&) const = default;
    };
    Key key;
    Value value;

    template <class Make>
    const Value& get(const AppState& state, std::int64_t done, Make&& make) {
        const Key now{state.revision, state.view.workspace, state.play.by, state.play.forward_only, done};
        if (key != now) *this = {now, make()};
        return value;
    }
};

// Lives between frames, outside the state.
struct UiMemory {
    std::optional<CellEditor> editor;
    std::optional<TypedGeometry> typed;
    std::optional<Shape> typed_shape;
    TypedReply reply;
    std::string typed_path;
    std::string error_read;   // shown whole, and clicked away
    std::string export_path;  // the export page's field, from when it opens
    bool export_over = false;
    // Of each kind of file why it cannot be written here, looked up as the page of exports opens; none while it is
    // closed.
    std::vector<std::string> export_missing;
    bool files_open = false;        // the file list, since its field took the keys
    bool names_a_file = false;      // typed_path was filled in for saving
    std::string open_menu;          // its title
    bool shows_menus_over = false;  // a presentation's
    std::optional<scene::Vec2>
        done_at;                 // where the mouse was when something was last done: there no tooltip is wanted
    bool menu_by_hover = false;  // a click on that is to leave it open
    bool closes_popups = false;  // Escape was pressed while a menu or a list was open
    std::vector<std::string> hidden_panels;  // by name, where a page shows less
    bool keeps_names = false;                // fills `widgets`, for tests; in a normal run nobody asks
    std::map<std::string, scene::Rect, std::less<>> widgets;  // by name, of the last frame
    scene::Rect canvas;                                       // in the window, of the last frame that had one
    scene::Pointing pointing;                                 // the mouse on the canvas
    std::optional<scene::Vec2> drag_from;                     // a canvas drag that moves the picture
    std::optional<scene::Grab> grab;                          // a canvas drag that pulls something
    CellRef menu_cell;                                        // that was clicked on with the right button
    std::optional<scene::Vec2> menu_from;                     // where that button went down
    bool selecting = false;                                   // a canvas drag that selects cells
    std::optional<std::int64_t> step_seen;                    // how far the walk was in the last frame of the canvas
    Kept<Budget> budget;                                      // after the steps done
    scene::Flashes flashes;                                   // of cells that an edit changed
    scene::Fade fade;                                         // over a jump
    scene::SceneCache cache, baseline_cache;                  // of the present document, of the baseline one
};

struct Frame {
    const AppState& state;
    const Derived& derived;
    const AnalysisCache& analyses;               // of the workspaces beside the walk
    const std::optional<BaselineNow>& baseline;  // beside the present document
    const std::optional<Step>& step;             // done last
    const MethodNow& method;
    const scene::TimelineMarks& marks;  // of the timeline, as far as they are known
    const std::vector<io::Example>& examples;
    const std::vector<io::LessonEntry>& lessons;
    const std::vector<FolderEntry>& folder;  // entries of state.view.folder
    const std::optional<TaskStatus>& exporting;
    const std::optional<TaskStatus>& working;  // on a file or on what follows from a newer document than `state`'s
    bool has_picture;                          // false: `state` stands for a first document under way
    const render::FontSet& fonts;
    render::HeatMapPainter* painter;  // absent in tests without OpenGL
    UiMemory& memory;
    std::vector<Command>& commands;
    bool is_busy_typing = false;  // a text field has the keys

    float px(float unscaled) const { return unscaled * static_cast<float>(state.view.scale); }
    const scene::Palette& palette() const { return scene::palette_of(state.view.theme); }
    // For the row of the open workspace (core/workspaces/workspaces.h).
    scene::Shown shown() const { return {state, derived, analyses, step, memory.pointing, memory.keeps_names}; }
    void emit(Command command) const { commands.push_back(std::move(command)); }
};

}  // namespace poolwalk::ui
