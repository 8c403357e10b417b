#include <memory>

#include "app/cli/command.h"
#include "app/cli/report.h"
#include "core/io/files/file_error.h"
#include "core/verify/check_paths.h"

namespace poolwalk::cli {
namespace {

int check(const std::vector<std::string>& paths) {
    const io::CheckReport report = io::check_paths({paths.begin(), paths.end()});
    for (const std::string& line : report.lines) print(io::printable(line, 8000) + "\n");
    const std::string skipped = report.skipped > 0 ? ", " + std::to_string(report.skipped) + " skipped" : "";
    print(std::to_string(report.passed) + " passed, " + std::to_string(report.failed) + " failed" + skipped + "\n");
    const bool good = report.failed == 0 && report.passed > 0;
    return good ? exit_done : exit_refused;
}

}  // namespace

Action add_check(CLI::App& app) {
    const auto paths = std::make_shared<std::vector<std::string>>();
    app.add_option("CASE", *paths, "Case files, or folders of them")->required()->type_name("");
    return [paths] { return check(*paths); };
}

}  // namespace poolwalk::cli
