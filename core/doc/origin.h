// Where a document came from, and which contents of it are kept there or may be lost. Undo brings it back together
// with the document (history.h).
#pragma once

#include <cstdint>
#include <string>

namespace poolwalk {

// Tells one state of a file from another, as far as the file system does.
struct FileStamp {
    std::int64_t modified_ns = 0, bytes = 0;
    std::uint64_t inode = 0;
    bool operator==(const FileStamp&) const = default;
};

struct Origin {
    std::string file;                     // ""; else absolute
    bool is_session = false;              // Save writes over it
    std::uint64_t saved_content = 1;      // as History::content() counts
    std::uint64_t discarded_content = 0;  // what a person said is not to be kept
    bool of_lesson = false;               // nobody's work
    FileStamp stamp{};                    // of the file as it was read or saved; {}: not known
    bool is_watched = false;              // the file is read again when it changes
    bool operator==(const Origin&) const = default;
};

}  // namespace poolwalk
