#include "core/verify/check_paths.h"

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/io/files/file_name.h"
#include "core/io/files/read_file.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/verify/check_cases.h"
#include "core/verify/check_parameters.h"
#include "core/verify/check_training.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;

void count(CheckReport& report, const std::string& line, bool silently = false) {
    if (line.empty()) {
        report.passed += silently ? 0 : 1;
        return;
    }
    ++report.failed;
    report.lines.push_back(line);
}

void check_parameter_file(CheckReport& report, const std::string& text, const std::string& name, bool silently) {
    const auto lines = check_parameters(text, name);
    if (!lines) return count(report, lines.error().message);
    for (const std::string& line : *lines) count(report, line, silently);
}

void check_file(CheckReport& report, const fs::path& path) {
    const auto text = read_file(path);
    if (!text) return count(report, text.error().message);
    const std::string name = path.filename().string();
    const std::size_t first = text->find_first_not_of(" \t\r\n");
    if (first != text->npos && (*text)[first] == '[') return check_parameter_file(report, *text, name, false);
    if (const auto document = parse_json(*text, name); document && is_training_case(*document))
        return count(report, check_training(*document, name));
    const auto problem = read_case(*text, name);
    count(report, problem ? check_case(*problem, name) : problem.error().message);
}

// The files that index.json lists, all within its own folder.
Result<std::vector<fs::path>> listed(const fs::path& folder) {
    const auto text = read_file(folder / "index.json");
    if (!text) return text.error();
    const auto document = parse_json(*text, "index.json");
    if (!document) return document.error();
    JsonReader reader(*document, "index.json");
    const JsonField cases = reader.root()["cases"], total = reader.root()["count"];
    if (!cases.is_array()) cases.fail_expecting("an array");
    std::vector<fs::path> files;
    for (std::size_t i = 0; reader.ok() && i < cases.size(); ++i) {
        const fs::path file = cases.at(i)["file"].text();
        if (file.filename() != file) cases.at(i)["file"].fail_expecting("a file name without a folder");
        files.push_back(folder / file);
    }
    if (total.present() && total.integer() != static_cast<std::int64_t>(files.size()))
        total.fail_expecting("the number of cases, " + std::to_string(files.size()));
    if (!reader.ok()) return reader.error();
    return files;
}

// A case, or what cannot be told to be none.
bool may_be_case(const fs::path& path) {
    const auto text = read_file(path);
    if (!text) return true;
    const auto document = parse_json(*text, "");
    return !document || (document->is_object() && document->contains("x") && document->contains("params"));
}

void skip(CheckReport& report, const fs::path& file) {
    ++report.skipped;
    report.lines.push_back(file.filename().string() + ": skipped: no case, which has x and params");
}

std::vector<fs::path> found(const fs::path& folder, CheckReport& report) {
    std::vector<fs::path> files, others;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (has_ending(entry->path().string(), ".json") && entry->path().filename() != "errors.json" &&
            !has_ending(entry->path().string(), "-training.json"))
            (may_be_case(entry->path()) ? files : others).push_back(entry->path());
    std::ranges::sort(files);
    std::ranges::sort(others);
    for (const fs::path& file : others) skip(report, file);
    return files;
}

// Trainings that lie in a folder: only what differs is counted, so that `passed` is the cases' number.
void check_trainings(CheckReport& report, const fs::path& folder) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.ends_with("-training.json")) continue;
        const auto text = read_file(entry->path());
        if (!text) count(report, text.error().message);
        else if (const auto document = parse_json(*text, name); document && is_training_case(*document))
            count(report, check_training(*document, name), true);
    }
}

void check_folder(CheckReport& report, const fs::path& folder) {
    std::error_code error;
    const bool parameters = fs::exists(folder / "errors.json", error);
    const auto files = fs::exists(folder / "index.json", error) ? listed(folder) : found(folder, report);
    if (!files) return count(report, files.error().message);
    if (files->empty() && !parameters) return count(report, folder.string() + ": no case in this folder");
    for (const fs::path& file : *files) check_file(report, file);
    check_trainings(report, folder);
    if (!parameters) return;
    const auto text = read_file(folder / "errors.json");
    if (!text) return count(report, text.error().message);
    check_parameter_file(report, *text, "errors.json", true);
}

}  // namespace

CheckReport check_paths(const std::vector<fs::path>& paths) {
    CheckReport report;
    for (const fs::path& path : paths) {
        try {
            std::error_code error;
            if (fs::is_directory(path, error)) check_folder(report, path);
            else check_file(report, path);
        } catch (const std::exception& e) {
            count(report, path.string() + ": reading failed: " + e.what());
        }
    }
    return report;
}

}  // namespace poolwalk::io
