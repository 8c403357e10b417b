// Between two pictures: what lies in both stays, outlines glide, the rest goes out and lights up. `t` is from 0, the
// first picture, to 1, the second; everything eases, and what lights up takes twice as long as what goes out.
#pragma once

#include "core/scene/rects.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

// How far something is that begins at `from` and ends at `to` of the movement: 0 before, 1 after, smoothly between.
float eased(float t, float from, float to);

Vec2 between(Vec2 a, Vec2 b, float t);
Rect between(Rect a, Rect b, float t);
Color between(Color a, Color b, float t);

// The colour, or an item of a Scene with all its colours, at `part` of its opacity.
Color thinned(Color color, float part);
template <class Item>
Item thinned(Item item, float part) {
    if constexpr (requires { item.color; }) item.color = thinned(item.color, part);
    if constexpr (requires { item.halo; }) item.halo = thinned(item.halo, part);
    if constexpr (requires { item.casing; }) item.casing = thinned(item.casing, part);
    if constexpr (requires { item.stroke; }) item.stroke = thinned(item.stroke, part);
    if constexpr (requires { item.fill; }) item.fill = thinned(item.fill, part);
    if constexpr (requires { item.label; }) item.label = thinned(item.label, part);
    return item;
}

// A way along the curve of an arrow: part 0 at its beginning, 1 at its end.
Vec2 point_on(const Arrow& arrow, float part);
// The curve from its beginning to there.
Arrow beginning_of(const Arrow& arrow, float part);
// A rectangle that the curve stays within.
Rect bounds_of(const Arrow& arrow);

// When what is only in the first picture goes, when outlines stop gliding, when what is only in the second appears,
// and when the cells of the first give way to those of the second.
struct Pace {
    float out_from = 0, out_by = 0.25f, glides_by = 0.35f, in_from = 0.5f, in_by = 1, cells_at = 0.5f;
};

// Boxes, strokes, arrows, rings and discs.
void add_marks_between(Scene& scene, const Scene& before, const Scene& after, float t, const Pace& pace = {});
// Labels, grounds and grids too.
void add_scene_between(Scene& scene, const Scene& before, const Scene& after, float t, const Pace& pace = {});

}  // namespace poolwalk::scene
