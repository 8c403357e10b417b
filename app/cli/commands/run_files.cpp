#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "app/cli/commands/run.h"
#include "app/cli/report.h"
#include "app/cli/targets.h"
#include "core/io/files/file_error.h"
#include "core/io/files/save_file.h"
#include "core/io/json/json_write.h"
#include "core/io/json/problem_json.h"
#include "core/pool/ledger/ledger.h"

namespace poolwalk::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t max_ledger_entries = 1'000'000;
constexpr std::array<std::string_view, 4> file_names{"y.npy", "argmax.npy", "dx.npy", "ledger.json"};

std::string_view name_of(CellOutcome outcome) {
    switch (outcome) {
        case CellOutcome::Lost: return "lost";
        case CellOutcome::Won: return "won";
        case CellOutcome::TiedChosen: return "tied_paid";
        case CellOutcome::TiedNotChosen: return "tied_unpaid";
        case CellOutcome::NoMatch: break;
    }
    return "no_match";
}

using Json = nlohmann::ordered_json;

Json json_of(const LedgerEntry& entry) {
    Json json{{"window", io::json_of(entry.window)}, {"outcome", name_of(entry.outcome)}};
    if (!entry.has_grad_output) json["has_grad_output"] = false;
    json["amount"] = entry.amount;
    json["overwrote"] = entry.overwrote;
    json["balance"] = entry.balance;
    return json;
}

// Cells as [n, c, h, w], windows as [oh, ow] of the same plane.
std::string ledger_text(const Document& document) {
    const Shape& shape = shape_of(*document.input);
    const Shape output = output_shape(document);
    std::vector<std::vector<LedgerEntry>> ledgers;  // of the plane that is being written
    io::JsonObjectWriter json;
    json.add_list("cells", shape.cells(), [&](std::int64_t cell) {
        const std::int64_t p = cell / shape.plane_cells(), i = cell % shape.plane_cells();
        if (i == 0) ledgers = ledgers_of(view_of(document), output, p);
        Json windows = Json::array();
        for (const LedgerEntry& entry : ledgers[static_cast<std::size_t>(i)]) windows.push_back(json_of(entry));
        return Json{{"cell", Json::array({p / shape.c, p % shape.c, i / shape.w, i % shape.w})},
                    {"windows", std::move(windows)}};
    });
    return json.finish();
}

// Empty, after a note, if it would be too long to be of use.
std::string ledger_text_within_limit(const Document& document) {
    const Shape& shape = shape_of(*document.input);
    const std::int64_t entries =
        std::max(shape.cells(), ledger_entries(shape, output_shape(document), document.geometry));
    if (entries <= max_ledger_entries) return ledger_text(document);
    note("ledger.json is not written: it would have " + std::to_string(entries) + " entries, the limit is " +
         std::to_string(max_ledger_entries));
    return {};
}

class Files {
public:
    explicit Files(const Target& target) : target_(target) {}

    template <class Write>
    void add(std::string_view name, const std::string& what, Write write) {
        if (error_) return;
        const fs::path path = target_.folder / name;
        new_.begin(path);
        if (const Result<Done> done = write(path); !done) {
            error_ = done.error();
            return new_.take_back();
        }
        lines_.push_back(path.string() + (what.empty() ? "" : ": " + what));
    }

    Result<std::vector<std::string>> lines() const {
        if (error_) return *error_;
        return lines_;
    }

private:
    const Target& target_;
    NewFiles new_;
    std::vector<std::string> lines_;
    std::optional<Error> error_;
};

std::string what(std::string_view dtype, const Shape& shape) { return std::string(dtype) + " " + to_string(shape); }

}  // namespace

Result<Done> make_room(const Target& target) {
    const std::string name = target.folder.string();
    std::error_code code;
    fs::create_directories(target.folder, code);
    if (std::error_code unknown; !fs::is_directory(target.folder, unknown))
        return io::file_error(
            name, "",
            "expected a folder that exists or can be made" + (code ? ": " + code.message() : std::string()));
    for (const std::string_view file : file_names)
        if (const auto free = check_target(target.folder / file, target.overwrite); !free) return free.error();
    return Done{};
}

Result<std::vector<std::string>> write_results(const Target& target, const Document& document, const Derived& derived,
                                               const Tensor<std::int32_t>& argmax) {
    const std::string ledger = ledger_text_within_limit(document);
    const auto npy = [&](const auto& tensor) {
        return [&](const fs::path& path) { return io::write_npy(path, tensor, target.form, target.overwrite); };
    };
    const std::string_view dtype = poolwalk::name_of(dtype_of(*document.input));
    Files files(target);
    files.add("y.npy", what(dtype, derived.output_shape), npy(derived.output));
    files.add("argmax.npy", what("int64", derived.output_shape), npy(argmax));
    files.add("dx.npy", what(dtype, shape_of(*document.input)), npy(derived.grad_input));
    if (!ledger.empty())
        files.add("ledger.json", "",
                  [&](const fs::path& path) { return io::save_file(path, {ledger}, target.overwrite); });
    return files.lines();
}

}  // namespace poolwalk::cli
