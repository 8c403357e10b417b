// A large file on its way in while the window stays alive: it is read by a job of its own, and what it holds
// takes its place when all of it is there. Small files are read at once (effects.h).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/job.h"
#include "app/ui/frame.h"

namespace poolwalk {

class OpenWork {
public:
    // Files from here on are not read at once; a session's arrays count with it.
    std::uintmax_t at_once_bytes = 0;
    std::function<void()> wake{};

    // True: the request asks for a large file, which is being read from now on; one on its way before is left.
    bool start(const Request& request);
    void cancel();
    // What the file asks for, once, when it is read.
    struct Read {
        Request request;
        Result<Command> command;
    };
    std::optional<Read> take();
    // How it is going; absent when nothing is on its way.
    const std::optional<ui::Progressing>& status() const { return status_; }

private:
    std::optional<Request> request_;
    std::optional<ui::Progressing> status_;
    std::unique_ptr<Job<Command>> job_;
    std::vector<std::unique_ptr<Job<Command>>> left_;  // told to stop, and not yet there
};

}  // namespace poolwalk
