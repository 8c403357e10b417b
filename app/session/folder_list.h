// What the list of files shows of a folder.
#pragma once

#include <string>
#include <vector>

#include "app/ui/frame.h"

namespace poolwalk {

// Folders and files that the program can open, folders first; the parent is "..".
std::vector<ui::FolderEntry> list_folder(const std::string& folder);

}  // namespace poolwalk
