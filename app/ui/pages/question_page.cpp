// A question that stands before everything else: what to do with unsaved work, whether to write over a
// file, whether to take up what a crash left.
#include <algorithm>
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

struct Words {
    std::string heading, sentence;
    const char *yes, *no, *cancel;  // no: nullptr if there is no third way
};

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string closing_of(const Question& question) {
    return question.then && std::holds_alternative<Quit>(*question.then) ? " before closing?"
                                                                         : " before another file is opened?";
}

Words words_of(const Frame& frame, const Question& question) {
    const Origin& origin = frame.state.origin;
    switch (question.kind) {
        case QuestionKind::Unsaved:
            return {
                "Save the changes?",
                "\"" +
                    (origin.is_session && !origin.file.empty() ? name_of(origin.file) : frame.state.document.title) +
                    "\" was changed. Save it" + closing_of(question),
                "Save", "Discard", "Cancel"};
        case QuestionKind::Left:
            return {"Leave unsaved work behind?",
                    "\"" + question.about +
                        "\" was changed, and not saved before something else was opened. Bring it back?",
                    "Bring back", "Discard", "Cancel"};
        case QuestionKind::Overwrite:
            return {"Write over this file?",
                    name_of(question.path) + (question.about.empty() ? " exists already" : " " + question.about) +
                        " in " + question.path.substr(0, question.path.rfind('/')) + ".",
                    "Write over", nullptr, "Cancel"};
        case QuestionKind::Layout:
            return {"Do the channels come last?",
                    "X is " + to_string(shape_of(*frame.state.document.input)) +
                        " in the order N C H W, which looks like N H W C. \"Axes\" under Input changes it later.",
                    "N H W C", nullptr, "N C H W"};
        case QuestionKind::Recover: break;
    }
    return {"Recover unsaved work?", "The program ended without being closed. What it kept: " + question.about + ".",
            "Recover", "Discard", "Later"};
}

void answer(const Frame& frame, const char* name, const std::string& label, Reply reply) {
    if (ImGui::Button((label + "##" + name).c_str(), {frame.px(150), frame.px(34)})) frame.emit(Answer{reply});
    mark(frame, name);
    ImGui::SameLine(0, frame.px(10));
}

}  // namespace

void draw_question_page(const Frame& frame) {
    if (!frame.state.question) return;
    const Words words = words_of(frame, *frame.state.question);
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    // One window over everything, so that nothing behind it can be clicked.
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(all);
    ImVec4 shade = vec4(frame.palette().canvas);
    shade.w = 0.8f;
    ImGui::PushStyleColor(ImGuiCol_WindowBg, shade);
    ImGui::Begin("question", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    const ImVec2 size{std::min(frame.px(560), all.x * 0.96f), std::min(frame.px(190), all.y * 0.92f)};
    ImGui::SetCursorPos({std::floor((all.x - size.x) / 2), std::floor((all.y - size.y) / 2)});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, vec4(frame.palette().panel));
    ImGui::PushStyleColor(ImGuiCol_Border, vec4(frame.palette().dim));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(22), frame.px(18)});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, frame.px(6));
    ImGui::BeginChild("question box", size, true);
    {
        const WithFont font(frame, scene::Font::SansBold, 20);
        ImGui::TextUnformatted(words.heading.c_str());
    }
    mark(frame, "question");
    ImGui::Dummy({0, frame.px(2)});
    text(frame.palette().text, words.sentence);
    ImGui::SetCursorPosY(size.y - frame.px(54));
    answer(frame, "answer_yes", std::string(words.yes) + "  (Enter)", Reply::Yes);
    if (words.no) answer(frame, "answer_no", std::string(words.no) + "  (D)", Reply::No);
    answer(frame, "answer_cancel", std::string(words.cancel) + "  (Esc)", Reply::Cancel);
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
    ImGui::End();
}

}  // namespace poolwalk::ui
