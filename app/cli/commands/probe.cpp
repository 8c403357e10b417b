#include <memory>

#include "app/cli/command.h"
#include "app/cli/report.h"
#include "app/cli/source.h"
#include "core/io/arrays/reading.h"
#include "core/io/json/json_text.h"

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

void print_refusal(const std::string& file, const std::string& reason, bool json) {
    if (json)
        print("{\"file\": " + io::json_text(file) + ", \"ok\": false, \"error\": " + io::json_text(reason) + "}\n");
    else print(io::printable(file, 4096) + ": refused: " + io::printable(reason, 4096) + "\n");
}

void print_json(const std::string& file, const Source& source) {
    print("{\"file\": " + io::json_text(file) + ", \"ok\": true, \"dtype\": " +
          io::json_text(name_of(dtype_of(source.input))) + ", \"shape\": " + io::json_integers(source.shape));
    std::string notes;
    for (const std::string& note : source.notes) notes += (notes.empty() ? "" : ", ") + io::json_text(note);
    if (!notes.empty()) print(", \"notes\": [" + notes + "]");
    print(", \"values\": " + io::json_values(source.input) + "}\n");
}

void print_line(const std::string& file, const Source& source) {
    std::string line = io::printable(file, 4096) + ": ok " + std::string(name_of(dtype_of(source.input))) + " " +
                       to_string(shape_of(source.input));
    for (std::size_t i = 0; i < source.notes.size(); ++i) line += (i == 0 ? " - " : "; ") + source.notes[i];
    print(line + "\n");
}

// Empty if the file loads; a case must also make a document, as it must for the window.
std::string reason_to_refuse(const Result<Source>& source, const Where& where) {
    if (!source) return source.error().message;
    if (!source->geometry) return {};
    const auto document = document_of(*source, where);
    return document ? std::string() : document.error().message;
}

bool probe(const std::string& file, bool json) {
    const Where where{.file = file, .example = {}};
    const auto source = read_source(where, AxisOrder::NCHW);
    const std::string reason = reason_to_refuse(source, where);
    if (!reason.empty()) {
        print_refusal(file, without_name(reason, file), json);
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
    app.add_option("FILE", options->files,
                   "Arrays (.npy, .csv, .txt, .tsv, .png), or cases, sessions and lessons (.json)")
        ->required()
        ->type_name("");
    app.add_flag("--json", options->json, "One JSON object a line, with every value");
    return [options] { return probe_all(*options); };
}

}  // namespace poolwalk::cli
