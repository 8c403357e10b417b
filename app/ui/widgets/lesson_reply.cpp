#include "app/ui/widgets/lesson_reply.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"

namespace poolwalk::ui {
namespace {

constexpr float control_px = 32, gap_px = 8, letters_px = 15, hint_px = 15, pad_px = 14;
constexpr const char *right_sign = "✓", *wrong_sign = "✗";

// Has this reply been given, and was it right?
enum class Verdict : std::uint8_t { None, Right, Wrong };

Verdict verdict_of(const LessonRun& run, const LessonAnswer& answer, const LessonReply& reply) {
    if (run.stage != LessonStage::Question && is_right(answer, reply)) return Verdict::Right;
    const auto same = [&](const LessonReply& wrong) { return same_reply(wrong, reply); };
    return std::ranges::any_of(run.wrong, same) ? Verdict::Wrong : Verdict::None;
}

scene::Color color_of(const Frame& frame, Verdict verdict) {
    const scene::Palette& p = frame.palette();
    return verdict == Verdict::Right ? p.good : verdict == Verdict::Wrong ? p.bad : p.text;
}

std::string signed_words(const std::string& words, Verdict verdict) {
    if (verdict == Verdict::None) return words;
    return words + "  " + (verdict == Verdict::Right ? right_sign : wrong_sign);
}

// Of an option, with the room of the sign that it may get.
float width_of(const Frame& frame, const std::string& option) {
    return ImGui::CalcTextSize(signed_words(option, Verdict::Right).c_str()).x + frame.px(2 * pad_px);
}

struct PlacedOption {
    std::size_t row = 0;
    float x = 0, y = 0, width = 0;
};

// From left to right, and on the next line where there is no room.
std::vector<PlacedOption> place_options(const Frame& frame, const LessonAnswer& answer, float room) {
    const WithFont font(frame, scene::Font::Sans, letters_px);
    std::vector<PlacedOption> placed;
    float x = 0, y = 0;
    for (std::size_t i = 0; i < answer.options.size(); ++i) {
        const float width = std::min(width_of(frame, answer.options[i]), room);
        if (x > 0 && x + width > room) x = 0, y += frame.px(control_px + gap_px);
        placed.push_back({i, x, y, width});
        x += width + frame.px(gap_px);
    }
    return placed;
}

void draw_options(const Frame& frame, const LessonRun& run, const LessonAnswer& answer, float room) {
    const ImVec2 start = ImGui::GetCursorPos();
    const WithFont font(frame, scene::Font::Sans, letters_px);
    for (const PlacedOption& option : place_options(frame, answer, room)) {
        const LessonReply reply = ChosenOption{option.row};
        const Verdict verdict = verdict_of(run, answer, reply);
        const scene::Color color = color_of(frame, verdict);
        ImGui::SetCursorPos({start.x + option.x, start.y + option.y});
        ImGui::PushStyleColor(ImGuiCol_Border, vec4(verdict == Verdict::None ? frame.palette().line : color));
        const WithInk ink(color);
        const std::string label = shortened(signed_words(answer.options[option.row], verdict), option.width),
                          id = "##option" + std::to_string(option.row);
        if (ImGui::Button((label + id).c_str(), {option.width, frame.px(control_px)}) &&
            run.stage == LessonStage::Question)
            frame.emit(AnswerLesson{reply});
        mark(frame, "option." + std::to_string(option.row));
        ImGui::PopStyleColor();
    }
}

TypedReply& typed_reply(const Frame& frame, const LessonRun& run) {
    TypedReply& typed = frame.memory.reply;
    if (typed.lesson != run.lesson.get() || typed.page != run.page) typed = {run.lesson.get(), run.page, {}, {}};
    return typed;
}

// The number as an answer, if it is one.
void give(const Frame& frame, TypedReply& typed) {
    if (typed.text.empty()) return;
    const auto number = number_from_text(typed.text);
    typed.error = number ? "" : "\"" + typed.text + "\" is not a number.";
    if (!number) return;
    frame.emit(AnswerLesson{*number});
    typed.text.clear();
}

// The run whose open question asks for a number, while no text field has the keys.
const LessonRun* run_that_asks_for_a_number(const Frame& frame) {
    const LessonAnswer* asked = open_question(frame.state);
    return asked && asked->is_number() && !frame.is_busy_typing ? running_lesson(frame.state) : nullptr;
}

bool is_of_number(ImWchar letter) {
    return letter < 128 &&
           std::string_view("0123456789.,-+eEnNaAiIfF").find(static_cast<char>(letter)) != std::string_view::npos;
}

void draw_number_field(const Frame& frame, const LessonRun& run) {
    TypedReply& typed = typed_reply(frame, run);
    std::array<char, 64> buffer{};
    std::memcpy(buffer.data(), typed.text.data(), std::min(typed.text.size(), buffer.size() - 1));
    ImGui::SetNextItemWidth(frame.px(120));
    const bool entered = ImGui::InputTextWithHint("##reply", "a number", buffer.data(), buffer.size(),
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    mark(frame, "reply");
    typed.text = buffer.data();
    ImGui::SameLine(0, frame.px(gap_px));
    const bool pressed = ImGui::Button("Answer##reply", {frame.px(84), frame.px(control_px)});
    mark(frame, "reply_give");
    if (entered || pressed) give(frame, typed);
}

// What was typed before stands beside the field, marked.
void draw_numbers(const Frame& frame, const LessonRun& run, const LessonAnswer& answer) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        {frame.px(10), (frame.px(control_px) - ImGui::GetFontSize()) / 2});
    const WithFont font(frame, scene::Font::Mono, letters_px);
    const bool is_open = run.stage == LessonStage::Question;
    if (is_open) draw_number_field(frame, run);
    bool first = !is_open;
    const auto chip = [&](const LessonReply& reply, Verdict verdict) {
        if (!std::exchange(first, false)) ImGui::SameLine(0, frame.px(pad_px));
        ImGui::AlignTextToFramePadding();
        ImGui::TextColored(vec4(color_of(frame, verdict)), "%s",
                           signed_words(short_text(std::get<double>(reply)), verdict).c_str());
    };
    const std::size_t shown = std::min<std::size_t>(run.wrong.size(), 6);
    for (std::size_t i = run.wrong.size() - shown; i < run.wrong.size(); ++i) chip(run.wrong[i], Verdict::Wrong);
    if (!is_open) chip(answer.right.front(), Verdict::Right);
    ImGui::PopStyleVar();
}

void ask_for_click(const Frame& frame, const LessonRun& run, const LessonAnswer& answer) {
    const WithFont font(frame, scene::Font::Sans, letters_px);
    ImGui::AlignTextToFramePadding();
    const std::string grid(symbol_of(answer.cell()->grid));
    const bool is_open = run.stage == LessonStage::Question;
    text(is_open ? frame.palette().accent : frame.palette().dim,
         is_open ? "Click a cell of " + grid + "." : "The answer is marked in " + grid + ".");
    mark(frame, "reply_click");
}

// What is said to the latest wrong reply.
std::string hint_words(const Frame& frame, const LessonRun& run, const LessonAnswer& answer) {
    const TypedReply& typed = frame.memory.reply;
    if (typed.lesson == run.lesson.get() && typed.page == run.page && !typed.error.empty()) return typed.error;
    if (run.wrong.empty()) return {};
    const std::string hint = hint_for(answer, run.wrong.back());
    return hint.empty() ? "Not that one. Look again." : hint;
}

float height_of(const Frame& frame, const std::string& words, float width) {
    const WithFont font(frame, scene::Font::Sans, hint_px);
    return ImGui::CalcTextSize(words.c_str(), nullptr, false, width).y;
}

}  // namespace

