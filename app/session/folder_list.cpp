#include "app/session/folder_list.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "core/io/files/file_name.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

bool is_readable(const fs::path& path) {
    static constexpr std::array<std::string_view, 9> endings{".npy", ".npz", ".csv",  ".txt", ".tsv",
                                                             ".png", ".jpg", ".jpeg", ".json"};
    const std::string name = path.filename().string();
    return std::ranges::any_of(endings, [&](std::string_view ending) { return io::has_ending(name, ending); });
}

}  // namespace

std::vector<ui::FolderEntry> list_folder(const std::string& folder) {
    std::vector<ui::FolderEntry> entries;
    std::error_code error;
    const fs::path here = fs::absolute(folder, error);
    for (fs::directory_iterator it(here, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const bool is_folder = it->is_directory(ignored);
        const std::string name = it->path().filename().string();
        if (name.starts_with('.') || (!is_folder && !is_readable(it->path()))) continue;
        entries.push_back({name, it->path().string(), is_folder});
    }
    std::ranges::sort(entries, [](const auto& a, const auto& b) {
        return a.is_folder != b.is_folder ? a.is_folder : a.name < b.name;
    });
    if (here.has_parent_path() && here != here.root_path())
        entries.insert(entries.begin(), {"..", here.parent_path().string(), true});
    return entries;
}

void FolderTask::follow(const std::string& folder) {
    if (listed_ != folder) {
        entries_.clear();
        listed_ = folder;
        task_.start(
            folder, {},
            [](const std::string& path, const Progress&) {
                return Result<std::vector<ui::FolderEntry>>(list_folder(path));
            },
            mode);
    }
    if (auto done = task_.take(); done && done->result) entries_ = *done->result;
}

}  // namespace poolwalk
