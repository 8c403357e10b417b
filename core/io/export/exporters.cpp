#include "core/io/export/exporters.h"

#include <algorithm>
#include <array>

#include "core/io/arrays/png_write.h"
#include "core/io/export/figure_paint.h"
#include "core/io/export/gif.h"
#include "core/io/export/page_file.h"
#include "core/io/export/python_script.h"
#include "core/io/export/results_json.h"
#include "core/io/export/video.h"
#include "core/io/export/worksheet.h"
#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/files/read_file.h"
#include "core/io/files/save_file.h"
#include "core/io/session/session_write.h"
#include "embedded/python_module.h"

namespace poolwalk::io {
namespace {

// Numbers of X that a script or a LaTeX file may hold: beyond, nobody reads them.
constexpr std::int64_t max_in_script = std::int64_t{1} << 18, max_in_latex = std::int64_t{1} << 12;

Result<Done> save(const Result<std::string>& text, const Destination& to, const Progress& progress) {
    if (!text) return file_error(to.path.string(), "", text.error().message);
    if (!goes_on(progress, 1)) return file_error(to.path.string(), "", stopped().message);
    return save_file(to.path, {*text}, to.overwrite);
}

// A sentence if X has more numbers than the kind of file is good for.
std::string too_many(const Exportable& what, std::int64_t limit, std::string_view kind) {
    const std::int64_t cells = shape_of(*what.state.document.input).cells();
    if (cells <= limit) return {};
    return "X has " + std::to_string(cells) + " numbers, and a " + std::string(kind) + " takes at most " +
           std::to_string(limit) + "; a .npy file takes them all";
}

NamedArray array_of(const Exportable& what, const Destination& to) {
    const std::string name = to.path.stem().string();
    if (name == "argmax")
        return argmax_in(what.argmax, what.form.order, what.derived.argmax, shape_of(*what.state.document.input));
    const auto array = find_array(name, what.state.document, what.derived);
    POOLWALK_CHECK(array.has_value());  // exporter_for() has seen to it
    return *array;
}

Result<Done> save_npy(const Exportable& what, const Destination& to, const Progress& progress) {
    if (!goes_on(progress, 0)) return file_error(to.path.string(), "", stopped().message);
    const NamedArray array = array_of(what, to);
    if (const auto* indices = std::get_if<Tensor<std::int32_t>>(&array))
        return write_npy(to.path, *indices, what.form, to.overwrite, progress);
    return write_npy(to.path, *std::get<const AnyTensor*>(array), what.form, to.overwrite, progress);
}

Result<Done> save_csv(const Exportable& what, const Destination& to, const Progress& progress) {
    return save(csv_text(array_of(what, to), progress), to, progress);
}

Result<Done> save_svg(const Exportable& what, const Destination& to, const Progress& progress) {
    return save(figure_svg(what.state, what.derived, what.canvas, what.figure), to, progress);
}

Result<Done> save_pdf(const Exportable& what, const Destination& to, const Progress& progress) {
    const std::string svg = figure_svg(what.state, what.derived, what.canvas, what.figure);
    if (!goes_on(progress, 0.5)) return file_error(to.path.string(), "", stopped().message);
    return save(figure_pdf(svg, what.state.document.title), to, progress);
}

Result<Done> save_session(const Exportable& what, const Destination& to, const Progress& progress) {
    return write_session(to.path, session_file_of(what.state), to.overwrite, progress);
}

Result<Done> save_page(const Exportable& what, const Destination& to, const Progress& progress) {
    const std::filesystem::path page = find_page();
    if (page.empty())
        return file_error(
            to.path.string(), "",
            "the page that it is made of is not here: app/web/build makes it, or POOLWALK_PAGE names it");
    const auto text = read_file(page);
    if (!text) return text.error();
    return save(page_with(*text, session_file_of(what.state)), to, progress);
}

Result<Done> save_json(const Exportable& what, const Destination& to, const Progress& progress) {
    return save(results_json(what.state.document, what.derived, progress), to, progress);
}

Result<Done> save_script(const Exportable& what, const Destination& to, const Progress& progress) {
    if (const std::string sentence = too_many(what, max_in_script, "script"); !sentence.empty())
        return file_error(to.path.string(), "", sentence);
    return save(script_text(what.state.document), to, progress);
}

Result<Done> save_latex(const Exportable& what, const Destination& to, const Progress& progress) {
    if (const std::string sentence = too_many(what, max_in_latex, "LaTeX file"); !sentence.empty())
        return file_error(to.path.string(), "", sentence);
    return save(latex_text(what.state.document, what.derived), to, progress);
}

Result<Done> save_png(const Film& film, const Destination& to, const Progress& progress) {
    return save(png_bytes(film.width(), film.height(), film.last()), to, progress);
}

Result<Done> save_gif(const Film& film, const Destination& to, const Progress& progress) {
    return save(gif_bytes(film, progress), to, progress);
}

Result<Done> save_video(const Film& film, const Destination& to, const Progress& progress) {
    return write_video(film, to.path, to.overwrite, progress);
}

Result<Done> save_page(const Exportable& what, const Destination& to, const Progress& progress, bool is_solved) {
    const std::string svg = worksheet_svg(what.state, what.derived, what.canvas, is_solved);
    if (!goes_on(progress, 0.5)) return file_error(to.path.string(), "", stopped().message);
    return save(figure_pdf(svg, what.state.document.title), to, progress);
}
Result<Done> save_sheet(const Exportable& what, const Destination& to, const Progress& progress) {
    return save_page(what, to, progress, false);
}
Result<Done> save_solution(const Exportable& what, const Destination& to, const Progress& progress) {
    return save_page(what, to, progress, true);
}

Result<Done> save_module(const Exportable&, const Destination& to, const Progress& progress) {
    return save(std::string(embedded::python_module().front().contents), to, progress);
}

constexpr std::array table{
    Exporter{.ending = "png",
             .label = "Picture",
             .help = "the window as it is, every pixel of it",
             .made_of = MadeOf::OnePicture,
             .write_film = save_png},
    Exporter{.ending = "gif",
             .label = "Film of the walk",
             .help = "every step of the walk, round and round, for slides and pages",
             .made_of = MadeOf::Film,
             .write_film = save_gif},
    Exporter{.ending = "mp4",
             .label = "Video of the walk",
             .help = "the same film for slides and lectures, by ffmpeg",
             .made_of = MadeOf::Film,
             .write_film = save_video,
             .missing = no_video},
    Exporter{.ending = "webm",
             .label = "Video for a web page",
             .help = "the same film as browsers play it, by ffmpeg",
             .made_of = MadeOf::Film,
             .write_film = save_video,
             .missing = no_video},
    Exporter{.ending = "svg",
             .label = "Drawing",
             .help = "the grids with real text, for browsers, Inkscape and papers",
             .write = save_svg},
    Exporter{.ending = "sheet.pdf",
             .label = "Worksheet",
             .help = "X and dY on paper, Y and dX empty, to be filled in by hand",
             .usual = "sheet.pdf",
             .write = save_sheet,
             .missing = no_figure_paint},
    Exporter{.ending = "solution.pdf",
             .label = "Its solution",
             .help = "the same page with Y and dX",
             .usual = "solution.pdf",
             .write = save_solution,
             .missing = no_figure_paint},
    Exporter{.ending = "pdf",
             .label = "Printed page",
             .help = "the same drawing for LaTeX and slides, its text as text",
             .write = save_pdf,
             .missing = no_figure_paint},
    Exporter{.ending = "npy",
             .label = "One array for NumPy",
             .help = "x, y, dy, dx or argmax: the name of the file says which",
             .usual = "dx.npy",
             .one_array = true,
             .write = save_npy},
    Exporter{.ending = "csv",
             .label = "One array as text",
             .help = "x, y, dy, dx or argmax: rows by commas, plane below plane",
             .usual = "dx.csv",
             .one_array = true,
             .write = save_csv},
    Exporter{.ending = "session.json",
             .label = "Session",
             .help = "the work itself: document, view and playback, to open again",
             .usual = "session.json",
             .write = save_session},
    Exporter{.ending = "json",
             .label = "Everything",
             .help = "parameters, rules, all arrays and the budget, as a case file",
             .write = save_json},
    Exporter{.ending = "poolwalk.py",
             .label = "Python module",
             .help = "import poolwalk; poolwalk.show(x, dy, dx, kernel=2) opens this window on arrays and tensors",
             .usual = "poolwalk.py",
             .write = save_module},
    Exporter{.ending = "py",
             .label = "Python program",
             .help = "the same Y and dX with NumPy, and with PyTorch under its rules",
             .write = save_script},
    Exporter{.ending = "tex", .label = "LaTeX", .help = "X, Y, dY and dX as matrices", .write = save_latex},
    Exporter{.ending = "html",
             .label = "Page",
             .help = "this program with the work inside, for any browser",
             .write = save_page},
};

bool fits(const Exporter& exporter, const std::string& name) {
    const bool whole_name = exporter.ending.find('.') != exporter.ending.npos && name == exporter.ending;
    return whole_name || has_ending(name, "." + std::string(exporter.ending));
}

template <class List, class Word>
std::string words(const List& list, const Word& word) {
    std::string text;
    for (std::size_t i = 0; i < list.size(); ++i)
        text += (i == 0 ? "" : i + 1 == list.size() ? " or " : ", ") + std::string(word(list[i]));
    return text;
}

}  // namespace

std::span<const Exporter> exporters() { return table; }

Result<const Exporter*> exporter_for(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    const auto row = std::ranges::find_if(table, [&](const Exporter& e) { return fits(e, name); });
    if (row == table.end())
        return file_error(path.string(), "", "expected a name that ends in " + words(table, [](const Exporter& e) {
                                                 return "." + std::string(e.ending);
                                             }));
    const std::string stem = path.stem().string();
    if (row->one_array && std::ranges::find(array_names, stem) == array_names.end())
        return file_error(
            path.string(), "",
            "there is no array of this name; expected " + words(array_names, [&](std::string_view array) {
                return std::string(array) + "." + std::string(row->ending);
            }));
    return &*row;
}

Result<const Exporter*> usable_exporter(const std::filesystem::path& path) {
    const auto row = exporter_for(path);
    if (!row || !(*row)->missing) return row;
    const std::string missing = (*row)->missing();
    return missing.empty() ? row : file_error(path.string(), "", missing);
}

std::string usual_name(const Exporter& exporter, std::string_view title) {
    if (!exporter.usual.empty()) return std::string(exporter.usual);
    std::string name(title.substr(0, title.find('.')));
    for (char& c : name) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
        c = plain ? c : '-';
    }
    name.erase(std::unique(name.begin(), name.end(), [](char a, char b) { return a == '-' && b == '-'; }),
               name.end());
    while (name.ends_with('-')) name.pop_back();
    while (name.starts_with('-')) name.erase(0, 1);
    return (name.empty() ? "poolwalk" : name) + "." + std::string(exporter.ending);
}

NpyForm plain_form(const Shape& input) { return {.rank = input.planes() == 1 ? std::size_t{2} : std::size_t{4}}; }

}  // namespace poolwalk::io
