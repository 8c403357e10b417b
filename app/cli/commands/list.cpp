#include <algorithm>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/report.h"
#include "app/cli/tables.h"

namespace poolwalk::cli {
namespace {

// Characters, not bytes.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - width_of(text) + 2, ' ');
}

int list(const ListTable& table) {
    const std::vector<ListRow> rows = table.rows();
    std::size_t name_width = 0, label_width = 0;
    for (const ListRow& row : rows) {
        name_width = std::max(name_width, width_of(row.name));
        label_width = std::max(label_width, width_of(row.label));
    }
    for (const ListRow& row : rows)
        print(padded(row.name, name_width) + padded(row.label, label_width) + row.help + "\n");
    return exit_done;
}

std::string known_tables() {
    std::string names;
    for (const ListTable& table : list_tables()) names.append(names.empty() ? "" : ", ").append(table.name);
    return names;
}

}  // namespace

Action add_list(CLI::App& app) {
    const auto table = std::make_shared<const ListTable*>(nullptr);
    const auto choose = [table](const std::string& name) {
        *table = find_table(name);
        if (*table == nullptr) throw CLI::ValidationError(name, "expected one of " + known_tables());
    };
    app.add_option_function<std::string>("TABLE", choose, "One of " + known_tables())->required()->type_name("");
    return [table] { return list(**table); };
}

}  // namespace poolwalk::cli
