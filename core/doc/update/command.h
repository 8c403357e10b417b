// Everything that can be done to the program, as plain values. Panels, keys, the command line and
// lessons all speak in commands; update() (update.h) is the one place that carries them out.
// Time, seeds and file contents come inside the command, so that update stays pure.
// How a command is written in a file is io/session/command_codec.h's to say.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/doc/document.h"
#include "core/doc/session_file.h"
#include "core/doc/view.h"

namespace poolwalk {

struct Lesson;  // lesson.h

// --- The document. `dragging` merges with the undo entry before it until EndGesture. ------------
struct SetGeometry {
    Geometry geometry;
    bool dragging = false;
};
struct SetRules {
    Rules rules;
};
struct SetMethod {
    std::string name;
};  // a row of methods(), and its rules
struct CycleTieRule {};
struct CycleOverlapRule {};
struct CellValue {
    std::int64_t plane = 0;
    Place cell;
    double value = 0;
};
struct SetCells {
    GridId grid = GridId::Input;
    std::vector<CellValue> cells;
    bool dragging = false;
};
struct SetInput {
    std::string title;
    AnyTensor input;
};  // dY becomes 1 everywhere
struct SetGradOutput {
    AnyTensor grad_output;
};
struct Resize {
    Shape shape;
};  // of X
struct Randomize {
    RandomKind kind = RandomKind::Distinct;
    std::uint64_t seed = 0;
};
struct OpenDocument {
    Document document;
    std::string file{};    // that it came from
    bool is_work = false;  // pasted: what a person would miss
};
struct OpenSession {
    SessionFile session;
    std::string file{};
    bool is_work = false;
};
struct SetBaseline {
    bool hold = true;
};                       // the document beside, as it is now; or let it go
struct SwapBaseline {};  // the held document and the present one
struct EndGesture {};
struct Undo {};
struct Redo {};

// --- The walk. Steps count steps done; whatever is done by hand pauses the play. -----------------
struct Seek {
    std::int64_t done = 0;
};
struct StepOn {
    std::int64_t steps = 1;
};  // negative: back
struct StepRow {
    std::int64_t rows = 1;
};  // rows of windows
struct GoFirst {};
struct GoLast {};
struct TogglePlay {};
struct PlayTo {
    std::int64_t done = 0;
};  // from where it stands, then pause
struct ChangeSpeed {
    double factor = 1;
};
struct SetSpeed {
    double steps_per_s = 1;
};
struct Tick {
    double seconds = 0;
};
struct SetStepBy {
    StepBy by = StepBy::Window;
};
struct SetForwardOnly {
    bool forward_only = false;
};
struct Reset {};  // the walk to its start, the camera to fit

// --- Workspaces. -------------------------------------------------------------------------------
struct SetWorkspace {
    Workspace workspace = Workspace::Walk;
};
struct SetReference {
    Rules reference;
};  // of the Rules workspace
struct WalkTile {
    Rules rules;
};  // the document's rules from now on, in Walk
struct SetCheck {
    CheckSettings check;
};
struct SetClaim {
    std::string title;
    AnyTensor grad_input;
};  // a dX to diagnose
struct DropClaim {};

// --- The network. `dragging` as above. ----------------------------------------------------------
struct SetNetwork {
    NetworkSetup setup;
    bool dragging = false;
};
struct SetNetworkBy {
    NetworkBy by = NetworkBy::Layer;
};
struct PinNetwork {
    std::optional<NetworkCell> cell;
};

// --- The view. --------------------------------------------------------------------------------
struct Veil {
    GridId grid = GridId::Output;
    bool hidden = true;
};
struct HideAnswers {
    bool hide = true;
};  // Y and dX; or show every grid
struct SetPresentation {
    bool on = true;
};
struct SetPredict {
    bool on = true;
};  // and begin to count anew
struct Predict {
    std::optional<Place> cell{};
};  // absent: no cell receives it
struct ChoosePlane {
    std::int64_t plane = 0;
};
struct Hover {
    std::optional<CellRef> cell;
};
struct Pin {
    std::optional<CellRef> cell;
};
struct SelectTo {
    Place cell;
};  // from the pinned cell
struct MovePin {
    std::int64_t rows = 0, cols = 0;
};
struct SetCamera {
    Camera camera;
};
struct NextMask {};
struct NextYShows {};
struct SetTheme {
    Theme theme = Theme::Dark;
};
struct SetColormap {
    std::uint8_t row = 0;
};
struct SetMask {
    Mask mask = Mask::None;
};
struct SetYShows {
    YShows shows = YShows::Values;
};
struct SetScale {
    double scale = 1;
};
struct FitScale {
    double width_px = 0, height_px = 0;
};  // to a window of this size
struct SetReducedMotion {
    bool reduced = true;
};
struct ShowKeys {
    bool show = true;
};
struct ShowFiles {
    bool show = true;
    std::string folder{};  // "": the folder shown last
    FilesFor files_for = FilesFor::Document;
};
struct ShowExport {
    bool show = true;
};
struct Tell {
    std::string sentence;
    bool is_error = false;
};  // in the status line

// --- A lesson: a page shows its question, then its sentence, then acts. --------------------------
struct StartLesson {
    std::shared_ptr<const Lesson> lesson;
    std::string file{};
};
struct LessonOn {};
struct LessonBack {};
struct LeaveLesson {};
struct ReturnToLesson {};  // to the page that was left

// --- What needs the outside world: update answers with a Request of the same content. -----------
struct OpenFile {
    std::string path;
};
struct OpenExample {
    std::string name;
};
struct OpenLesson {
    std::string name;
};
struct OpenClaim {
    std::string path;
};
struct SaveAs {
    std::string path;
    bool overwrite = false;
};
struct OpenAutosave {
    std::string path;
};
struct DropAutosave {
    std::string path;
};
// How cells stand on the clipboard.
enum class CopyAs : std::uint8_t { Tabs, Numpy, Latex };
struct CopyCells {
    CopyAs format = CopyAs::Tabs;
};
struct PasteCells {};
struct PasteClaim {};
struct ExportFile {
    std::string path;
    bool overwrite = false;
};  // as what the name says
struct CancelExport {};
struct CancelWork {};  // back to the document that is shown
struct RunTraining {
    bool run = true;
};  // or cancel it
struct Quit {};

// One a line here too.
using Request =
    std::variant<OpenFile, OpenExample, OpenLesson, OpenClaim, SaveAs, OpenAutosave, DropAutosave, CopyCells,
                 PasteCells, PasteClaim, ExportFile, CancelExport, CancelWork, RunTraining, Quit>;

// --- Keeping work. -----------------------------------------------------------------------------
struct Save {};        // a session without a file is asked for its name
struct ChooseName {};  // for SaveAs, from the list of files
struct Saved {
    std::string file;
    std::uint64_t revision = 0;
};
// Unsaved: before `then` loses it. Overwrite: `path` exists. Recover: `path` was left by a crash.
enum class QuestionKind : std::uint8_t { Unsaved, Overwrite, Recover };
struct Question {
    QuestionKind kind = QuestionKind::Unsaved;
    std::string path{}, about{};  // the file; what is known of it, for the person
    std::optional<Request> then{};
};
struct Ask {
    Question question;
};
enum class Reply : std::uint8_t { Yes, No, Cancel };  // save, overwrite, recover; discard; leave it as it is
struct Answer {
    Reply reply = Reply::Cancel;
};

// One a line, so that two changes that each add a command meet without a quarrel.
using Command =
    std::variant<SetGeometry, SetRules, SetMethod, CycleTieRule, CycleOverlapRule, SetCells, SetInput, SetGradOutput,
                 Resize, Randomize, OpenDocument, OpenSession, SetBaseline, SwapBaseline, EndGesture, Undo, Redo,
                 Seek, StepOn, StepRow, GoFirst, GoLast, TogglePlay, PlayTo, ChangeSpeed, SetSpeed, Tick, SetStepBy,
                 SetForwardOnly, Reset, SetWorkspace, SetReference, WalkTile, SetCheck, SetClaim, DropClaim,
                 SetNetwork, SetNetworkBy, PinNetwork, Veil, HideAnswers, SetPresentation, SetPredict, Predict,
                 ChoosePlane, Hover, Pin, SelectTo, MovePin, SetCamera, NextMask, NextYShows, SetTheme, SetColormap,
                 SetMask, SetYShows, SetScale, FitScale, SetReducedMotion, ShowKeys, ShowFiles, ShowExport, Tell,
                 StartLesson, LessonOn, LessonBack, LeaveLesson, ReturnToLesson, OpenFile, OpenExample, OpenLesson,
                 OpenClaim, SaveAs, OpenAutosave, DropAutosave, CopyCells, PasteCells, PasteClaim, ExportFile,
                 CancelExport, CancelWork, RunTraining, Quit, Save, ChooseName, Saved, Ask, Answer>;

}  // namespace poolwalk
