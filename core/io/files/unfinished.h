// Files that a program which is stopped takes away again: those being written, and those that belong to a whole that
// is not all there yet. save_file.h and the commands note theirs here; who stops the program removes them.
#pragma once

#include <filesystem>

namespace poolwalk::io {

class Unfinished {
public:
    // Before the file is made, so that there is no moment at which it would stay.
    explicit Unfinished(std::filesystem::path file);
    ~Unfinished();  // it is finished, or its owner has removed it
    Unfinished(Unfinished&& other) noexcept;
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    Unfinished& operator=(Unfinished&&) = delete;

private:
    std::filesystem::path file_;
};

// Removes them all. The program ends right after this: whoever begins or finishes a file from now on waits for ever.
void remove_unfinished();

}  // namespace poolwalk::io
