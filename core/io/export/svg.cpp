#include "core/io/export/svg.h"

#include <algorithm>
#include <cmath>

#include "core/io/export/svg_cells.h"
#include "core/io/export/svg_parts.h"
#include "core/scene/motion.h"

namespace poolwalk::io {
namespace {

using namespace svg;
using scene::Rect;
using scene::Vec2;

constexpr double cap_height_em = 0.728;  // of Inter, JetBrains Mono and DejaVu, within 0.002

std::string point(Vec2 p) { return number(p.x) + " " + number(p.y); }

std::string dashes(float thickness) {
    return attribute("stroke-dasharray",
                     number(std::max(5.0f, 2.5f * thickness)) + " " + number(std::max(4.0f, 2 * thickness)));
}

std::string line(scene::Color color, float thickness, bool dashed) {
    return " fill=\"none\"" + paint("stroke", color) + attribute("stroke-width", thickness) +
           (dashed ? dashes(thickness) : "");
}

void add_box(Sheet& sheet, const scene::Box& box) {
    const Rect bounds{box.rect.x - box.thickness, box.rect.y - box.thickness, box.rect.w + 2 * box.thickness,
                      box.rect.h + 2 * box.thickness};
    if (empty(box.rect) || (!empty(box.clip) && apart(bounds, box.clip))) return;
    const std::string shape = "<rect" + place(box.rect) + (box.radius > 0 ? attribute("rx", box.radius) : "");
    const std::string clip = sheet.clip(box.clip, bounds);
    const bool outlined = box.stroke.a != 0 && !box.hatch;
    if (box.hatch) sheet.add(shape + sheet.fill(Hatch{box.stroke, box.fill}) + clip + "/>");
    else if (box.fill.a != 0) sheet.add(shape + paint("fill", box.fill) + clip + "/>");
    if (outlined) sheet.add(shape + line(box.stroke, box.thickness, box.dashed) + clip + "/>");
}

void add_stroke(Sheet& sheet, const scene::Stroke& stroke) {
    if (stroke.points.size() < 2) return;
    std::string path = "M" + point(stroke.points.front());
    if (stroke.dashed) path += "L" + point(stroke.points.back());
    else
        for (std::size_t i = 1; i < stroke.points.size(); ++i) path += "L" + point(stroke.points[i]);
    // Curves may leave their plot anywhere.
    sheet.add("<path" + attribute("d", path) + line(stroke.color, stroke.thickness, stroke.dashed) +
              sheet.clip(stroke.clip, {-1e6f, -1e6f, 2e6f, 2e6f}) + "/>");
}

// The arrow's line ends where its head begins.
void add_arrow(Sheet& sheet, const scene::Arrow& arrow) {
    float low = 0, high = 1;
    for (int i = 0; i < 20; ++i) {
        const float t = (low + high) / 2;
        const Vec2 p = scene::point_on(arrow, t);
        (std::hypot(p.x - arrow.to.x, p.y - arrow.to.y) > arrow.head_px ? low : high) = t;
    }
    const scene::Arrow shaft = scene::beginning_of(arrow, high);
    const Vec2 base = shaft.to;
    const std::string path = attribute(
        "d", "M" + point(shaft.from) + "C" + point(shaft.leave) + " " + point(shaft.arrive) + " " + point(base));
    const Vec2 half{(base.y - arrow.to.y) / 2, (arrow.to.x - base.x) / 2};
    const std::string head = attribute("points", point(arrow.to) + " " + point({base.x + half.x, base.y + half.y}) +
                                                     " " + point({base.x - half.x, base.y - half.y}));
    if (arrow.casing.a != 0) {
        sheet.add("<path" + path + line(arrow.casing, arrow.thickness + 2, false) + "/>");
        sheet.add("<polygon" + head + line(arrow.casing, 3, false) + "/>");
    }
    sheet.add("<path" + path + line(arrow.color, arrow.thickness, arrow.dashed) + "/>");
    sheet.add("<polygon" + head + paint("fill", arrow.color) + "/>");
}

std::string_view face_of(scene::Font font) {
    return font == scene::Font::Mono ? "mono" : font == scene::Font::SansBold ? "bold" : "sans";
}

// A generous guess: what it is good for is to know what needs no clipping.
Rect bounds_of(const scene::Label& label) {
    const auto letters = std::ranges::count_if(label.text, [](char c) { return (c & 0xC0) != 0x80; });
    const float width = 0.65f * label.size_px * static_cast<float>(letters), height = label.size_px * 1.3f;
    const float part = label.align == scene::Align::Left ? 0 : label.align == scene::Align::Center ? 0.5f : 1;
    return {label.at.x - width * part, label.at.y - height / 2, width, height};
}

void add_label(Sheet& sheet, const scene::Label& label) {
    const Rect bounds = bounds_of(label);
    if (label.text.empty() || (!empty(label.clip) && apart(bounds, label.clip))) return;
    constexpr std::string_view anchors[]{"start", "middle", "end"};
    const std::string open =
        "<text" + attribute("class", face_of(label.font)) + attribute("x", label.at.x) +
        attribute("y", label.at.y + cap_height_em * label.size_px / 2) + attribute("font-size", label.size_px) +
        attribute("text-anchor", anchors[static_cast<std::size_t>(label.align)]) + sheet.clip(label.clip, bounds);
    const std::string words = ">" + escaped(label.text) + "</text>";
    // SVG 1.1 has no order of painting: the halo is a text of its own below.
    if (label.halo.a != 0)
        sheet.add(open + line(label.halo, label.size_px / 4, false) +
                  " stroke-linejoin=\"round\" aria-hidden=\"true\"" + words);
    sheet.add(open + paint("fill", label.color) + words);
}

void add_disc(Sheet& sheet, const scene::Disc& disc) {
    const Rect bounds{disc.center.x - disc.radius, disc.center.y - disc.radius, 2 * disc.radius, 2 * disc.radius};
    if (!empty(disc.clip) && apart(bounds, disc.clip)) return;
    sheet.add("<g" + sheet.clip(disc.clip, bounds) + "><circle" + attribute("cx", disc.center.x) +
              attribute("cy", disc.center.y) + attribute("r", disc.radius) + paint("fill", disc.fill) + "/>");
    add_label(sheet, disc.label);
    sheet.add("</g>");
}

}  // namespace

// In the order in which the screen shows them.
std::string svg_text(const scene::Scene& scene, std::string_view title) {
    Sheet sheet(scene.canvas);
    for (const scene::Box& ground : scene.grounds) add_box(sheet, ground);
    for (const scene::HeatMap& map : scene.grids) add_cells(sheet, map);
    for (const scene::Bar& bar : scene.bars)
        if (bar.ramp) sheet.add("<rect" + place(bar.rect) + sheet.fill(*bar.ramp) + "/>");
    for (const scene::Box& box : scene.boxes) add_box(sheet, box);
    for (const scene::Stroke& stroke : scene.strokes) add_stroke(sheet, stroke);
    for (const scene::Arrow& arrow : scene.arrows) add_arrow(sheet, arrow);
    for (const scene::Label& label : scene.labels) add_label(sheet, label);
    for (const scene::Box& ring : scene.rings) add_box(sheet, ring);
    for (const scene::Disc& disc : scene.discs) add_disc(sheet, disc);
    return sheet.text(title, scene.background);
}

}  // namespace poolwalk::io
