// The steps of the open workspace as a line: transport buttons, speed, and a bar that is clicked and dragged. Marks
// below it tell where ties are and where a step adds to a cell that already holds gradient. What the parts of the
// bar are is the workspace's row's to say (core/workspaces/timeline.h).
#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/playback_buttons.h"
#include "app/ui/widgets/widgets.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {
namespace {

constexpr std::int64_t max_segments = 90;  // more steps than this are drawn as one bar

// Marks would tell what an open question asks.
bool has_marks(const Frame& frame) { return scene::open_workspace(frame.state).marks && tells_answers(frame.state); }

struct Line {
    ImVec2 min, max;
    std::int64_t first, count;  // the step at its left end, and how many it shows

    float x_of(double step) const {
        const double t = (step - static_cast<double>(first)) / static_cast<double>(count);
        return min.x + (max.x - min.x) * static_cast<float>(t);
    }
    float x_of(std::int64_t step) const { return x_of(static_cast<double>(step)); }
    // A step's segment stands for that step being done; left of the first, none is.
    std::int64_t step_at(float x) const {
        const double t = std::clamp(static_cast<double>((x - min.x) / (max.x - min.x)), 0.0, 1.0);
        return std::min(first + static_cast<std::int64_t>(std::ceil(t * static_cast<double>(count))), first + count);
    }
};

scene::Color color_of(const Frame& frame, scene::Tone tone) {
    const scene::Palette& p = frame.palette();
    if (tone == scene::Tone::Update) return p.accent;
    return tone == scene::Tone::Backward ? p.backward : p.forward;
}

void scrub(const Frame& frame, const Line& line, const char* name, float margin) {
    ImGui::SetCursorScreenPos({line.min.x, line.min.y - margin});
    ImGui::InvisibleButton(name, {line.max.x - line.min.x, line.max.y - line.min.y + 2 * margin});
    mark_rect(frame, name, line.min, line.max);
    if (!ImGui::IsItemActive()) return;
    const std::int64_t step = line.step_at(ImGui::GetIO().MousePos.x);
    if (step != track_of(frame.state).done) frame.emit(Seek{step});
}

// In its colour, the steps beyond `done` pale; each step a segment where there are few.
void draw_part(const Frame& frame, const Line& line, const scene::TimelinePart& part, std::int64_t done,
               bool in_segments) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float gap = !in_segments ? 0 : part.tone == scene::Tone::Update ? frame.px(6) : frame.px(2);
    const auto piece = [&](std::int64_t first, std::int64_t last, bool is_done) {
        if (first >= last) return;
        scene::Color shade = color_of(frame, part.tone);
        if (!is_done) shade.a = 70;
        const float left = line.x_of(first), right = line.x_of(last) - gap;
        list.AddRectFilled({left, line.min.y}, {in_segments ? std::max(right, left + 1) : right, line.max.y},
                           packed(shade), in_segments ? frame.px(2) : 0);
    };
    if (in_segments) {
        for (std::int64_t i = part.from; i < part.to; ++i) piece(i, i + 1, i < done);
        return;
    }
    const std::int64_t middle = std::clamp(done, part.from, part.to);
    piece(part.from, middle, true);
    piece(middle, part.to, false);
}

void draw_last_step(const Frame& frame, const Line& line, std::int64_t done, float margin) {
    if (done <= line.first) return;
    const float left = line.x_of(done - 1), right = std::max(line.x_of(done), left + frame.px(4));
    ImGui::GetWindowDrawList()->AddRect({left - frame.px(2) - margin, line.min.y - frame.px(4)},
                                        {right + margin, line.max.y + frame.px(4)}, packed(frame.palette().accent),
                                        frame.px(3), 0, frame.px(2.5f));
}

void draw_tie_sign(const Frame& frame, ImVec2 at, float r) {
    ImGui::GetWindowDrawList()->AddQuadFilled({at.x - r, at.y}, {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r},
                                              packed(frame.palette().bad));
}

void draw_adds_sign(const Frame& frame, ImVec2 at, float r) {
    ImGui::GetWindowDrawList()->AddCircleFilled(at, r, packed(frame.palette().accent));
}

