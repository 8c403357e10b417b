#include "app/cli/commands/diagnose_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "app/cli/progress_line.h"
#include "app/cli/report.h"
#include "core/analysis/diagnose_words.h"
#include "core/io/arrays/array_reader.h"
#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/files/read_file.h"
#include "core/io/session/case_file.h"

namespace poolwalk::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_files = 100'000;

struct File {
    std::string path;
    bool is_named = false;  // by itself, not found in a folder
};

bool may_hold_grad_input(const fs::path& path) {
    static constexpr std::array<std::string_view, 6> endings{".json", ".npz", ".npy", ".csv", ".txt", ".tsv"};
    return std::ranges::any_of(endings, [&](std::string_view e) { return io::has_ending(path.string(), e); });
}

std::vector<File> files_of(const std::vector<std::string>& paths) {
    std::vector<File> files;
    for (const std::string& path : paths) {
        std::error_code code;
        if (!fs::is_directory(path, code)) {
            files.push_back({path, true});
            continue;
        }
        std::vector<File> found;
        fs::recursive_directory_iterator entry(path, fs::directory_options::skip_permission_denied, code), end;
        for (; !code && entry != end && found.size() < max_files; entry.increment(code)) {
            std::error_code ignored;
            if (entry->is_regular_file(ignored) && may_hold_grad_input(entry->path()))
                found.push_back({entry->path().string()});
        }
        std::ranges::sort(found, {}, &File::path);
        std::ranges::move(found, std::back_inserter(files));
    }
    return files;
}

// A problem and the dX handed in for it; or nothing and why: a file that is no homework.
struct HandedIn {
    std::optional<Problem> problem;
    AnyTensor grad_input;
    std::string why_not{};
};

HandedIn none(std::string why) { return {std::nullopt, {}, std::move(why)}; }

Result<HandedIn> session_or_case(const std::string& file, const ProblemOptions& options) {
    ProblemOptions own = options;
    own.where = {.file = file, .example = {}};
    auto problem = load_problem(own);
    if (!problem) return problem.error();
    if (problem->session) {
        if (!problem->session->claim) return none("this session has no dX that was pasted into Check");
        return HandedIn{*problem, *problem->session->claim->grad_input};
    }
    if (problem->lesson) return none("this is a lesson");
    auto grad_input = read_case_grad_input(file);
    return grad_input ? Result<HandedIn>(HandedIn{*problem, *grad_input}) : none("this case has no dx");
}

Result<HandedIn> archive(const std::string& file, const ProblemOptions& options) {
    const auto dx = io::read_companion(file, "dx");
    if (!dx) return dx.error();
    if (!*dx) return none("this archive has no dx beside its x");
    ProblemOptions own = options;
    own.where = {.file = file, .example = {}};
    auto problem = load_problem(own);
    if (!problem) return problem.error();
    auto source = read_source({.file = file, .example = {}}, options.order(), "dx");
    if (!source) return source.error();
    return HandedIn{*problem, source->input};
}

class Desk {
public:
    Desk(const Homework& homework, const ProblemOptions& options) : homework_(homework), options_(options) {}

    int judge_all() {
        if (homework_.as_csv) print("file,verdict,mistake,rules,sentence\n");
        const std::vector<File> files = files_of(homework_.paths);
        ProgressLine line("homework");
        for (std::size_t i = 0; i < files.size(); ++i) {
            const double all = static_cast<double>(files.size());
            judge(files[i], line.part(static_cast<double>(i) / all, static_cast<double>(i + 1) / all));
        }
        if (!homework_.as_csv)
            print(std::to_string(count(HomeworkResult::Right)) + " right, " +
                  std::to_string(count(HomeworkResult::Untested)) + " untested, " +
                  std::to_string(count(HomeworkResult::Wrong)) + " wrong, " + std::to_string(skipped_) +
                  " skipped\n");
        return files.empty() || count(HomeworkResult::Wrong) > 0 || was_refused_ ? exit_refused : exit_done;
    }

private:
    int count(HomeworkResult result) const { return counts_[static_cast<std::size_t>(result)]; }

