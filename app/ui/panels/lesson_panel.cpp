// The lesson on the screen: its question, the reply to it and its sentence in large letters, how far it is, and the
// way on, back and out; at the end what was learned. It stands in a band under the menu, as high as its words need.
#include <algorithm>
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/lesson_reply.h"
#include "app/ui/widgets/rich_text.h"
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
    const WithFont font(frame, face, sentence_px(frame));
    return rich_text_height(words, text_width(frame)) + frame.px(gap_px);
}

std::string progress(const LessonRun& run) {
    if (is_finished(run)) return "The end";
    return std::to_string(run.page + 1) + " of " + std::to_string(run.lesson->pages.size());
}

// What Space does now.
std::string hint(const Frame& frame, const LessonRun& run) {
    if (is_finished(run)) return run.lesson->next.empty() ? "" : "Space begins the next lesson.";
    if (run.stage == LessonStage::Shown) return "Space goes on.";
    if (offers_answer(run) || frame.state.view.presents) return "Space shows the answer.";
    return "Two wrong answers unlock Show.";
}

std::string score_words(const LessonScore& score) {
    if (score.questions == 0) return "That was the lesson.";
    if (score.right == score.questions) return "All " + std::to_string(score.questions) + " questions right at once.";
    return std::to_string(score.right) + " of " + std::to_string(score.questions) + " questions right at once.";
}

void draw_line(const Frame& frame, const std::string& words, scene::Font face, scene::Color color, const char* name) {
    ImGui::SetCursorPosX(frame.px(side_px));
    const WithFont font(frame, face, sentence_px(frame));
    rich_text_within(frame, color, words, text_width(frame));
    mark(frame, name);
}

void draw_page(const Frame& frame, const LessonRun& run) {
    const scene::Palette& p = frame.palette();
    const LessonPage& page = page_of(run);
    const bool asks = run.stage == LessonStage::Question;
    if (!page.question.empty())
        draw_line(frame, page.question, scene::Font::SansBold, asks ? p.text : p.dim, "lesson_question");
    if (page.answer) {
        ImGui::SetCursorPos({frame.px(side_px), ImGui::GetCursorPosY() + frame.px(4)});
        draw_reply(frame, run, text_width(frame));
    }
    if (asks) return;
    const std::string sign = run.right ? "✓ " : "";
    draw_line(frame, sign + page.sentence, scene::Font::Sans, run.right ? p.good : p.text, "lesson_sentence");
}

void draw_end(const Frame& frame, const LessonRun& run) {
    const scene::Palette& p = frame.palette();
    draw_line(frame, score_words(score_of(run)), scene::Font::SansBold, p.text, "lesson_score");
    for (const std::string& line : run.lesson->learned)
        draw_line(frame, "✓ " + line, scene::Font::Sans, p.text, "lesson_learned");
}

// As long as the question is open and the answer is not offered there is no way on.
void draw_way_on(const Frame& frame, const LessonRun& run, ImVec2 size) {
    const bool asks = run.stage == LessonStage::Question;
    const bool is_blocked =
        (asks && !offers_answer(run) && !frame.state.view.presents) || (is_finished(run) && run.lesson->next.empty());
    ImGui::BeginDisabled(is_blocked);
    action_button(frame, "lesson_on", asks ? "Show" : is_finished(run) ? "Next lesson" : "Next", size);
    ImGui::EndDisabled();
}

void draw_buttons(const Frame& frame, const LessonRun& run, ImVec2 at, float width, float height) {
    ImGui::SetCursorPos(at);
    action_button(frame, "lesson_back", "Back", {frame.px(width), frame.px(height)});
    ImGui::SameLine(0, frame.px(8));
    draw_way_on(frame, run, {frame.px(width * 1.25f), frame.px(height)});
    ImGui::SameLine(0, frame.px(8));
    action_button(frame, "lesson_leave", is_finished(run) ? "Close" : "Leave", {frame.px(width), frame.px(height)});
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
        const bool is_done = i < run.page || is_finished(run);
        const scene::Color color = is_done ? p.dim : i == run.page ? p.accent : p.line;
        ImGui::GetWindowDrawList()->AddRectFilled({left, y}, {left + width / count - gap, y + frame.px(4)},
                                                  packed(color));
    }
    draw_buttons(frame, run, {x, frame.px(48)}, 88, 32);
}

float height_of_page(const Frame& frame, const LessonPage& page) {
    // The room of the whole page from its beginning: nothing moves when the answer comes.
    const float width = text_width(frame), question = height_of(frame, page.question, scene::Font::SansBold);
    const float sentence = height_of(frame, "✓ " + page.sentence, scene::Font::Sans);
    const float reply = page.answer ? reply_height(frame, page, width) + frame.px(gap_px + 4) : 0;
    return question + reply + std::max(sentence, hint_height(frame, page, width));
}

float height_of_end(const Frame& frame, const LessonRun& run) {
    float height = height_of(frame, score_words(score_of(run)), scene::Font::SansBold);
    for (const std::string& line : run.lesson->learned) height += height_of(frame, "✓ " + line, scene::Font::Sans);
    return height;
}

}  // namespace

float lesson_height(const Frame& frame) {
    const LessonRun* run = running_lesson(frame.state);
    if (!run) return 0;
    // That of its highest page, so that the picture below stays where it is.
    float words = is_finished(*run) ? height_of_end(frame, *run) : 0;
    for (const LessonPage& page : run->lesson->pages) words = std::max(words, height_of_page(frame, page));
    const float least = frame.px(is_narrow(frame) ? 70 : 92);
    return std::floor(
        std::min(ImGui::GetIO().DisplaySize.y / 2, std::max(least, words + words_top(frame) + frame.px(12))));
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
    if (is_finished(run)) draw_end(frame, run);
    else draw_page(frame, run);

    if (is_narrow(frame))
        draw_buttons(frame, run, {std::max(frame.px(side_px), all - frame.px(270)), frame.px(8)}, 70, 28);
    else draw_progress(frame, run);
}

}  // namespace poolwalk::ui