// One mark every few pixels at most, however many steps there are.
void draw_marks(const Frame& frame, const Line& line) {
    bool stands_for_several = false;
    const auto draw = [&](const char* name, const std::vector<double>& steps, auto&& sign) {
        float last = -1e9f;
        for (const double step : steps) {
            const float x = line.x_of(step);
            if (x - last <= frame.px(4)) {
                stands_for_several = true;
                continue;
            }
            const ImVec2 at{x, line.max.y + frame.px(10)};
            sign(frame, at, frame.px(3.5f));
            mark_rect(frame, name, at, at);
            last = x;
        }
    };
    draw("tie_mark", frame.marks.ties, draw_tie_sign);
    draw("adds_mark", frame.marks.adds, draw_adds_sign);
    const ImVec2 below{line.max.x, line.max.y + frame.px(15)};
    if (stands_for_several && ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect({line.min.x, line.max.y + frame.px(5)}, below))
        show_tooltip(frame, "There are more windows than room: a mark can stand for several.", "several_marks");
}

constexpr std::array mark_words{"adds to a cell that already holds gradient", "adds to gradient", "adds"};
constexpr float tie_px = 52, before_legend_px = 24;

// What the marks mean, right of `from`, in the words that have room.
void draw_mark_legend(const Frame& frame, float from, float right, float y) {
    const char *adds = "", *tie = "tie";
    float adds_x = 0, tie_x = 0;
    for (const char* words : mark_words) {
        adds = words;
        adds_x = right - ImGui::CalcTextSize(adds).x;
        tie_x = adds_x - frame.px(tie_px);
        if (tie_x >= from + frame.px(before_legend_px)) break;
    }
    if (tie_x < from + frame.px(before_legend_px)) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float middle = y + ImGui::GetTextLineHeight() / 2;
    draw_adds_sign(frame, {adds_x - frame.px(9), middle}, frame.px(4));
    list.AddText({adds_x, y}, packed(frame.palette().dim), adds);
    draw_tie_sign(frame, {tie_x - frame.px(9), middle}, frame.px(4));
    list.AddText({tie_x, y}, packed(frame.palette().dim), tie);
}

// A part that is clicked to walk to its end, set apart from the one before.
void draw_link(const Frame& frame, const Line& line, const scene::TimelinePart& part, ImVec2 min, ImVec2 max) {
    const float left = line.x_of(part.from);
    if (part.from > 0)
        ImGui::GetWindowDrawList()->AddRectFilled({left - frame.px(2), line.min.y - frame.px(4)},
                                                  {left, line.max.y + frame.px(4)}, packed(frame.palette().panel));
    mark_rect(frame, "phase." + part.name, min, max);
    if (!ImGui::IsMouseHoveringRect(min, max)) return;
    show_tooltip(frame, part.name + ": " + std::string(part.help) + ". Click: to its end.");
    if (ImGui::IsMouseClicked(0)) frame.emit(Seek{part.to});
}

// Its caption, or its name where that has no room; returns where the words end.
float draw_caption(const Frame& frame, const Line& line, const scene::TimelinePart& part, float y, bool brief) {
    const float left = line.x_of(part.from), room = line.x_of(part.to) - left - frame.px(8);
    std::string words = part.caption;
    if (brief || ImGui::CalcTextSize(words.c_str()).x > room) words = part.name;
    const float width = ImGui::CalcTextSize(words.c_str()).x;
    if (part.help.empty() && width > room) return left;
    ImGui::GetWindowDrawList()->AddText({left, y}, packed(color_of(frame, part.tone)), words.c_str());
    if (!part.help.empty())
        draw_link(frame, line, part, {left, y}, {left + std::min(room, width), y + ImGui::GetTextLineHeight()});
    return left + width;
}

void draw_captions(const Frame& frame, const Line& line, const std::vector<scene::TimelinePart>& parts) {
    const WithFont font(frame, scene::Font::Sans, 13);
    const bool fill_the_line = parts.size() > 2;  // then the legend stands below them
    const float y = line.max.y + frame.px(fill_the_line ? 18 : 20);
    const bool has_legend = has_marks(frame) && parts.front().to != line.first + line.count;
    const float legend_px = frame.px(tie_px + before_legend_px) + ImGui::CalcTextSize(mark_words.back()).x,
                last_px = ImGui::CalcTextSize(parts.back().caption.c_str()).x;
    const bool brief =
        has_legend && !fill_the_line && line.x_of(parts.back().from) + last_px + legend_px > line.max.x;
    float end = line.min.x;
    for (const scene::TimelinePart& part : parts)
        if (!part.caption.empty()) end = draw_caption(frame, line, part, y, brief);
    if (!has_legend) return;
    if (fill_the_line) draw_mark_legend(frame, line.min.x, line.max.x, y + ImGui::GetTextLineHeight());
    else draw_mark_legend(frame, end, line.max.x, y);
}

