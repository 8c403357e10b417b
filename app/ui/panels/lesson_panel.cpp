// The lesson on the screen: its question and its sentence in large letters, how far it is, and the way
// on, back and out. It stands in a band under the menu, as high as its words need.
#include <algorithm>
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

constexpr float side_px = 24, buttons_px = 330, heading_px = 13, gap_px = 6;

// On a narrow window the buttons stand above the words, and those are smaller.
bool is_narrow(const Frame& frame) { return ImGui::GetIO().DisplaySize.x < frame.px(1000); }
float sentence_px(const Frame& frame) { return is_narrow(frame) ? 18 : 22; }
float words_top(const Frame& frame) { return frame.px(is_narrow(frame) ? 46 : 34); }

const LessonPage& page_of(const LessonRun& run) { return run.lesson->pages[run.page]; }

float text_width(const Frame& frame) {
    return ImGui::GetIO().DisplaySize.x - frame.px(2 * side_px + (is_narrow(frame) ? 0 : buttons_px));
}

float height_of(const Frame& frame, const std::string& words, scene::Font face) {
    if (words.empty()) return 0;
    const render::BakedFont font = frame.fonts.pick(face, frame.px(sentence_px(frame)));
    return font.font->CalcTextSizeA(font.line_px, 1e6f, text_width(frame), words.c_str()).y + frame.px(gap_px);
}

std::string progress(const LessonRun& run) {
    return std::to_string(run.page + 1) + " of " + std::to_string(run.lesson->pages.size());
}

// What Space does now.
std::string hint(const Frame& frame, const LessonRun& run) {
    if (is_finished(run)) return frame.state.play.playing ? "" : "That was the lesson.";
    if (run.stage == LessonStage::Question) return "Space shows the answer.";
    if (run.stage == LessonStage::Sentence && !page_of(run).action.empty()) return "Space shows it.";
    return "Space goes on.";
}

void draw_words(const Frame& frame, const LessonRun& run) {
    const scene::Palette& p = frame.palette();
    const LessonPage& page = page_of(run);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + text_width(frame));
    if (!page.question.empty()) {
        const bool asks = run.stage == LessonStage::Question;
        const WithFont font(frame, asks ? scene::Font::SansBold : scene::Font::Sans, sentence_px(frame));
        const WithInk ink(asks ? p.text : p.dim);
        ImGui::TextUnformatted(page.question.c_str());
        mark(frame, "lesson_question");
    }
    if (run.stage != LessonStage::Question) {
        ImGui::SetCursorPosX(frame.px(side_px));
        const WithFont font(frame, scene::Font::Sans, sentence_px(frame));
        ImGui::TextUnformatted(page.sentence.c_str());
        mark(frame, "lesson_sentence");
    }
    ImGui::PopTextWrapPos();
}

void draw_buttons(const Frame& frame, ImVec2 at, float width, float height) {
    ImGui::SetCursorPos(at);
    action_button(frame, "lesson_back", "Back", {frame.px(width), frame.px(height)});
    ImGui::SameLine(0, frame.px(8));
    action_button(frame, "lesson_on", "On", {frame.px(width * 1.25f), frame.px(height)});
    ImGui::SameLine(0, frame.px(8));
    action_button(frame, "lesson_leave", "Leave", {frame.px(width), frame.px(height)});
}

// How far it is, in words and as a bar with a piece for each page; what Space does; the buttons.
void draw_progress(const Frame& frame, const LessonRun& run) {
    const scene::Palette& p = frame.palette();
    const float all = ImGui::GetIO().DisplaySize.x, x = all - frame.px(buttons_px),
                width = frame.px(buttons_px - side_px);
    ImGui::SetCursorPos({x, frame.px(10)});
    {
        const WithFont font(frame, scene::Font::Sans, heading_px);
        ImGui::TextUnformatted(progress(run).c_str());
        mark(frame, "lesson_progress");
        const std::string words = hint(frame, run);
        ImGui::SameLine(all - frame.px(side_px) - ImGui::CalcTextSize(words.c_str()).x);
        ImGui::TextColored(vec4(p.dim), "%s", words.c_str());
    }
    const auto count = static_cast<float>(run.lesson->pages.size());
    const float gap = std::min(frame.px(2), width / count / 3), y = ImGui::GetWindowPos().y + frame.px(34);
    for (std::size_t i = 0; i < run.lesson->pages.size(); ++i) {
        const float left = x + width * static_cast<float>(i) / count;
        const scene::Color color = i < run.page ? p.dim : i == run.page ? p.accent : p.line;
        ImGui::GetWindowDrawList()->AddRectFilled({left, y}, {left + width / count - gap, y + frame.px(4)},
                                                  packed(color));
    }
    draw_buttons(frame, {x, frame.px(48)}, 88, 32);
}

}  // namespace

float lesson_height(const Frame& frame) {
    const LessonRun* run = running_lesson(frame.state);
    if (!run) return 0;
    const LessonPage& page = page_of(*run);
    // The room of the whole page from its beginning: nothing moves when the answer comes.
    const float words = std::max(height_of(frame, page.question, scene::Font::SansBold),
                                 height_of(frame, page.question, scene::Font::Sans)) +
                        height_of(frame, page.sentence, scene::Font::Sans);
    return std::floor(std::min(ImGui::GetIO().DisplaySize.y / 2, std::max(frame.px(is_narrow(frame) ? 70 : 92),
                                                                          words + words_top(frame) + frame.px(12))));
}

void draw_lesson_panel(const Frame& frame) {
    const LessonRun& run = *running_lesson(frame.state);
    const scene::Palette& p = frame.palette();
    const float all = ImGui::GetIO().DisplaySize.x;
    ImGui::SetCursorPos({frame.px(side_px), frame.px(10)});
    {
        const WithFont font(frame, scene::Font::SansBold, heading_px);
        const WithInk ink(p.accent);
        const std::string title = run.lesson->title + (is_narrow(frame) ? "  " + progress(run) : "");
        ImGui::TextUnformatted(title.c_str());
        mark(frame, "lesson");
    }
    ImGui::SetCursorPos({frame.px(side_px), words_top(frame)});
    draw_words(frame, run);

    if (is_narrow(frame))
        draw_buttons(frame, {std::max(frame.px(side_px), all - frame.px(270)), frame.px(8)}, 70, 28);
    else draw_progress(frame, run);
}

}  // namespace poolwalk::ui
