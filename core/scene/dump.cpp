#include "core/scene/dump.h"

#include <array>
#include <cmath>
#include <sstream>

namespace poolwalk::scene {
namespace {

constexpr std::array role_names{"title",   "subtitle",  "index",     "value",   "ring",     "window",  "argmax",
                                "tie",     "padding",   "unreached", "link",    "hover",    "pin",     "selection",
                                "forward", "backward",  "amount",    "hits",    "near-tie", "mask",    "legend",
                                "caption", "thumbnail", "card",      "verdict", "plot",     "differs", "motion",
                                "grip",    "overview",  "veil",      "answer"};
static_assert(role_names.size() == static_cast<std::size_t>(Role::Answer) + 1);

const char* name_of(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::ostream& operator<<(std::ostream& out, const Rect& r) {
    return out << std::lround(r.x) << ',' << std::lround(r.y) << ' ' << std::lround(r.w) << 'x' << std::lround(r.h);
}

std::ostream& operator<<(std::ostream& out, Vec2 p) { return out << std::lround(p.x) << ',' << std::lround(p.y); }

}  // namespace

std::string dump(const Scene& scene) {
    std::ostringstream out;
    for (const Box& card : scene.grounds) out << "box " << name_of(card.role) << ' ' << card.rect << '\n';
    for (const HeatMap& map : scene.grids)
        out << "grid " << symbol_of(map.grid) << ' ' << map.rows << 'x' << map.cols << " at " << map.origin
            << " cell " << map.cell_px << " filled " << map.filled << '\n';
    for (const Box& box : scene.boxes) out << "box " << name_of(box.role) << ' ' << box.rect << '\n';
    for (const Stroke& stroke : scene.strokes)
        out << "stroke " << name_of(stroke.role) << ' ' << stroke.points.size() << " points\n";
    for (const Arrow& arrow : scene.arrows)
        out << "arrow " << name_of(arrow.role) << ' ' << arrow.from << " -> " << arrow.to << '\n';
    for (const Label& label : scene.labels)
        out << "label " << name_of(label.role) << " \"" << label.text << "\" at " << label.at << '\n';
    for (const Box& ring : scene.rings)
        out << "outline " << name_of(ring.role) << ' ' << ring.rect << (ring.dashed ? " dashed" : "") << '\n';
    for (const Disc& disc : scene.discs)
        out << "disc " << name_of(disc.role) << " \"" << disc.label.text << "\" at " << disc.center << '\n';
    return out.str();
}

}  // namespace poolwalk::scene