    Result<HandedIn> handed_in(const std::string& file) {
        if (io::has_ending(file, ".json")) return session_or_case(file, options_);
        const bool has_problem = options_.where.file || options_.where.example || options_.where.method;
        if (io::has_ending(file, ".npz") && !has_problem) return archive(file, options_);
        if (!has_problem) return none("an array is the dX of --x, which is not given");
        if (!given_) {
            auto problem = load_problem(options_);
            if (!problem) return problem.error();
            given_ = std::move(problem).value();
        }
        auto source = read_source({.file = file, .example = {}}, options_.order(), "dx");
        if (!source) return source.error();
        return HandedIn{*given_, source->input};
    }

    void judge(const File& file, const Progress& progress) {
        const Result<HandedIn> handed = handed_in(file.path);
        if (!handed) return refuse(file, handed.error().message);
        if (!handed->problem) return skip(file, handed->why_not);
        const Document& document = handed->problem->document;
        const auto diagnosis = diagnose({.input = *document.input,
                                         .grad_output = *document.grad_output,
                                         .geometry = document.geometry,
                                         .grad_input = handed->grad_input,
                                         .rtol = homework_.rtol},
                                        progress);
        if (!diagnosis) return refuse(file, diagnosis.error().message);
        const HomeworkResult result = homework_result(*diagnosis);
        ++counts_[static_cast<std::size_t>(result)];
        if (homework_.as_csv) return row(file, *diagnosis, result);
        const std::string reason = short_reason(*diagnosis);
        say(file, std::string(name_of(result)) + (reason.empty() ? "" : ": " + reason));
    }

    void say(const File& file, const std::string& what) const {
        print(io::printable(file.path, 4096) + ": " + io::printable(what, 4096) + "\n");
    }
    // The readers name the file first, and so does the line.
    void refuse(const File& file, std::string why) {
        for (const std::string& head : {file.path + ": ", file.path + ", "})
            if (why.starts_with(head)) why.erase(0, head.size());
        was_refused_ = true;
        skip(file, why);
    }
    void skip(const File& file, const std::string& why) {
        ++skipped_;
        was_refused_ |= file.is_named;
        if (homework_.as_csv) cells({file.path, "skipped", "", "", why});
        else say(file, "skipped: " + why);
    }

    void row(const File& file, const Diagnosis& diagnosis, HomeworkResult result) const {
        std::string mistake, rules;
        if (diagnosis.explained()) {
            const Explanation& first = diagnosis.explanations.front();
            if (first.mistake) mistake = first.mistake->name;
            rules = rules_text(first.rules.front(), diagnosis.input_has_nan);
        }
        cells({file.path, std::string(name_of(result)), mistake, rules, sentence(diagnosis)});
    }
    // As RFC 4180 has them.
    static void cells(const std::vector<std::string>& texts) {
        std::string line;
        for (const std::string& text : texts) {
            std::string cell = io::printable(text, 8000);
            for (std::size_t at = 0; (at = cell.find('"', at)) != cell.npos; at += 2) cell.insert(at, 1, '"');
            const bool is_plain = cell.find_first_of(",\"") == cell.npos;
            line += (line.empty() ? "" : ",") + (is_plain ? cell : "\"" + cell + "\"");
        }
        print(line + "\n");
    }

    const Homework& homework_;
    const ProblemOptions& options_;
    std::optional<Problem> given_;  // by the options
    std::array<int, 3> counts_{};
    int skipped_ = 0;
    bool was_refused_ = false;
};

}  // namespace

Result<AnyTensor> read_case_grad_input(const std::string& file) {
    const auto bytes = io::read_json_file(file);
    if (!bytes) return bytes.error();
    auto problem = io::read_case(*bytes, file);
    if (!problem) return problem.error();
    if (!problem->grad_input) return io::file_error(file, "", "this case has no dx; expected one, or --dx FILE");
    return *problem->grad_input;
}

int diagnose_files(const Homework& homework, const ProblemOptions& options) {
    return Desk(homework, options).judge_all();
}

}  // namespace poolwalk::cli
