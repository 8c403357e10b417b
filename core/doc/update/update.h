// The whole program as one value and one function: update(state, command) -> state. It is pure but
// for the memory it reuses; what needs the outside world comes back as requests for the effects.
#pragma once

#include <string>
#include <vector>

#include "core/doc/edits.h"
#include "core/doc/history.h"
#include "core/doc/lesson.h"
#include "core/doc/quiz.h"
#include "core/doc/update/command.h"
#include "core/pool/columns.h"

namespace poolwalk {

struct Notice {
    std::string sentence;
    bool is_error = false;
    std::string folder{};  // where what it tells of lies, if that can be opened
    bool operator==(const Notice&) const = default;
};

// Where a lesson's page stands; after the last page comes the end.
enum class LessonStage : std::uint8_t { Question, Shown, End };
// What the first reply to a question was; it counts.
enum class FirstReply : std::uint8_t { None, Right, Wrong };

struct LessonRun {
    std::shared_ptr<const Lesson> lesson;
    std::size_t page = 0;
    LessonStage stage = LessonStage::Question;
    std::vector<LessonReply> wrong{};    // replies to the page's question, without repeats, the latest last
    std::optional<LessonReply> right{};  // the reply that was right, once shown
    std::vector<FirstReply> replies{};   // by page
    bool is_away = false;                // left; the page is kept to come back to
    bool operator==(const LessonRun&) const = default;
};

// A document that stays as it was, beside the one that is changed.
struct Baseline {
    Document document;
    std::uint64_t revision = 0;
};

struct AppState {
    Document document;
    View view;
    Playback play;
    History history;
    std::optional<ClaimedGradient> claim;
    std::optional<Baseline> baseline;
    Quiz quiz;
    Notice notice;
    Origin origin;
    std::vector<std::string> recent;  // files, newest first
    std::optional<LessonRun> lesson;
    std::vector<std::string> lessons_done;  // names of those inside the program that came to their end
    std::optional<Question> question;       // stands before everything else
    std::optional<Request> after_saving;    // what the question was asked for
    std::uint64_t revision = 1;             // of the document; Derived is cached by it
    EditLog edits;                          // that led to this revision
    std::vector<Request> requests;          // asked for by the last command; effects take them away
    bool animates = false;                  // steps take time to be seen; else, as in pictures and tests, none
};

AppState start_state(Document document);
SessionFile session_file_of(const AppState& state);

AppState update(AppState state, const Command& command);
// The same in its place. Where memory runs out it throws std::bad_alloc, and the document is as it was.
void update_in_place(AppState& state, const Command& command);

// Has a person changed the document since it was opened or saved?
bool has_unsaved_work(const AppState& state);
inline constexpr std::size_t max_recent_files = 10;

// The lesson on the screen, or null.
const LessonRun* running_lesson(const AppState& state);
bool is_finished(const LessonRun& run);
// What the page on the screen asks, or null; while it is open nothing else on the screen may answer it.
const LessonAnswer* open_question(const AppState& state);
// May the screen tell what the windows chose? Not while a question is open or an answer hidden.
bool tells_answers(const AppState& state);
// Wrong replies after which the answer is offered.
inline constexpr std::size_t wrong_until_shown = 2;
bool offers_answer(const LessonRun& run);
struct LessonScore {
    std::size_t right = 0, questions = 0;  // answered right at once
};
LessonScore score_of(const LessonRun& run);

// Seconds until a Tick would change something; absent while nothing moves by itself.
std::optional<double> time_to_next_tick(const AppState& state);

WalkPlan plan_of(const AppState& state);
ColumnsPlan columns_plan_of(const AppState& state);
// The steps that the open workspace walks, those done, how many make a row (Shift with an arrow), and
// how many are done at once.
// A workspace without a walk of its own has the Walk's.
struct Track {
    std::int64_t count = 0, done = 0, row = 1, unit = 1;
};
Track track_of(const AppState& state);
// The step that was done last, if any.
std::optional<std::int64_t> current_index(const AppState& state);
std::optional<ColumnsStep> current_columns_step(const AppState& state);
// Is the forward half done, so that dX holds numbers, be they zeros?
bool backward_has_begun(const AppState& state);
Shape shape_of_grid(const Document& document, GridId grid);
// The pinned cell to selected_to, as rows and columns [first, last].
struct Selection {
    GridId grid = GridId::Input;
    std::int64_t plane = 0;
    Place first, last;
    bool operator==(const Selection&) const = default;
};
std::optional<Selection> selection_of(const View& view);

}  // namespace poolwalk
