#include "app/cli/description.h"

#include <algorithm>
#include <regex>

#include "app/cli/tables.h"

namespace poolwalk::cli {
namespace {

std::vector<std::string> names_in(const ListTable& table) {
    std::vector<std::string> names;
    for (const ListRow& row : table.rows()) names.push_back(row.name);
    return names;
}

// Of `--ties` the rows of `poolwalk list ties`; of "dark or light" these two.
std::vector<std::string> names_for(const std::string& option, const std::string& help) {
    const std::string bare = option.starts_with("--") ? option.substr(2) : option;
    for (const ListTable& table : list_tables())
        if (table.name == bare || table.name == bare + "s") return names_in(table);
    std::smatch two;
    if (std::regex_search(help, two, std::regex("([a-z0-9]+) or ([a-z0-9]+)( \\(|$)"))) return {two[1], two[2]};
    return {};
}

std::vector<std::string> table_names() {
    std::vector<std::string> names;
    for (const ListTable& table : list_tables()) names.emplace_back(table.name);
    return names;
}

bool is_file(const std::string& value) {
    static const std::regex files("FILE|DIR|PATH|CASE|X|F ?\\.\\.\\.|P\\..*");
    return std::regex_match(value, files);
}

OptionDescription description_of(const CLI::Option& option) {
    const bool by_place = option.get_positional();
    OptionDescription d{.name = by_place ? option.get_name(true) : "--" + option.get_lnames().front(),
                        .value = {},
                        .help = option.get_description()};
    if (!by_place && option.get_items_expected_max() == 0) return d;
    d.value = by_place ? d.name : option.get_option_text();
    d.names = d.name == "TABLE" ? table_names() : d.value == "NAME" ? names_for(d.name, d.help) : d.names;
    d.takes = !d.names.empty() ? Takes::Name : is_file(d.value) ? Takes::File : Takes::Other;
    return d;
}

CommandDescription description_of(const CLI::App& app, const std::string& name) {
    const std::string footer = app.get_footer(), head = "Example:\n  ";
    CommandDescription command{.name = name,
                               .help = app.get_description(),
                               .example = footer.starts_with(head) ? footer.substr(head.size()) : footer,
                               .options = {},
                               .places = {}};
    for (const CLI::Option* option : app.get_options())
        if (option->get_positional()) command.places.push_back(description_of(*option));
        else if (!option->get_group().empty()) command.options.push_back(description_of(*option));
    return command;
}

}  // namespace

std::vector<CommandDescription> describe(const CLI::App& program) {
    std::vector<CommandDescription> commands{description_of(program, "")};
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
        if (!command->get_group().empty()) commands.push_back(description_of(*command, command->get_name()));
    return commands;
}

}  // namespace poolwalk::cli
