// Cells and links to the clipboard and back. ImGui's clipboard is used, so a test without a window has one too; where
// another program may own the clipboard, it is asked in the background (SessionTools::read_clipboard).
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/background/task.h"
#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "core/io/arrays/array_reader.h"

namespace poolwalk {

// Copies the selected cells, or the plane of X, as far as they are computed by now. Returns what there is to say.
std::vector<Command> copy_cells(const AppState& state, const Derived& derived, CopyAs format);

// Copies a link to the session, behind the address of a page if one is known.
std::vector<Command> copy_link(const AppState& state, const std::string& page_address);

using ReadClipboard = std::function<Result<std::string>(const Progress&)>;

class PasteTask {
public:
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }
    ReadClipboard read{};  // in the background; absent: ImGui's clipboard, at once

    void start(FilesFor purpose);  // Document or Claim
    bool is_busy() const { return !task_.is_idle(); }
    // Once the text is there: what puts the array at the pinned cell or in the place of X, or claims it to be dX, or
    // opens the link; or what there is to say.
    std::vector<Command> take(const AppState& state);

private:
    struct Link {
        std::string address;
    };
    using Pasted = std::variant<io::Loaded, Link>;
    static Result<Pasted> pasted(FilesFor purpose, const Result<std::string>& text);

    BackgroundTask<FilesFor, Pasted> task_;
};

}  // namespace poolwalk
