// Commands that open work, keep it, and ask before something would be lost.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/doc/origin.h"
#include "core/doc/session_file.h"
#include "core/doc/update/requests.h"

namespace poolwalk {

struct OpenDocument {
    Document document;
    std::string file{};                      // that it came from
    bool is_work = false;                    // pasted: what a person would miss
    FileStamp stamp{};                       // of the file as it was read; {}: not known
    std::string note{};                      // what was changed on the way, to be said
    bool is_array = false;                   // X alone, or with
    std::optional<AnyTensor> grad_output{};  // its file's dY, which may not fit
    bool may_be_nhwc = false;                // to be asked about
    bool is_watched = false;                 // read again when the file changes
    std::optional<ClaimedGradient> claim{};  // dX in the file of X
};
struct OpenSession {
    SessionFile session;
    std::string file{};
    bool is_work = false;
    FileStamp stamp{};  // of the file as it was read; {}: not known
    bool is_watched = false;
};
// Whether the file that is open is read again when it changes.
struct WatchFile {
    bool watch = true;
};
// The watched file as it is now: in place of the document, whose view and steps stay, or of the claimed dX. An array
// brings X, and its file may bring dY; the rest stays as it is.
struct ReadAgain {
    std::optional<Document> document{};
    bool is_array = false;
    std::optional<AnyTensor> grad_output{};
    FileStamp stamp{};  // of the document's file
    std::optional<ClaimedGradient> claim{};
};
// A session without a file is asked for its name.
struct Save {};
// For SaveAs, from the list of files.
struct ChooseName {};
struct Saved {
    std::string file;
    std::uint64_t content = 0;  // as History::content() counts
    FileStamp stamp{};          // as it lies there now
};
// Unsaved: before `then` loses it. Left: the same of what undo would bring back. Overwrite: `path` exists, or is not
// what was read from there. Recover: `path` was left by a crash. Layout: the channels of X
// seem to come last.
enum class QuestionKind : std::uint8_t { Unsaved, Left, Overwrite, Recover, Layout };
struct Question {
    QuestionKind kind = QuestionKind::Unsaved;
    std::string path{}, about{};  // the file; what is known of it, for the person
    std::optional<Request> then{};
};
struct Ask {
    Question question;
};
// Save, bring back, overwrite, recover; discard; leave it as it is.
enum class Reply : std::uint8_t { Yes, No, Cancel };
struct Answer {
    Reply reply = Reply::Cancel;
};

using SessionCommand =
    std::variant<OpenDocument, OpenSession, WatchFile, ReadAgain, Save, ChooseName, Saved, Ask, Answer>;

}  // namespace poolwalk
