// Pieces of an SVG document: attributes, escaped text, and the definitions that items refer to. Used by
// svg.cpp and svg_cells.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/scene/scene.h"

namespace poolwalk::io::svg {

// "12.5": at most two digits after the point.
std::string number(double value);
// Valid XML whatever the bytes are: markup is escaped, what XML cannot hold becomes U+FFFD.
std::string escaped(std::string_view text);

// ` name="value"`, with the blank before it.
std::string attribute(std::string_view name, std::string_view value);
std::string attribute(std::string_view name, double value);
// ` fill="#rrggbb"`, with ` fill-opacity` where the colour is not opaque.
std::string paint(std::string_view name, scene::Color color);
// ` x=... y=... width=... height=...`
std::string place(const scene::Rect& rect);

bool empty(const scene::Rect& rect);
bool holds(const scene::Rect& outer, const scene::Rect& inner);
bool apart(const scene::Rect& a, const scene::Rect& b);

std::string base64(std::string_view bytes);

// Diagonal lines in `ink` over `ground`.
struct Hatch {
    scene::Color ink, ground;
    bool operator==(const Hatch&) const = default;
};

// The document while it is being written.
class Sheet {
public:
    explicit Sheet(const scene::Rect& canvas) : canvas_(canvas) {}

    void add(const std::string& element) { body_ += element + "\n"; }
    // The attribute that clips an item with these bounds; empty if nothing of it sticks out.
    std::string clip(const scene::Rect& clip, const scene::Rect& bounds);
    // ` fill="url(#...)"`
    std::string fill(const Hatch& hatch);
    std::string fill(const scene::Ramp& ramp);  // from left to right

    std::string text(std::string_view title, scene::Color background) const;

private:
    scene::Rect canvas_;
    std::string definitions_, body_;
    std::vector<scene::Rect> clips_;
    std::vector<Hatch> hatches_;
    std::vector<scene::Ramp> ramps_;
};

}  // namespace poolwalk::io::svg
