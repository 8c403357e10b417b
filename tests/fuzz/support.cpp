#include "tests/fuzz/support.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <system_error>

#include <unistd.h>

#include "core/doc/derived/derived.h"
#include "core/io/arrays/npy_write.h"
#include "core/io/arrays/reader_support.h"
#include "core/io/arrays/text_read.h"
#include "core/io/export/array_files.h"
#include "core/io/export/grid_text.h"
#include "core/io/files/file_error.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::fuzz {
namespace {

namespace fs = std::filesystem;

class Folder {
public:
    Folder() : path_(fs::temp_directory_path() / ("poolwalk-fuzz-" + std::to_string(::getpid()))) {
        fs::create_directories(path_);
    }
    ~Folder() {
        std::error_code code;
        fs::remove_all(path_, code);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

// Numbers and row ends survive; that the rows of all planes stand below each other is how CSV has it.
void expect_kept_by_text(const AnyTensor& tensor, const std::string& text, std::int64_t rows) {
    const auto again = io::read_text(text, "again.csv");
    expect(again.ok(), "what is written as text can be read", again ? "" : again.error().message + "\n" + text);
    const AnyTensor read = converted(again->tensor, dtype_of(tensor));
    const Shape& shape = shape_of(tensor);
    const AnyTensor flat = make_tensor(dtype_of(tensor), {1, 1, rows, shape.w}, values_of(tensor));
    expect(identical(read, flat), "text keeps every number", text);
}

bool is_within(double value, double low, double high) { return value >= low && value <= high; }

}  // namespace

void expect(bool holds, std::string_view promise, std::string_view found) {
    if (holds) return;
    std::fprintf(stderr, "broken: %.*s\n%.*s\n", static_cast<int>(promise.size()), promise.data(),
                 static_cast<int>(found.size()), found.data());
    std::abort();
}

void expect_sentence(std::string_view sentence, std::string_view beginning) {
    expect(sentence.starts_with(beginning), "a refusal begins with the name of the file", sentence);
    expect(sentence.size() > beginning.size() + 3, "a refusal says why", sentence);
    expect(sentence.size() <= beginning.size() + 2000, "a refusal is no longer than a sentence", sentence);
    expect(io::printable(sentence, sentence.size()) == sentence, "a refusal is one line that can be shown", sentence);
}

const fs::path& folder() {
    static const Folder made;
    return made.path();
}

void expect_kept_by_npy(const AnyTensor& tensor) {
    const fs::path path = folder() / "again.npy";
    const auto done = io::write_npy(path, tensor, {}, true);
    expect(done.ok(), "an array can be written", done ? "" : done.error().message);
    const auto again = io::read_array_file(path);
    expect(again.ok(), "an array that was written can be read", again ? "" : again.error().message);
    expect(again->notes.empty() && identical(again->tensor, tensor), ".npy keeps every array");
}

void expect_sound(const io::Loaded& loaded) {
    const Shape& shape = shape_of(loaded.tensor);
    expect(size_error(shape.n, shape.c, shape.h, shape.w).empty(), "what was loaded is within the limits",
           to_string(shape));
    std::int64_t cells = 1;
    for (const std::int64_t side : loaded.shape) cells *= side;
    expect(cells == shape.cells() && !loaded.shape.empty() && loaded.shape.size() <= 4,
           "the file's shape is the array's");
    for (const std::string& note : loaded.notes) expect_sentence(note, "");
    if (shape.cells() > 1 << 14) return;
    expect_kept_by_npy(loaded.tensor);
    const auto csv = io::csv_text(&loaded.tensor, {});
    expect(csv.ok(), "an array can be written as CSV");
    expect_kept_by_text(loaded.tensor, *csv, shape.planes() * shape.h);
    const io::NumberGrid grid = io::grid_of(loaded.tensor, shape.planes() - 1);
    const AnyTensor plane = make_tensor(grid.dtype, {1, 1, shape.h, shape.w}, grid.values);
    expect_kept_by_text(plane, io::grid_text(grid, CopyAs::Tabs), shape.h);
}

bool is_small(const Document& document) {
    constexpr std::int64_t cells = 1 << 10, slots = 1 << 14;
    const Shape output = output_shape(document);
    const std::int64_t kernel = document.geometry.kernel.rows * document.geometry.kernel.cols;
    return shape_of(*document.input).cells() <= cells && output.cells() <= cells && output.cells() * kernel <= slots;
}

void expect_sound(const AppState& state) {
    const Document& document = state.document;
    const std::string wrong = document_error(*document.input, *document.grad_output, document.geometry);
    expect(wrong.empty(), "a document is always valid", wrong);
    expect(find_method(document.method) != nullptr, "a document's method is known", document.method);
    expect(dtype_of(*document.input) == dtype_of(*document.grad_output), "X and dY are of one type");
    const Camera& camera = state.view.camera;
    expect(is_within(camera.zoom, 1, max_zoom) && is_within(camera.h, 0, 1) && is_within(camera.w, 0, 1),
           "the camera is on X");
    expect(is_within(state.play.speed_steps_per_s, min_speed_steps_per_s, max_speed_steps_per_s),
           "the speed is within its range");
    expect(state.view.plane >= 0 && state.view.plane < shape_of(*document.input).planes(), "the plane is there");
    expect(state.play.done >= 0 && state.play.done <= step_count(plan_of(state)), "the step is there");
    if (!state.notice.sentence.empty()) expect_sentence(state.notice.sentence, "");
}

void expect_drawn(const AppState& state) {
    expect_sound(state);
    if (!is_small(state.document)) return;
    const Derived derived = derive(state.document);
    scene::SceneCache cache;
    scene::build_scene(state, derived, {0, 0, 940, 870}, cache);
}

}  // namespace poolwalk::fuzz