bool reply_takes_key(const Frame& frame, KeyPress press) {
    const LessonRun* run = run_that_asks_for_a_number(frame);
    if (!run || press.ctrl || press.alt) return false;
    TypedReply& typed = typed_reply(frame, *run);
    const auto is_one_of = [&](std::initializer_list<Key> keys) {
        return std::ranges::find(keys, press.key) != keys.end();
    };
    if (is_one_of({Key::Enter})) give(frame, typed);
    else if (is_one_of({Key::Backspace}))
        typed.text.resize(typed.text.size() - std::min<std::size_t>(typed.text.size(), 1));
    else return is_one_of({Key::A, Key::E, Key::F, Key::I, Key::N});  // letters of nan and inf, by their own way
    return true;
}

void reply_takes_letters(const Frame& frame) {
    const LessonRun* run = run_that_asks_for_a_number(frame);
    ImGuiIO& io = ImGui::GetIO();
    if (!run || io.KeyCtrl) return;
    constexpr std::size_t longest = 40;
    TypedReply& typed = typed_reply(frame, *run);
    for (const ImWchar letter : io.InputQueueCharacters)
        if (is_of_number(letter) && typed.text.size() < longest) typed.text += static_cast<char>(letter);
    io.ClearInputCharacters();
}

float reply_height(const Frame& frame, const LessonPage& page, float width) {
    if (!page.answer) return 0;
    const float last = page.answer->is_choice() ? place_options(frame, *page.answer, width).back().y : 0;
    return last + frame.px(control_px + gap_px);
}

float hint_height(const Frame& frame, const LessonPage& page, float width) {
    if (!page.answer) return 0;
    float height = height_of(frame, "✗ " + page.answer->hint, width);
    for (const LessonHint& hint : page.answer->hints)
        height = std::max(height, height_of(frame, "✗ " + hint.sentence, width));
    return height + frame.px(4);
}

void draw_reply(const Frame& frame, const LessonRun& run, float width) {
    const LessonPage& page = run.lesson->pages[run.page];
    if (!page.answer) return;
    const ImVec2 start = ImGui::GetCursorPos();
    if (page.answer->is_choice()) draw_options(frame, run, *page.answer, width);
    else if (page.answer->is_number()) draw_numbers(frame, run, *page.answer);
    else ask_for_click(frame, run, *page.answer);
    ImGui::SetCursorPos({start.x, start.y + reply_height(frame, page, width)});
    const std::string hint = hint_words(frame, run, *page.answer);
    if (run.stage != LessonStage::Question || hint.empty()) return;
    const WithFont font(frame, scene::Font::Sans, hint_px);
    const WithInk ink(frame.palette().bad);
    ImGui::PushTextWrapPos(start.x + width);
    ImGui::TextUnformatted((std::string(wrong_sign) + " " + hint).c_str());
    ImGui::PopTextWrapPos();
    mark(frame, "lesson_hint");
}

}  // namespace poolwalk::ui
