#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/report.h"
#include "app/cli/source.h"
#include "core/io/files/file_error.h"
#include "core/io/json/json_write.h"

namespace poolwalk::cli {
namespace {

struct ProbeOptions {
    std::vector<std::string> files;
    bool json = false;
};

// The readers name the file first, and so does the line.
std::string without_name(std::string_view sentence, const std::string& file) {
    for (const std::string& head : {file + ": ", file + ", "})
        if (sentence.starts_with(head)) sentence.remove_prefix(head.size());
    return std::string(sentence);
}

using JsonLine = io::JsonObjectWriter;

void print_error(const std::string& file, const std::string& reason, bool as_json) {
    if (!as_json) return print(io::printable(file, 4096) + ": refused: " + io::printable(reason, 4096) + "\n");
    JsonLine json(JsonLine::Form::OneLine);
    json.add("file", file);
    json.add("ok", false);
    json.add("error", reason);
    print(json.finish());
}

void print_json(const std::string& file, const Source& source) {
    JsonLine json(JsonLine::Form::OneLine);
    json.add("file", file);
    json.add("ok", true);
    json.add("dtype", name_of(dtype_of(source.input)));
    json.add("shape", source.shape);
    if (!source.notes.empty()) json.add("notes", source.notes);
    json.add_values("values", source.input);
    print(json.finish());
}

void print_line(const std::string& file, const Source& source) {
    std::string line = io::printable(file, 4096) + ": ok " + std::string(name_of(dtype_of(source.input))) + " " +
                       to_string(shape_of(source.input));
    for (std::size_t i = 0; i < source.notes.size(); ++i) line += (i == 0 ? " - " : "; ") + source.notes[i];
    print(line + "\n");
}

// Empty if the file loads; a case must also make a document, as it must for the window.
std::string error_of(const Result<Source>& source, const Where& where) {
    if (!source) return source.error().message;
    if (!source->geometry) return {};
    const auto document = document_of(*source, where);
    return document ? std::string() : document.error().message;
}

bool probe(const std::string& file, bool json) {
    const Where where{.file = file, .example = {}};
    const auto source = read_source(where, AxisOrder::NCHW);
    const std::string error = error_of(source, where);
    if (!error.empty()) {
        print_error(file, without_name(error, file), json);
        return false;
    }
    if (json) print_json(file, *source);
    else print_line(file, *source);
    return true;
}

int probe_all(const ProbeOptions& options) {
    bool all_ok = true;
    for (const std::string& file : options.files) all_ok = probe(file, options.json) && all_ok;
    return all_ok ? exit_done : exit_refused;
}

}  // namespace

Action add_probe(CLI::App& app) {
    const auto options = std::make_shared<ProbeOptions>();
    app.add_option(
           "FILE", options->files,
           "Arrays (.npy, .npz, .csv, .txt, .tsv, .png), or cases, sessions and lessons (.json); - is standard input")
        ->required()
        ->type_name("");
    app.add_flag("--json", options->json, "One JSON object a line, with every value");
    return [options] { return probe_all(*options); };
}

}  // namespace poolwalk::cli