// All epochs, where the line above shows one.
void draw_all_steps(const Frame& frame, const Line& line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const scene::Palette& p = frame.palette();
    const float x = line.x_of(track_of(frame.state).done);
    list.AddRectFilled(line.min, line.max, packed(p.raised), frame.px(3));
    list.AddRectFilled(line.min, {x, line.max.y}, packed(p.dim), frame.px(3));
    list.AddRectFilled({x - frame.px(2), line.min.y - frame.px(3)}, {x + frame.px(2), line.max.y + frame.px(3)},
                       packed(p.accent), frame.px(2));
}

void draw_line(const Frame& frame, const Line& line, const scene::Timeline& timeline) {
    const std::int64_t done = track_of(frame.state).done;
    const bool in_segments = timeline.is_epoch || timeline.count <= max_segments;
    for (const scene::TimelinePart& part : timeline.parts) draw_part(frame, line, part, done, in_segments);
    draw_captions(frame, line, timeline.parts);
    draw_last_step(frame, line, done, timeline.is_epoch ? frame.px(1) : 0);
    if (has_marks(frame)) draw_marks(frame, line);
}

// Its keys in the corner, and below the bar what it shows.
void draw_notes(const Frame& frame, const scene::Timeline& timeline, float left, float right) {
    const WithFont small(frame, scene::Font::Sans, 13);
    const ImU32 ink = packed(frame.palette().dim);
    ImGui::GetWindowDrawList()->AddText({left, ImGui::GetWindowPos().y + frame.px(68)}, ink,
                                        shortened(timeline.note, right - left).c_str());
    ImGui::SetCursorPos({frame.px(18), frame.px(64)});
    ImGui::TextColored(vec4(frame.palette().dim), "Space %s · ← → step · %s",
                       running_lesson(frame.state) ? "lesson" : "play", timeline.keys.c_str());
}

}  // namespace

void draw_timeline(const Frame& frame) {
    draw_transport(frame);
    const scene::Timeline timeline = scene::open_workspace(frame.state).timeline(frame.state);
    const Track track = track_of(frame.state);
    const std::string count = std::to_string(track.done) + " / " + std::to_string(track.count);
    const float left = frame.px(470), all = ImGui::GetWindowSize().x, top = ImGui::GetWindowPos().y;
    const WithFont mono(frame, scene::Font::Mono, 16);
    const float count_width = ImGui::CalcTextSize(count.c_str()).x;
    const float right = std::max(left + frame.px(60), all - std::max(count_width, frame.px(90)) - frame.px(44));
    const auto line_at = [&](float from, float to, std::int64_t first, std::int64_t steps) {
        return Line{{left, top + frame.px(from)}, {right, top + frame.px(to)}, first, steps};
    };
    const Line line = timeline.is_epoch ? line_at(18, 38, timeline.first, timeline.count)
                                        : line_at(22, 44, timeline.first, timeline.count);
    scrub(frame, line, "timeline", frame.px(timeline.is_epoch ? 3 : 6));
    draw_line(frame, line, timeline);
    if (timeline.is_epoch) {
        const Line epochs = line_at(52, 60, 0, track.count);
        scrub(frame, epochs, "epochs_line", frame.px(3));
        draw_all_steps(frame, epochs);
    }
    ImGui::SetCursorScreenPos({all - count_width - frame.px(20), line.min.y});
    ImGui::TextUnformatted(count.c_str());
    mark(frame, "step_count");
    draw_notes(frame, timeline, left, right);
}

void draw_thin_timeline(const Frame& frame) {
    const scene::Timeline timeline = scene::open_workspace(frame.state).timeline(frame.state);
    const Track track = track_of(frame.state);
    const std::string count = std::to_string(track.done) + " / " + std::to_string(track.count);
    const WithFont mono(frame, scene::Font::Mono, 14);
    const float width = ImGui::CalcTextSize(count.c_str()).x, all = ImGui::GetWindowSize().x,
                top = ImGui::GetWindowPos().y;
    const Line line{{frame.px(20), top + frame.px(13)},
                    {all - width - frame.px(40), top + frame.px(21)},
                    timeline.first,
                    timeline.count};
    scrub(frame, line, "timeline", frame.px(8));
    const bool in_segments = timeline.is_epoch || timeline.count <= max_segments;
    for (const scene::TimelinePart& part : timeline.parts) draw_part(frame, line, part, track.done, in_segments);
    draw_last_step(frame, line, track.done, 0);
    ImGui::SetCursorScreenPos({all - width - frame.px(20), top + frame.px(9)});
    ImGui::TextUnformatted(count.c_str());
    mark(frame, "step_count");
}

}  // namespace poolwalk::ui
