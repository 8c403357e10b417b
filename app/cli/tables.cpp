#include "app/cli/tables.h"

#include <algorithm>

#include "app/ui/actions.h"
#include "core/base/check.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "core/methods/methods.h"
#include "core/pool/rules.h"
#include "core/scene/colormap.h"

namespace poolwalk::cli {
namespace {

using Rows = std::vector<ListRow>;

template <class Row>
Rows rules(std::span<const Row> table) {
    Rows rows;
    for (const Row& row : table)
        rows.push_back({std::string(row.text.name), std::string(row.text.label), std::string(row.text.help)});
    return rows;
}

Rows ties() { return rules(tie_rules()); }
Rows overlaps() { return rules(overlap_rules()); }
Rows nans() { return rules(nan_rules()); }

Rows colormaps() {
    Rows rows;
    for (const auto& row : scene::colormaps())
        rows.push_back({std::string(row.name), std::string(row.label), std::string(row.help)});
    return rows;
}

Rows method_rows() {
    Rows rows;
    for (const MethodRow& row : methods())
        rows.push_back({std::string(row.name), std::string(row.label), std::string(row.help)});
    return rows;
}

Rows examples() {
    Rows rows;
    for (const io::Example& example : io::examples()) rows.push_back({example.name, example.title, example.about});
    return rows;
}

Rows lesson_rows() {
    Rows rows;
    for (const auto& [name, title, about] : io::lessons()) rows.push_back({name, title, about});
    return rows;
}

Rows views() {
    Rows rows;
    for (const auto& space : workspaces())
        rows.push_back({std::string(space.name), std::string(space.label), std::string(space.help)});
    return rows;
}

Rows actions() {
    Rows rows;
    for (const ui::Action& action : ui::actions()) {
        const std::string keys = ui::keys_text(action);
        rows.push_back({std::string(action.name), std::string(action.label),
                        std::string(action.help) + (keys.empty() ? "" : " (" + keys + ")")});
    }
    return rows;
}

}  // namespace

const std::vector<ListTable>& list_tables() {
    static const std::vector<ListTable> tables{
        {"ties", ties},           {"overlaps", overlaps},   {"nans", nans},
        {"colormaps", colormaps}, {"methods", method_rows}, {"examples", examples},
        {"lessons", lesson_rows}, {"views", views},         {"actions", actions}};
    return tables;
}

const ListTable* find_table(std::string_view name) {
    for (const ListTable& table : list_tables())
        if (table.name == name) return &table;
    return nullptr;
}

std::string names_of(std::string_view table) {
    const ListTable* found = find_table(table);
    POOLWALK_CHECK(found != nullptr);
    std::string names;
    for (const ListRow& row : found->rows()) names += (names.empty() ? "" : ", ") + row.name;
    return names;
}

bool is_name_of(std::string_view table, std::string_view name) {
    const ListTable* found = find_table(table);
    POOLWALK_CHECK(found != nullptr);
    return std::ranges::any_of(found->rows(), [&](const ListRow& row) { return row.name == name; });
}

}  // namespace poolwalk::cli
