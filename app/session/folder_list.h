// What the list of files shows of a folder, read beside the interface: a file system may be slow or not answer.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/background/task.h"
#include "app/ui/frame.h"

namespace poolwalk {

// Folders and files that the program can open, folders first; the parent is "..".
std::vector<ui::FolderEntry> list_folder(const std::string& folder);

class FolderTask {
public:
    JobMode mode = JobMode::Immediate;
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }
    bool is_busy() const { return task_.order() != nullptr; }
    // Once a frame: lists `folder` if it is another one than before, or after forget().
    void follow(const std::string& folder);
    const std::vector<ui::FolderEntry>& entries() const { return entries_; }  // none while they are not known
    void forget() { listed_.clear(); }

private:
    BackgroundTask<std::string, std::vector<ui::FolderEntry>> task_;
    std::string listed_;
    std::vector<ui::FolderEntry> entries_;
};

}  // namespace poolwalk
