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
    std::string file{};    // that it came from
    bool is_work = false;  // pasted: what a person would miss
};
struct OpenSession {
    SessionFile session;
    std::string file{};
    bool is_work = false;
    FileStamp stamp{};  // of the file as it was read; {}: not known
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
// what was read from there. Recover: `path` was left by a crash.
enum class QuestionKind : std::uint8_t { Unsaved, Left, Overwrite, Recover };
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

using SessionCommand = std::variant<OpenDocument, OpenSession, Save, ChooseName, Saved, Ask, Answer>;

}  // namespace poolwalk
