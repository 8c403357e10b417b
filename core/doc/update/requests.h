// What needs the outside world: update() returns it as a request, at once or after a question.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace poolwalk {

struct OpenFile {
    std::string path;
};
struct OpenExample {
    std::string name;
};
struct OpenLesson {
    std::string name;
};
struct OpenClaim {
    std::string path;
};
struct SaveAs {
    std::string path;
    bool overwrite = false;  // whatever is there; else only what this session was read from or saved as
};
struct OpenAutosave {
    std::string path;
};
struct DropAutosave {
    std::string path;
};
// How cells stand on the clipboard.
enum class CopyAs : std::uint8_t { Tabs, Numpy, Latex };
struct CopyCells {
    CopyAs format = CopyAs::Tabs;
};
// The session as a link on the clipboard.
struct CopyLink {};
struct PasteCells {};
struct PasteClaim {};
// As what the name says.
struct ExportFile {
    std::string path;
    bool overwrite = false;
};
struct CancelExport {};
// By the desktop's file manager.
struct OpenFolder {
    std::string path;
};
// Back to the document that is shown.
struct CancelWork {};
// Or cancel the training.
struct RunTraining {
    bool run = true;
};
struct Quit {};

using Request = std::variant<OpenFile, OpenExample, OpenLesson, OpenClaim, SaveAs, OpenAutosave, DropAutosave,
                             CopyCells, CopyLink, PasteCells, PasteClaim, ExportFile, CancelExport, OpenFolder,
                             CancelWork, RunTraining, Quit>;

}  // namespace poolwalk
