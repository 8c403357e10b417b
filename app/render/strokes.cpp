#include "app/render/strokes.h"

#include <algorithm>
#include <cmath>

#include "core/scene/motion.h"

namespace poolwalk::render {

namespace {

ImVec2 plus(ImVec2 a, ImVec2 b) { return {a.x + b.x, a.y + b.y}; }
ImVec2 minus(ImVec2 a, ImVec2 b) { return {a.x - b.x, a.y - b.y}; }
ImVec2 times(ImVec2 a, float k) { return {a.x * k, a.y * k}; }
float length(ImVec2 a) { return std::hypot(a.x, a.y); }
ImVec2 between(ImVec2 a, ImVec2 b, float t) { return plus(a, times(minus(b, a), t)); }

void stroke(ImDrawList& list, const std::vector<ImVec2>& points, const Pen& pen) {
    if (points.size() > 1)
        list.AddPolyline(points.data(), static_cast<int>(points.size()), pen.color, ImDrawFlags_None, pen.thickness);
}

// Strokes the points as dashes that follow their bends.
void stroke_dashed(ImDrawList& list, const std::vector<ImVec2>& points, const Pen& pen) {
    const float dash = std::max(5.0f, 2.5f * pen.thickness), blank = std::max(4.0f, 2.0f * pen.thickness);
    std::vector<ImVec2> piece{points.front()};
    bool inked = true;
    float left = dash;
    for (std::size_t i = 1; i < points.size(); ++i) {
        ImVec2 from = points[i - 1];
        float rest = length(minus(points[i], from));
        while (rest > left) {
            from = between(from, points[i], left / rest);
            rest -= left;
            piece.push_back(from);
            if (inked) stroke(list, piece, pen);
            piece.assign(1, from);
            inked = !inked;
            left = inked ? dash : blank;
        }
        left -= rest;
        piece.push_back(points[i]);
    }
    if (inked) stroke(list, piece, pen);
}

std::vector<ImVec2> flatten(const scene::Arrow& arrow, scene::Vec2 shift) {
    const scene::Rect bounds = scene::bounds_of(arrow);
    const int pieces = std::clamp(static_cast<int>((bounds.w + bounds.h) / 8), 8, 96);
    std::vector<ImVec2> points;
    for (int i = 0; i <= pieces; ++i) {
        const scene::Vec2 at = scene::point_on(arrow, static_cast<float>(i) / static_cast<float>(pieces));
        points.push_back({at.x + shift.x, at.y + shift.y});
    }
    return points;
}

// Takes away the end of the line within `reach` of its last point; the new last point is `reach`
// away, or the first point if the line is shorter.
void cut_end(std::vector<ImVec2>& points, float reach) {
    const ImVec2 tip = points.back();
    while (points.size() > 1 && length(minus(points[points.size() - 2], tip)) < reach) points.pop_back();
    if (points.size() < 2) return;
    const ImVec2 outer = points[points.size() - 2], inner = points.back();
    float low = 0, high = 1;
    for (int i = 0; i < 16; ++i) {
        const float middle = (low + high) / 2;
        (length(minus(between(outer, inner, middle), tip)) > reach ? low : high) = middle;
    }
    points.back() = between(outer, inner, high);
}

ImVec2 half_width(ImVec2 base, ImVec2 tip) { return times({base.y - tip.y, tip.x - base.x}, 0.5f); }

void fill_head(ImDrawList& list, ImVec2 base, ImVec2 tip, ImU32 color) {
    const ImVec2 half = half_width(base, tip);
    list.AddTriangleFilled(tip, plus(base, half), minus(base, half), color);
}

void rim_head(ImDrawList& list, ImVec2 base, ImVec2 tip, ImU32 color) {
    const ImVec2 half = half_width(base, tip);
    list.AddTriangle(tip, plus(base, half), minus(base, half), color, 3);
}

}  // namespace

ImU32 packed(scene::Color color) { return IM_COL32(color.r, color.g, color.b, color.a); }

float to_pixel_edge(float x) { return std::ceil(x - 0.5f); }

void stroke_rect(ImDrawList& list, const scene::Rect& rect, float radius, const Pen& pen) {
    // An odd number of pixels is centred on a pixel, an even one on an edge.
    const float off = static_cast<int>(std::lround(pen.thickness)) % 2 != 0 ? 0.5f : 0.0f;
    const ImVec2 min(to_pixel_edge(rect.x) + off, to_pixel_edge(rect.y) + off);
    const ImVec2 max(to_pixel_edge(rect.right()) + off, to_pixel_edge(rect.bottom()) + off);
    list.PathRect(min, max, std::min({radius, (max.x - min.x) / 2, (max.y - min.y) / 2}));
    if (!pen.dashed) {
        list.PathStroke(pen.color, ImDrawFlags_Closed, pen.thickness);
        return;
    }
    std::vector<ImVec2> points(list._Path.begin(), list._Path.end());
    list.PathClear();
    points.push_back(points.front());
    stroke_dashed(list, points, pen);
}

void hatch_rect(ImDrawList& list, const scene::Rect& rect, const Hatch& hatch) {
    // Lines lie where x + y is a multiple of the distance, as in the heat map.
    const float first = std::ceil((rect.x + rect.y) / hatch.apart_px) * hatch.apart_px;
    list.PushClipRect({to_pixel_edge(rect.x), to_pixel_edge(rect.y)},
                      {to_pixel_edge(rect.right()), to_pixel_edge(rect.bottom())}, true);
    for (float sum = first; sum < rect.right() + rect.bottom(); sum += hatch.apart_px) {
        const float x0 = std::max(rect.x, sum - rect.bottom()), x1 = std::min(rect.right(), sum - rect.y);
        list.AddLine({x0 - 1, sum - x0 + 1}, {x1 + 1, sum - x1 - 1}, hatch.color, hatch.thickness);
    }
    list.PopClipRect();
}

void stroke_arrow(ImDrawList& list, const scene::Arrow& arrow, scene::Vec2 shift) {
    std::vector<ImVec2> points = flatten(arrow, shift);
    const ImVec2 tip = points.back();
    const Pen pen{packed(arrow.color), arrow.thickness, arrow.dashed};
    cut_end(points, arrow.head_px);
    const ImVec2 base = points.back();
    if (arrow.casing.a != 0) stroke(list, points, {packed(arrow.casing), arrow.thickness + 2, false});
    if (arrow.dashed) stroke_dashed(list, points, pen);
    else stroke(list, points, pen);
    if (length(minus(tip, base)) == 0) return;
    if (arrow.casing.a != 0) rim_head(list, base, tip, packed(arrow.casing));
    fill_head(list, base, tip, pen.color);
}

}  // namespace poolwalk::render
