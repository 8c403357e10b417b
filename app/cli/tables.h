// Every list of the program that a person may ask for by name: `poolwalk list TABLE`. The rows are
// those of the tables that the program itself runs on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace poolwalk::cli {

struct ListRow {
    std::string name, label, help;
};

struct ListTable {
    std::string_view name;
    std::vector<ListRow> (*rows)();
};

const std::vector<ListTable>& list_tables();
// The table of that name, or null.
const ListTable* find_table(std::string_view name);

// "first, last, all" of a table that exists.
std::string names_of(std::string_view table);
bool is_name_of(std::string_view table, std::string_view name);

}  // namespace poolwalk::cli
