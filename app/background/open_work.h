// A large file on its way in while the window stays alive: it is read by a job of its own, and what it holds
// takes its place when all of it is there. Small files are read at once (effects.h).
#pragma once

#include <functional>
#include <optional>

#include "app/background/task.h"
#include "core/io/arrays/array_reader.h"

namespace poolwalk {

// The array read, as the command that claims it to be dX.
Result<Command> claim_in(Result<io::Loaded> loaded, const std::string& title);
// The file that a request asks to read as what it holds, or null: a folder is none.
const std::string* file_asked_for(const Request& request);
// Reads it, on any thread: the command that its contents ask for.
Result<Command> read_asked_for(const Request& request, const Progress& progress);

class OpenWork {
public:
    // Files from here on are not read at once; a session's arrays count with it.
    std::uintmax_t at_once_bytes = 0;
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // True: the request asks for a large file, which is being read from now on; one on its way before is left.
    bool start(const Request& request);
    void cancel() { task_.leave(); }
    // What the file asks for, once, when it is read.
    struct Read {
        Request request;
        Result<Command> command;
    };
    std::optional<Read> take();
    // How it is going; absent when nothing is on its way.
    const std::optional<ui::Progressing>& status() const { return task_.status(); }

private:
    BackgroundTask<Request, Command> task_;
};

}  // namespace poolwalk
