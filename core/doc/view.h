// How a document is looked at: what undo leaves alone. View is the picture's settings, Playback the
// cursors of the walks. Both are plain values that only update() changes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/doc/grid_id.h"
#include "core/network/arrays.h"
#include "core/pool/walk.h"

namespace poolwalk {

struct CellRef {
    GridId grid = GridId::Input;
    std::int64_t plane = 0;
    Place cell;
    bool operator==(const CellRef&) const = default;
};

// The workspaces that exist, in the order of their tabs; each has a scene and its panels.
enum class Workspace : std::uint8_t {
    Walk,
    Rules,
    Columns,
    Check,
    Network,
};
enum class Theme : std::uint8_t { Dark, Light };
// An argmax mask laid over X: 0 and 1 for the present step, how often a cell won in all, tied cells.
enum class Mask : std::uint8_t { None, Step, Wins, Ties };
// What Y's cells print: their values, or where they come from, in one of the index conventions.
enum class YShows : std::uint8_t { Values, InWindow, InPlane, TensorFlow, Onnx };
// What one step of the Network is: a layer of an image, an image there and back, or an epoch.
enum class NetworkBy : std::uint8_t { Layer, Image, Epoch };

// One row of a choice that a menu or a combo offers.
template <class Value>
struct Choice {
    Value value;
    std::string_view name, label, help;
};
std::span<const Choice<Workspace>> workspaces();
std::span<const Choice<Theme>> themes();
std::span<const Choice<Mask>> masks();
std::span<const Choice<YShows>> y_choices();
std::span<const Choice<StepBy>> step_choices();
std::span<const Choice<NetworkBy>> network_strides();

// zoom 1 fits everything; above, (h, w) is the place of X (0 to 1 along its sides) in the middle.
struct Camera {
    double zoom = 1, h = 0.5, w = 0.5;
    bool operator==(const Camera&) const = default;
};
inline constexpr double max_zoom = 4096;

// What the numerical check of a gradient is made with.
struct CheckSettings {
    double h = 1e-3;                    // the step of the differences
    DType arithmetic = DType::Float64;  // in which the loss is worked out
    std::optional<double> rtol{};       // what of a claimed dX is rounding; absent: as its numbers are given
    bool operator==(const CheckSettings&) const = default;
};

// What a picture or a film that is exported shows: the window, or the grids alone.
enum class FigureGround : std::uint8_t { Theme, White, Transparent };
struct ExportLook {
    bool is_figure = false;
    FigureGround ground = FigureGround::Theme;  // of a figure
    bool has_marks = true;                      // of a figure: rings, arrows and amounts
    std::int64_t every = 1;                     // of a film: each so many steps
    bool operator==(const ExportLook&) const = default;
};

inline constexpr std::int64_t max_export_every = 1000;

// What a file chosen from the list becomes, or is there for: a name to save under.
enum class FilesFor : std::uint8_t { Document, Claim, Save };

struct View {
    Workspace workspace = Workspace::Walk;
    Rules reference;  // that the tiles of the Rules workspace are compared with
    CheckSettings check;
    std::int64_t plane = 0;
    std::optional<CellRef> hover, pinned;
    std::optional<Place> selected_to;  // the other corner of a selection that starts at `pinned`
    std::optional<NetworkCell> network_pinned;
    Theme theme = Theme::Dark;
    std::uint8_t colormap = 0;  // row of colormaps() (scene/colormap.h)
    Mask mask = Mask::None;
    YShows y_shows = YShows::Values;
    Camera camera;
    // Of the interface, 0.75 to 3: the chosen one, or else what suits the window, as far as there is room.
    double scale = 1;
    std::optional<double> chosen_scale;
    double scale_of_window = 1, scale_with_room = 3, monitor_scale = 1;
    bool reduced_motion = false;                   // steps, and a lesson's walks, arrive at once
    std::uint8_t hidden_grids = 0;                 // bits of GridId: grids that a class is not to see yet
    bool presents = false;                         // large grids and one sentence, without menus and side panels
    bool folds_left = false, folds_right = false;  // the panels beside the canvas leave it their room
    bool hides_talk = false;                       // so does a presentation's sentence
    bool show_keys = false;
    bool show_about = false;
    bool show_files = false;
    bool show_export = false;
    bool show_welcome = false;
    bool shows_all_settings = true;  // else the left panel holds the five that matter most
    ExportLook export_look;
    FilesFor files_for = FilesFor::Document;
    std::string folder;  // that the file list shows
    // A page lies over everything.
    bool has_page() const { return show_keys || show_about || show_files || show_export || show_welcome; }
    bool is_grid_hidden(GridId grid) const { return (hidden_grids >> static_cast<unsigned>(grid) & 1) != 0; }
    // The panels beside the picture would tell what a hidden_grids Y or dX holds.
    bool hides_answers() const { return is_grid_hidden(GridId::Output) || is_grid_hidden(GridId::GradInput); }
    bool operator==(const View&) const = default;
};

inline constexpr double min_scale = 0.75, max_scale = 3;
// At scale 1 no word is cut in a window of this size; in a smaller one the scale gives way, down to min_scale.
inline constexpr double roomy_width_px = 960, roomy_height_px = 600;
// In a larger one than this the interface grows with it.
inline constexpr double usual_width_px = 1440, usual_height_px = 900;

inline constexpr double min_speed_steps_per_s = 0.25, max_speed_steps_per_s = 256;

// The step on its way into the picture (update/motion.h): t from 0, as after `from` steps, to 1, as after those done.
struct Motion {
    std::int64_t from = 0;  // one more or one less than the steps done of the open workspace
    double t = 0;
    bool operator==(const Motion&) const = default;
};

struct Playback {
    std::int64_t done = 0;          // steps done, 0 to step_count()
    std::int64_t columns_done = 0;  // of the Columns workspace
    bool playing = false;
    double speed_steps_per_s = 1;
    double waited_s = 0;                    // since the last step was done by itself
    std::optional<std::int64_t> stop_at{};  // while it plays: the step to pause at, else the last
    StepBy by = StepBy::Window;
    bool forward_only = false;
    std::int64_t network_done = 0;  // layers done, through all images and epochs
    NetworkBy network_by = NetworkBy::Layer;
    std::optional<Motion> motion{};  // absent: at rest
    double flash = 0;                // how strongly cells that an edit changed still flash, 1 down to 0
    double fade = 0;                 // how much of the picture before a jump is still seen, 1 down to 0
    double leave_hint_s = 0;         // how long a presentation still says how it is left
    bool operator==(const Playback&) const = default;
};

}  // namespace poolwalk
