// The published method, the three rules, and the gradient budget that follows from them.
#include "app/ui/panels.h"
#include "app/ui/widgets/idle_hint.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/methods/method_requirements.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {
namespace {

// A combo over a table of rules; the chosen rule or the present one.
template <class Row, class Rule>
Rule choose(const Frame& frame, const char* label, const char* name, std::span<const Row> table, Rule current,
            scene::Setting setting) {
    field_label(frame, label);
    std::vector<ComboRow> rows;
    std::vector<std::string> helps;
    helps.reserve(table.size());
    for (const Row& row : table) helps.push_back(std::string(row.text.help) + "\nWho: " + std::string(row.text.who));
    for (std::size_t i = 0; i < table.size(); ++i) rows.push_back({table[i].text.label, helps[i]});
    const int chosen = combo(frame, name, rows, static_cast<std::size_t>(current));
    say_idle(frame, setting);
    return chosen < 0 ? current : table[static_cast<std::size_t>(chosen)].rule;
}

// A method by its label; what it is and what it requires while the mouse is over it.
void choose_method(const Frame& frame) {
    field_label(frame, "Method");
    std::vector<ComboRow> rows;
    std::vector<std::string> helps;
    const auto table = methods();
    for (const MethodRow& method : table) {
        const std::string needs = requirements_text(method), quirk(method.quirk);
        helps.push_back(std::string(method.help) + "\nFrom: " + std::string(method.source) +
                        (needs.empty() ? "" : "\nNeeds: " + needs) + (quirk.empty() ? "" : "\nNote: " + quirk));
    }
    for (std::size_t i = 0; i < table.size(); ++i) rows.push_back({table[i].label, helps[i]});
    const auto current = static_cast<std::size_t>(frame.method.row - table.data());
    if (const int chosen = combo(frame, "method", rows, current); chosen >= 0)
        frame.emit(SetMethod{std::string(table[static_cast<std::size_t>(chosen)].name)});
}

void draw_budget(const Frame& frame) {
    const scene::Palette& p = frame.palette();
    const Budget& now = frame.memory.budget.get(frame.state, track_of(frame.state).done, [&] {
        return scene::open_workspace(frame.state).budget(frame.state, frame.derived);
    });
    const Budget all = frame.derived.budget.total();
    const bool whole = now.windows == all.windows;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, vec4(p.raised));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, frame.px(6));
    std::vector<std::string> reasons;
    if (!open_question(frame.state)) reasons = scene::budget_reasons(now);
    const float lines = 3 + static_cast<float>(std::max<std::size_t>(reasons.size(), 1));
    ImGui::BeginChild("budget", {0, lines * frame.px(21) + frame.px(16)}, true, ImGuiWindowFlags_NoScrollbar);
    {
        const WithFont font(frame, scene::Font::SansBold, 13);
        rich_text(frame, p.dim, "Gradient budget");
    }
    if (open_question(frame.state)) {
        draw_kept_back(frame);
    } else {
        const WithFont font(frame, scene::Font::Mono, 13);
        rich_text(frame, p.text, "in   Σ dY  " + short_text(now.in) + (whole ? "" : " of " + short_text(all.in)));
        rich_text(frame, p.text, "out  Σ dX  " + short_text(now.out) + (whole ? "" : " so far"));
    }
    if (!open_question(frame.state)) {
        const WithFont font(frame, scene::Font::Sans, 13);
        if (reasons.empty() && now.windows == 0) rich_text(frame, p.dim, "nothing has flowed back yet");
        else if (reasons.empty()) rich_text(frame, p.good, "✓ nothing made, nothing lost");
        for (const std::string& reason : reasons) rich_text(frame, p.bad, "✗ " + reason);
    }
    ImGui::EndChild();
    mark(frame, "budget");
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

}  // namespace

void draw_rules_panel(const Frame& frame) {
    const bool all = frame.state.view.shows_all_settings;
    if (all) heading(frame, "RULES");
    if (all) choose_method(frame);
    Rules rules = frame.state.document.rules;
    rules.tie = choose(frame, "Ties", "ties", tie_rules(), rules.tie, scene::Setting::Ties);
    rules.overlap = choose(frame, "Overlap", "overlap", overlap_rules(), rules.overlap, scene::Setting::Overlap);
    if (all) rules.nan = choose(frame, "NaN", "nan", nan_rules(), rules.nan, scene::Setting::NaN);
    if (rules != frame.state.document.rules) frame.emit(SetRules{rules});
    const char* more = all ? "▼ Fewer" : "▸ More: padding, dilation, NaN, display";
    if (link(frame, "all_settings", more)) frame.emit(ShowAllSettings{!all});
    draw_budget(frame);
}

}  // namespace poolwalk::ui
