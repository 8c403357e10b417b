#include "app/render/scene_painter.h"

#include <algorithm>
#include <cmath>

#include "app/platform/imgui_compat.h"
#include "app/render/strokes.h"
#include "core/scene/motion.h"

namespace poolwalk::render {

namespace {

using scene::Rect;
using scene::Vec2;

constexpr std::int64_t cells_without_painter = 10'000;
constexpr float cap_height_em = 0.728f;  // of Inter, JetBrains Mono and DejaVu, within 0.002

bool empty(const Rect& rect) { return rect.w <= 0 || rect.h <= 0; }

bool apart(const Rect& a, const Rect& b) {
    return a.right() < b.x || b.right() < a.x || a.bottom() < b.y || b.bottom() < a.y;
}

Rect grown(const Rect& rect, float by) { return {rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by}; }

struct Painter {
    ImDrawList& list;
    const FontSet& fonts;
    Vec2 origin;
    Rect canvas;  // in ImGui's coordinates, as everything below

    Rect moved(const Rect& rect) const { return {rect.x + origin.x, rect.y + origin.y, rect.w, rect.h}; }
    ImVec2 moved(Vec2 p) const { return {p.x + origin.x, p.y + origin.y}; }

    // What an item is clipped by: its own rectangle, if it has one, within the canvas.
    Rect clip_of(const Rect& own) const { return empty(own) ? canvas : moved(own); }
    bool hidden(const Rect& bounds, const Rect& own_clip) const {
        return apart(bounds, canvas) || apart(bounds, clip_of(own_clip));
    }
    template <class Draw>
    void clipped(const Rect& own_clip, const Draw& draw) const {
        const bool own = !empty(own_clip);
        if (own) push_clip(moved(own_clip));
        draw();
        if (own) list.PopClipRect();
    }
    void push_clip(const Rect& rect) const {
        list.PushClipRect({to_pixel_edge(rect.x), to_pixel_edge(rect.y)},
                          {to_pixel_edge(rect.right()), to_pixel_edge(rect.bottom())}, true);
    }
    void fill(const Rect& rect, scene::Color color, float radius = 0) const {
        list.AddRectFilled({to_pixel_edge(rect.x), to_pixel_edge(rect.y)},
                           {to_pixel_edge(rect.right()), to_pixel_edge(rect.bottom())}, packed(color), radius);
    }

