// Everything that a document and its picture can be written as: one ordered table, by the ending of the
// file's name. The menu, the command line and the export page are made from it. What needs pixels says
// so: app paints a Film, and the row only knows how it becomes a file.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/base/progress.h"
#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "core/io/arrays/npy_write.h"
#include "core/io/export/array_files.h"
#include "core/io/export/figure.h"
#include "core/io/export/film.h"
#include "core/methods/methods.h"
#include "core/scene/scene.h"

namespace poolwalk::io {

// What is exported; `state` says what is seen of it.
struct Exportable {
    const AppState& state;
    const Derived& derived;
    NpyForm form{};  // of the arrays
    ArgmaxForm argmax = ArgmaxForm::Plane;
    FigureStyle figure{};                // of a drawing
    scene::Rect canvas{0, 0, 940, 870};  // of a drawing
};

struct Destination {
    std::filesystem::path path;
    bool overwrite = false;  // else an existing file is an error
};

enum class MadeOf : std::uint8_t { Values, OnePicture, Film };

struct Exporter {
    std::string_view ending;  // without its point; one with a point of its own also is a whole name
    std::string_view label, help;
    std::string_view usual = {};  // the name to begin with; absent: that of the document and the ending
    bool one_array = false;       // the name of the file is that of an array
    MadeOf made_of = MadeOf::Values;
    // The file appears whole or not at all. The one that fits made_of is there.
    Result<Done> (*write)(const Exportable&, const Destination&, const Progress&) = nullptr;
    Result<Done> (*write_film)(const Film&, const Destination&, const Progress&) = nullptr;
    // A sentence if what it needs is not here; empty if it is. Absent: it needs nothing.
    std::string (*missing)() = nullptr;
};

// The first row whose ending fits is taken: "session.json" has to stand before "json".
std::span<const Exporter> exporters();

// The row for a file of this name, or a sentence that says which endings and array names there are.
Result<const Exporter*> exporter_for(const std::filesystem::path& path);
// The same for who is about to export: a row that lacks something on this machine is an error.
Result<const Exporter*> usable_exporter(const std::filesystem::path& path);

// A file name to begin with: "overlap.svg", "dx.npy". Letters that file systems dislike become "-".
std::string usual_name(const Exporter& exporter, std::string_view title);

// Arrays of one plane have 2 dimensions, all others 4.
NpyForm plain_form(const Shape& input);

}  // namespace poolwalk::io
