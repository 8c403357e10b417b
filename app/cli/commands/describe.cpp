#include <array>
#include <memory>

#include "app/cli/command.h"
#include "app/cli/completions.h"
#include "app/cli/man_page.h"
#include "app/cli/report.h"

namespace poolwalk::cli {
namespace {

struct Form {
    std::string_view name;
    std::string (*text)(std::span<const CommandDescription>);
};

constexpr std::array<Form, 4> forms{
    {{"man", man_page}, {"bash", bash_completions}, {"zsh", zsh_completions}, {"fish", fish_completions}}};

}  // namespace

Action add_describe(CLI::App& app) {
    const auto form = std::make_shared<const Form*>(nullptr);
    const auto choose = [form](const std::string& name) {
        for (const Form& row : forms)
            if (row.name == name) *form = &row;
        if (*form == nullptr) throw CLI::ValidationError(name, "expected man, bash, zsh or fish");
    };
    app.add_option_function<std::string>("FORM", choose, "One of man, bash, zsh, fish")->required()->type_name("");
    return [form, &app] {
        print((*form)->text(describe(*app.get_parent())));
        return exit_done;
    };
}

}  // namespace poolwalk::cli