    void cells(const scene::HeatMap& map) const;
    void cell(const scene::HeatMap& map, std::int64_t index) const;
    void bar(const scene::Bar& bar) const;
    void box(const scene::Box& box) const;
    void stroke(const scene::Stroke& stroke) const;
    void arrow(const scene::Arrow& arrow) const;
    void label(const scene::Label& label) const;
    void disc(const scene::Disc& disc) const;
};

scene::Color ramp_color(const scene::HeatMap& map, float value) {
    if (std::isnan(value)) return map.nan;
    float t = 0.5f;
    if (map.high > map.low)
        t = std::clamp((value * 0.5f - map.low * 0.5f) / (map.high * 0.5f - map.low * 0.5f), 0.0f, 1.0f);
    return (*map.ramp)[static_cast<std::size_t>(std::lround(t * 255))];
}

void Painter::cell(const scene::HeatMap& map, std::int64_t index) const {
    const Rect outer = moved(map.cell(index / map.cols, index % map.cols));
    if (apart(outer, moved(map.viewport))) return;
    const bool room = map.gap_px > 0 && map.cell_px >= 4 * map.gap_px + 2;
    const Rect inner = room ? grown(outer, -map.gap_px / 2) : outer;
    if (index < map.filled) {
        fill(inner, ramp_color(map, map.value(index / map.cols, index % map.cols)));
    } else {
        fill(inner, map.hatch_back);
        hatch_rect(list, inner, {packed(map.hatch)});
    }
}

void Painter::cells(const scene::HeatMap& map) const {
    if (!map.values || !map.ramp) return;
    push_clip(moved(map.viewport));
    fill(moved(map.extent()), map.gap);
    const std::int64_t count = std::min(map.rows * map.cols, cells_without_painter);
    for (std::int64_t i = 0; i < count; ++i) cell(map, i);
    list.PopClipRect();
}

void Painter::bar(const scene::Bar& bar) const {
    const Rect rect = moved(bar.rect);
    if (!bar.ramp || empty(rect) || apart(rect, canvas)) return;
    const int columns = std::clamp(static_cast<int>(std::lround(rect.w)), 1, 4096);
    const float left = to_pixel_edge(rect.x), top = to_pixel_edge(rect.y), bottom = to_pixel_edge(rect.bottom());
    for (int i = 0; i < columns; ++i) {
        const auto index = static_cast<std::size_t>((2 * i + 1) * 256 / (2 * columns));
        const float x = left + static_cast<float>(i);
        list.AddRectFilled({x, top}, {x + 1, bottom}, packed((*bar.ramp)[index]));
    }
}

void Painter::box(const scene::Box& box) const {
    const Rect rect = moved(box.rect);
    if (hidden(grown(rect, box.thickness), box.clip)) return;
    clipped(box.clip, [&] {
        if (box.fill.a != 0) fill(rect, box.fill, box.radius);
        if (box.hatch) hatch_rect(list, rect, {packed(box.stroke), 8 * std::max(1.0f, box.thickness), box.thickness});
        if (box.stroke.a != 0 && !box.hatch)
            stroke_rect(list, rect, box.radius, {packed(box.stroke), box.thickness, box.dashed});
    });
}

void Painter::arrow(const scene::Arrow& arrow) const {
    const Rect bounds = grown(scene::bounds_of(arrow), arrow.head_px + arrow.thickness);
    if (!apart(moved(bounds), canvas)) stroke_arrow(list, arrow, origin);
}

void Painter::label(const scene::Label& label) const {
    const BakedFont baked = fonts.pick(label.font, label.size_px);
    if (!baked.font || label.text.empty()) return;
    const char *begin = label.text.data(), *end = begin + label.text.size();
    const ImVec2 size = baked.font->CalcTextSizeA(baked.line_px, 1e9f, 0, begin, end);
    const ImVec2 at = moved(label.at);
    const float part = label.align == scene::Align::Left ? 0 : label.align == scene::Align::Center ? 0.5f : 1;
    // Capitals and digits stand evenly around the middle, not the line with its accents.
    const float baseline = at.y + cap_height_em * baked.em_px / 2;
    const ImVec2 corner(std::round(at.x - size.x * part),
                        std::round(baseline) - std::round(ui::ascent(baked.font, baked.line_px)));
    if (hidden({corner.x - 1, corner.y - 1, size.x + 2, size.y + 2}, label.clip)) return;
    const auto text = [&](float dx, float dy, scene::Color color) {
        list.AddText(baked.font, baked.line_px, {corner.x + dx, corner.y + dy}, packed(color), begin, end);
    };
    clipped(label.clip, [&] {
        const float around = std::max(1.0f, std::round(baked.em_px / 8));
        if (label.halo.a != 0)
            for (const auto& [dx, dy] : {Vec2{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}})
                text(dx * around, dy * around, label.halo);
        text(0, 0, label.color);
    });
}

void Painter::disc(const scene::Disc& disc) const {
    const ImVec2 center = moved(disc.center);
    const Rect bounds{center.x - disc.radius, center.y - disc.radius, 2 * disc.radius, 2 * disc.radius};
    if (hidden(bounds, disc.clip)) return;
    clipped(disc.clip, [&] {
        list.AddCircleFilled(center, disc.radius, packed(disc.fill));
        label(disc.label);
    });
}

// Every second piece of a dashed line is left out; its points are close enough for that to look even.
void Painter::stroke(const scene::Stroke& stroke) const {
    if (stroke.points.size() < 2) return;
    clipped(stroke.clip, [&] {
        if (!stroke.dashed) {
            std::vector<ImVec2> points;
            for (const Vec2 p : stroke.points) points.push_back(moved(p));
            list.AddPolyline(points.data(), static_cast<int>(points.size()), packed(stroke.color), 0,
                             stroke.thickness);
            return;
        }
        constexpr int pieces = 60;
        const ImVec2 a = moved(stroke.points.front()), b = moved(stroke.points.back());
        const auto along = [&](float t) { return ImVec2{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; };
        for (int i = 0; i < pieces; i += 2)
            list.AddLine(along(static_cast<float>(i) / pieces), along(static_cast<float>(i + 1) / pieces),
                         packed(stroke.color), stroke.thickness);
    });
}

}  // namespace

void paint(ImDrawList& list, const scene::Scene& scene, Vec2 canvas_origin, const FontSet& fonts,
           HeatMapPainter* heat_maps) {
    Painter painter{list, fonts, canvas_origin, {}};
    painter.canvas = painter.moved(scene.canvas);
    if (empty(painter.canvas)) return;
    painter.push_clip(painter.canvas);
    painter.fill(painter.canvas, scene.background);
    for (const scene::Box& ground : scene.grounds) painter.box(ground);
    for (const scene::HeatMap& map : scene.grids) {
        if (heat_maps) heat_maps->add(list, map, canvas_origin);
        else painter.cells(map);
    }
    for (const scene::Bar& bar : scene.bars) painter.bar(bar);
    for (const scene::Box& box : scene.boxes) painter.box(box);
    for (const scene::Stroke& stroke : scene.strokes) painter.stroke(stroke);
    for (const scene::Arrow& arrow : scene.arrows) painter.arrow(arrow);
    for (const scene::Label& label : scene.labels) painter.label(label);
    for (const scene::Box& ring : scene.rings) painter.box(ring);
    for (const scene::Disc& disc : scene.discs) painter.disc(disc);
    list.PopClipRect();
}

}  // namespace poolwalk::render
