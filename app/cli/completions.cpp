#include "app/cli/completions.h"

namespace poolwalk::cli {
namespace {

constexpr const char* made_by = "# Made by the build, from what poolwalk --help prints.\n";

std::string joined(std::span<const std::string> words, const char* between = " ") {
    std::string text;
    for (const std::string& word : words) text.append(text.empty() ? "" : between).append(word);
    return text;
}

std::string names_of(std::span<const CommandDescription> commands, const char* between) {
    std::vector<std::string> names;
    for (const CommandDescription& command : commands.subspan(1)) names.push_back(command.name);
    return joined(names, between);
}

// 'text', for all three shells.
std::string in_quotes(std::string_view text) {
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string option_names(const CommandDescription& command) {
    std::vector<std::string> names;
    for (const OptionDescription& option : command.options) names.push_back(option.name);
    return joined(names);
}

// A row of `case "$command $before"`: what follows an option, or stands in a place of its own.
std::string bash_row(const std::string& pattern, const OptionDescription& option) {
    if (option.takes == Takes::Nothing || option.takes == Takes::File) return {};
    const std::string then = option.takes == Takes::Other
                                 ? "compopt +o default"
                                 : "COMPREPLY=($(compgen -W " + in_quotes(joined(option.names)) + " -- \"$word\"))";
    return "        " + pattern + ") " + then + "; return ;;\n";
}

std::string fish_option(const OptionDescription& option) {
    std::string text = " -l " + option.name.substr(2) + " -d " + in_quotes(option.help);
    if (option.takes == Takes::File) text += " -r -F";
    if (option.takes == Takes::Other) text += " -x";
    if (option.takes == Takes::Name) text += " -x -a " + in_quotes(joined(option.names));
    return text;
}

// '--kernel[Window, rows and columns (2)]:R[,C]:'
std::string zsh_option(const OptionDescription& option) {
    const auto plain = [](const std::string& text) {
        std::string word;
        for (const char c : text)
            word += c == '[' || c == ']' || c == ':' || c == '\\' ? std::string("\\") + c : std::string(1, c);
        return word;
    };
    const bool by_place = !option.name.starts_with("--");
    std::string spec = by_place ? "*" : option.name + "[" + plain(option.help) + "]";
    if (option.takes == Takes::Nothing) return in_quotes(spec);
    spec += ":" + plain(option.value) + ":";
    if (option.takes == Takes::File) spec += "_files";
    if (option.takes == Takes::Name) spec += "(" + joined(option.names) + ")";
    return in_quotes(spec);
}

std::string zsh_arguments(const CommandDescription& command) {
    std::string text = "_arguments";
    for (const OptionDescription& option : command.options) text += " \\\n                " + zsh_option(option);
    for (const OptionDescription& place : command.places) text += " \\\n                " + zsh_option(place);
    return text;
}

}  // namespace

std::string bash_completions(std::span<const CommandDescription> commands) {
    std::string values, options;
    for (const CommandDescription& command : commands) {
        for (const OptionDescription& option : command.options)
            values += bash_row(in_quotes(command.name + " " + option.name), option);
        options += "        " + in_quotes(command.name) + ") options=" + in_quotes(option_names(command)) + " ;;\n";
    }
    for (const CommandDescription& command : commands)
        for (OptionDescription place : command.places) {
            if (place.takes != Takes::Name) continue;
            for (const OptionDescription& option : command.options) place.names.push_back(option.name);
            values += bash_row(in_quotes(command.name + " ") + "*", place);
        }
    return std::string(made_by) +
           "_poolwalk() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= options= i\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case ${COMP_WORDS[i]} in\n"
           "            " +
           names_of(commands, " | ") +
           ") command=${COMP_WORDS[i]}; break ;;\n"
           "        esac\n"
           "    done\n"
           "    COMPREPLY=()\n"
           "    case \"$command $before\" in\n" +
           values +
           "    esac\n"
           "    case $command in\n" +
           options +
           "    esac\n"
           "    if [[ $word == -* ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
           "    elif [[ -z $command && $COMP_CWORD -eq 1 ]]; then\n"
           "        COMPREPLY=($(compgen -W " +
           in_quotes(names_of(commands, " ")) +
           " -- \"$word\") $(compgen -f -- \"$word\"))\n"
           "    fi\n"
           "}\n"
           "complete -o default -F _poolwalk poolwalk\n";
}

std::string zsh_completions(std::span<const CommandDescription> commands) {
    std::string rows, cases;
    for (const CommandDescription& command : commands.subspan(1)) {
        rows += "        " + in_quotes(command.name + ":" + command.help) + "\n";
        cases += "            " + command.name + ")\n                " + zsh_arguments(command) + " ;;\n";
    }
    return "#compdef poolwalk\n" + std::string(made_by) +
           "_poolwalk() {\n"
           "    local -a commands=(\n" +
           rows +
           "    )\n"
           "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
           "        _describe -t commands command commands\n"
           "        _files\n"
           "        return\n"
           "    fi\n"
           "    if [[ -n ${commands[(r)$words[2]:*]} ]]; then\n"
           "        shift words\n"
           "        (( CURRENT-- ))\n"
           "        case $words[1] in\n" +
           cases +
           "        esac\n"
           "        return\n"
           "    fi\n"
           "    " +
           zsh_arguments(commands.front()) +
           "\n"
           "}\n"
           "_poolwalk \"$@\"\n";
}

std::string fish_completions(std::span<const CommandDescription> commands) {
    std::string text = made_by;
    for (const OptionDescription& option : commands.front().options)
        text += "complete -c poolwalk -n __fish_use_subcommand" + fish_option(option) + "\n";
    for (const CommandDescription& command : commands.subspan(1)) {
        text += "complete -c poolwalk -n __fish_use_subcommand -a " + command.name + " -d " +
                in_quotes(command.help) + "\n";
        const std::string head =
            "complete -c poolwalk -n " + in_quotes("__fish_seen_subcommand_from " + command.name);
        for (const OptionDescription& option : command.options) text += head + fish_option(option) + "\n";
        for (const OptionDescription& place : command.places)
            if (place.takes == Takes::Name) text += head + " -f -a " + in_quotes(joined(place.names)) + "\n";
    }
    return text;
}

}  // namespace poolwalk::cli
