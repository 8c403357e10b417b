#include "core/scene/motion.h"

#include <algorithm>
#include <cmath>

namespace poolwalk::scene {
namespace {

float mixed(float a, float b, float t) { return a + (b - a) * t; }

std::uint8_t mixed(std::uint8_t a, std::uint8_t b, float t) {
    return static_cast<std::uint8_t>(std::lround(mixed(static_cast<float>(a), static_cast<float>(b), t)));
}

// Which items of one picture are in the other too. Both are made in one order, so that the search is short.
template <class Item>
std::vector<bool> found_in(const std::vector<Item>& items, const std::vector<Item>& others) {
    std::vector<bool> found(items.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto from = others.begin() + static_cast<std::ptrdiff_t>(next);
        auto same = std::find(from, others.end(), items[i]);
        if (same == others.end() && (same = std::find(others.begin(), from, items[i])) == from) continue;
        found[i] = true;
        next = static_cast<std::size_t>(same - others.begin()) + 1;
    }
    return found;
}

template <class Item>
void add_items(std::vector<Item>& to, const std::vector<Item>& before, const std::vector<Item>& after, float t,
               const Pace& pace) {
    const std::vector<bool> stays = found_in(before, after), was_there = found_in(after, before);
    const float gone = eased(t, pace.out_from, pace.out_by), there = eased(t, pace.in_from, pace.in_by);
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (stays[i]) to.push_back(before[i]);
        else if (gone < 1) to.push_back(thinned(before[i], 1 - gone));
    }
    for (std::size_t i = 0; i < after.size(); ++i)
        if (!was_there[i] && there > 0) to.push_back(thinned(after[i], there));
}

// Outlines of what is looked at now; there is one of each kind in each place at most, or as many as before.
bool glides(Role role) { return role == Role::WindowOutline || role == Role::Ring; }

std::vector<Box> alike(const std::vector<Box>& rings, const Box& box) {
    std::vector<Box> found;
    std::ranges::copy_if(rings, std::back_inserter(found),
                         [&](const Box& ring) { return ring.role == box.role && ring.clip == box.clip; });
    return found;
}

// Takes the outlines that glide out of both lists and adds them where they are by now.
void glide(std::vector<Box>& to, std::vector<Box>& before, std::vector<Box>& after, float t) {
    const std::vector<Box> begin = before, end = after;
    const auto glided = [&](const Box& ring) {
        return glides(ring.role) && alike(begin, ring).size() == alike(end, ring).size();
    };
    for (const Box& ring : begin) {
        if (!glided(ring)) continue;
        const std::vector<Box> from = alike(begin, ring), goal = alike(end, ring);
        if (!(ring == from.front())) continue;
        for (std::size_t i = 0; i < from.size(); ++i) {
            Box moving = t < 0.5f ? from[i] : goal[i];
            moving.rect = between(from[i].rect, goal[i].rect, t);
            moving.stroke = between(from[i].stroke, goal[i].stroke, t);
            moving.thickness = mixed(from[i].thickness, goal[i].thickness, t);
            to.push_back(moving);
        }
    }
    std::erase_if(before, glided);
    std::erase_if(after, glided);
}

}  // namespace

float eased(float t, float from, float to) {
    const float x = std::clamp((t - from) / (to - from), 0.0f, 1.0f);
    return x * x * (3 - 2 * x);
}

Vec2 between(Vec2 a, Vec2 b, float t) { return {mixed(a.x, b.x, t), mixed(a.y, b.y, t)}; }

Rect between(Rect a, Rect b, float t) {
    return {mixed(a.x, b.x, t), mixed(a.y, b.y, t), mixed(a.w, b.w, t), mixed(a.h, b.h, t)};
}

Color between(Color a, Color b, float t) {
    return {mixed(a.r, b.r, t), mixed(a.g, b.g, t), mixed(a.b, b.b, t), mixed(a.a, b.a, t)};
}

Color thinned(Color color, float part) {
    color.a = mixed(std::uint8_t{0}, color.a, part);
    return color;
}

// De Casteljau's subdivision.
Arrow beginning_of(const Arrow& a, float part) {
    const Vec2 first = between(a.from, a.leave, part), middle = between(a.leave, a.arrive, part),
               last = between(a.arrive, a.to, part);
    Arrow beginning = a;
    beginning.leave = first;
    beginning.arrive = between(first, middle, part);
    beginning.to = between(beginning.arrive, between(middle, last, part), part);
    return beginning;
}

Vec2 point_on(const Arrow& a, float part) { return beginning_of(a, part).to; }

Rect bounds_of(const Arrow& a) {
    const auto [left, right] = std::minmax({a.from.x, a.leave.x, a.arrive.x, a.to.x});
    const auto [top, bottom] = std::minmax({a.from.y, a.leave.y, a.arrive.y, a.to.y});
    return {left, top, right - left, bottom - top};
}

void add_marks_between(Scene& scene, const Scene& before, const Scene& after, float t, const Pace& pace) {
    add_items(scene.boxes, before.boxes, after.boxes, t, pace);
    add_items(scene.strokes, before.strokes, after.strokes, t, pace);
    add_items(scene.arrows, before.arrows, after.arrows, t, pace);
    add_items(scene.discs, before.discs, after.discs, t, pace);
    std::vector<Box> rings_before = before.rings, rings_after = after.rings;
    std::vector<Box> gliding;
    glide(gliding, rings_before, rings_after, eased(t, 0, pace.glides_by));
    add_items(scene.rings, rings_before, rings_after, t, pace);
    scene.rings.insert(scene.rings.end(), gliding.begin(), gliding.end());
}

void add_scene_between(Scene& scene, const Scene& before, const Scene& after, float t, const Pace& pace) {
    add_items(scene.grounds, before.grounds, after.grounds, t, pace);
    const Scene& nearer = t < pace.cells_at ? before : after;
    scene.grids.insert(scene.grids.end(), nearer.grids.begin(), nearer.grids.end());
    scene.bars.insert(scene.bars.end(), nearer.bars.begin(), nearer.bars.end());
    add_items(scene.labels, before.labels, after.labels, t, pace);
    add_marks_between(scene, before, after, t, pace);
    scene.names = nearer.names;
}

}  // namespace poolwalk::scene
