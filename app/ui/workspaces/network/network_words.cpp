// The network in words: the present step, why a gradient is zero, what each image teaches, how training
// ended, and how the tie rules compare.
#include <array>

#include "app/ui/panels.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/sums.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/network/network_plot.h"
#include "core/workspaces/network/network_sentence.h"

namespace poolwalk::ui {
namespace {

void draw_predictions(const Frame& frame, const Training& training) {
    heading(frame, "PREDICTIONS");
    const WithFont font(frame, scene::Font::Mono, 13);
    const scene::Palette& p = frame.palette();
    // Eight letters a number, closer together on a narrow panel.
    const float first = ImGui::CalcTextSize("image ").x, room = ImGui::GetContentRegionAvail().x - first;
    const float step = std::min(frame.px(90), (room - ImGui::CalcTextSize("-1.48766").x) / 2);
    const auto name = [&](std::size_t column, const std::string& word, scene::Color color) {
        if (column > 0)
            ImGui::SameLine(first + step * static_cast<float>(column - 1) + ImGui::GetStyle().WindowPadding.x);
        ImGui::TextColored(vec4(color), "%s", word.c_str());
    };
    // Six digits; all of them under the mouse.
    const auto number = [&](std::size_t column, double value) {
        name(column, number_text(value, 6), p.text);
        tooltip(frame, exact_text(value));
    };
    for (std::size_t i = 0; const char* word : {"image", "target", "before", "after"}) name(i++, word, p.dim);
    for (std::size_t i = 0; i < training.setup.samples.size(); ++i) {
        name(0, std::to_string(i + 1), p.text);
        number(1, target_of(training.setup, i));
        number(2, training.own().before[i]);
        number(3, training.own().after[i]);
    }
    mark(frame, "predictions");
    if (training.own().losses.empty()) return;
    name(0, "loss", p.text);
    number(2, training.own().losses.front());
    number(3, training.own().losses.back());
}

void draw_curves(const Frame& frame, const Training& training) {
    heading(frame, "LOSS UNDER EACH TIE RULE");
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (const TrainingRun& run : training.runs) {
        if (run.losses.empty()) break;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float middle = at.y + ImGui::GetTextLineHeight() / 2;
        list.AddLine({at.x, middle}, {at.x + frame.px(22), middle},
                     packed(scene::curve_color(frame.palette(), run.tie)), frame.px(4));
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + frame.px(32));
        const bool own = run.tie == training.setup.tie;
        const WithFont font(frame, own ? scene::Font::SansBold : scene::Font::Sans, 14);
        rich_text(frame, frame.palette().text, scene::names_of({run.tie}));
        ImGui::SameLine(frame.px(210) + ImGui::GetStyle().WindowPadding.x);
        const WithFont mono(frame, scene::Font::Mono, 13);
        rich_text(frame, frame.palette().text, number_text(run.losses.back(), 8));
    }
    rich_text(frame, frame.palette().dim, scene::curves_words(training));
    mark(frame, "curves_words");
}

// Image by image why it learns or does not, what comes of that, and the way to one that does.
void tell_the_story(const Frame& frame, const NetworkResults& results) {
    const scene::Palette& p = frame.palette();
    const Training& training = *results.training();
    const bool learns = scene::has_learned(training);
    heading(frame, learns ? "WHAT EACH IMAGE TEACHES" : "WHY IT DOES NOT LEARN");
    for (const scene::Lesson& lesson : scene::what_images_teach(training, *results.moment()))
        rich_text(frame, lesson.learns ? p.text : p.bad, lesson.sentence);
    mark(frame, "lessons_of_images");
    rich_text(frame, learns ? p.good : p.text, scene::outcome_words(training));
    mark(frame, "network_outcome");
    if (learns) return;
    if (ImGui::Button("Open one that learns##network")) frame.emit(OpenExample{"network-learns"});
    mark(frame, "network_learns");
}

}  // namespace

void draw_network_words(const Frame& frame) {
    const NetworkResults& results = frame.analyses.network();
    if (!results.moment()) return;
    const scene::Palette& p = frame.palette();
    const scene::StepWords words = scene::network_words(results.training()->setup, *results.moment());
    ImGui::Dummy({0, frame.px(2)});
    {
        const WithFont font(frame, scene::Font::SansBold, 13);
        rich_text(frame, words.backward ? p.backward : p.forward, words.heading);
    }
    {
        const WithFont font(frame, scene::Font::Sans, 16);
        for (const std::string& line : words.lines) rich_text(frame, p.text, line);
    }
    mark(frame, "network_sentence");
    if (!words.sums.empty()) draw_sums(frame, words);
    if (results.moment()->has(NetworkArray::Pooled) &&
        link(frame, "walk_pooling", "walk this max pooling, window by window")) {
        frame.emit(OpenDocument{pooling_of(results.training()->setup, *results.moment())});
        frame.emit(SetWorkspace{Workspace::Walk});
    }
    const std::vector<std::string> reasons = scene::zero_reasons(results.training()->setup, *results.moment());
    if (reasons.empty()) return;
    heading(frame, "WHY A GRADIENT IS ZERO HERE");
    for (const std::string& reason : reasons) rich_text(frame, p.text, reason);
    mark(frame, "zero_reasons");
}

void draw_network_results(const Frame& frame) {
    const NetworkResults& results = frame.analyses.network();
    if (!results.training() || !results.moment()) return;
    tell_the_story(frame, results);
    draw_predictions(frame, *results.training());
    if (const std::string words = scene::published_words(*results.training()); !words.empty()) {
        heading(frame, "THE PUBLISHED NUMBERS");
        rich_text(frame, frame.palette().dim, words);
        mark(frame, "published_words");
    }
    draw_curves(frame, *results.training());
}

}  // namespace poolwalk::ui
