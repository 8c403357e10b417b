// A file on its way in: small ones are read at once, large ones in the background, and what they hold takes its
// place when all of it is there; a folder is shown. What is done with it then is in app/session/effects.h.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/background/task.h"
#include "core/doc/update/update.h"
#include "core/io/arrays/array_reader.h"

namespace poolwalk {

// The array read, from `file` if it came from one, as the command that claims it to be dX.
Result<Command> claim_command(Result<io::Loaded> loaded, const std::string& title, const std::string& file = {});

struct OpenOrder {
    std::string path;
    FilesFor purpose = FilesFor::Document;  // or Claim
};

class OpenTask {
public:
    // Files from here on are read in the background; the arrays beside a session count too.
    std::uintmax_t at_once_bytes = 0;
    JobMode small = JobMode::Immediate;  // of smaller ones; Soon: of all, since a file system may not even tell sizes
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // Supersedes a file that is on its way.
    void start(OpenOrder order);
    // The same of what is read in another way.
    using Read = std::function<Result<Command>(const Progress&)>;
    void start(const std::string& name, Read read);
    void cancel() { task_.forget(); }
    // The command that the file asks for, once, when it is read; of a small file right after start().
    using Opened = BackgroundTask<OpenOrder, Command>::Done;
    std::optional<Opened> take() { return task_.take(); }
    // How it is going; absent when nothing is on its way.
    const std::optional<ui::TaskStatus>& status() const { return task_.status(); }

private:
    BackgroundTask<OpenOrder, Command> task_;
};

}  // namespace poolwalk
