#include "core/io/export/svg_parts.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace poolwalk::io::svg {
namespace {

// Bytes of the UTF-8 letter that `text` begins with; 0 if it begins with none that XML may hold.
std::size_t letter_size(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = byte(0);
    if (first < 0x80) return first >= 0x20 || first == '\n' ? 1 : 0;
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    // Longer than need be, surrogates, beyond Unicode, and the two that are no letters.
    if ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) || (first == 0xF0 && byte(1) < 0x90) ||
        (first == 0xF4 && byte(1) > 0x8F) || (first == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE))
        return 0;
    return size;
}

std::string hex(scene::Color color) {
    std::string text = "#";
    for (const std::uint8_t channel : {color.r, color.g, color.b}) {
        text += "0123456789abcdef"[channel >> 4];
        text += "0123456789abcdef"[channel & 15];
    }
    return text;
}

// The place of `item` in `list`, put at its end if it is not there yet.
template <class T>
std::size_t place_in(std::vector<T>& list, const T& item, bool& is_new) {
    const auto found = std::ranges::find(list, item);
    is_new = found == list.end();
    const auto place = static_cast<std::size_t>(found - list.begin());
    if (is_new) list.push_back(item);
    return place;
}

}  // namespace

std::string number(double value) { return fixed_text(value, 2); }

std::string escaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t size = letter_size(text);
        const std::string_view letter = text.substr(0, std::max<std::size_t>(size, 1));
        text.remove_prefix(letter.size());
        if (size == 0) out += "\xEF\xBF\xBD";
        else if (letter == "&") out += "&amp;";
        else if (letter == "<") out += "&lt;";
        else if (letter == ">") out += "&gt;";
        else if (letter == "\"") out += "&quot;";
        else out += letter;
    }
    return out;
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string attribute(std::string_view name, double value) { return attribute(name, number(value)); }

std::string paint(std::string_view name, scene::Color color) {
    if (color.a == 255) return attribute(name, hex(color));
    return attribute(name, hex(color)) + attribute(std::string(name) + "-opacity", color.a / 255.0);
}

std::string place(const scene::Rect& rect) {
    return attribute("x", rect.x) + attribute("y", rect.y) + attribute("width", rect.w) + attribute("height", rect.h);
}

bool empty(const scene::Rect& rect) { return rect.w <= 0 || rect.h <= 0; }

bool holds(const scene::Rect& outer, const scene::Rect& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

bool apart(const scene::Rect& a, const scene::Rect& b) {
    return a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve(bytes.size() / 3 * 4 + 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
        };
        const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        for (std::size_t k = 0; k < 4; ++k) text += i + k <= bytes.size() ? letters[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

std::string Sheet::clip(const scene::Rect& clip, const scene::Rect& bounds) {
    if (empty(clip) || holds(clip, bounds)) return {};
    bool is_new = false;
    const std::string name = "clip" + std::to_string(place_in(clips_, clip, is_new));
    if (is_new) definitions_ += "<clipPath" + attribute("id", name) + "><rect" + place(clip) + "/></clipPath>\n";
    return attribute("clip-path", "url(#" + name + ")");
}

std::string Sheet::fill(const Hatch& hatch) {
    bool is_new = false;
    const std::string name = "hatch" + std::to_string(place_in(hatches_, hatch, is_new));
    if (is_new) {
        definitions_ +=
            "<pattern" + attribute("id", name) + " patternUnits=\"userSpaceOnUse\" width=\"8\" height=\"8\">";
        if (hatch.ground.a != 0)
            definitions_ += "<rect width=\"8\" height=\"8\"" + paint("fill", hatch.ground) + "/>";
        definitions_ += "<path d=\"M-1 9L9 -1M-1 1L1 -1M7 9L9 7\"" + paint("stroke", hatch.ink) + "/></pattern>\n";
    }
    return attribute("fill", "url(#" + name + ")");
}

std::string Sheet::fill(const scene::Ramp& ramp) {
    bool is_new = false;
    const std::string name = "ramp" + std::to_string(place_in(ramps_, ramp, is_new));
    if (is_new) {
        definitions_ += "<linearGradient" + attribute("id", name) + ">";
        for (std::size_t i = 0; i < ramp.size(); i += 15)  // 18 stops, the last colour among them
            definitions_ +=
                "<stop" + attribute("offset", static_cast<double>(i) / 255) + paint("stop-color", ramp[i]) + "/>";
        definitions_ += "</linearGradient>\n";
    }
    return attribute("fill", "url(#" + name + ")");
}

std::string Sheet::text(std::string_view title, scene::Color background) const {
    const std::string size = attribute("width", canvas_.w) + attribute("height", canvas_.h);
    const std::string box =
        number(canvas_.x) + " " + number(canvas_.y) + " " + number(canvas_.w) + " " + number(canvas_.h);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"" +
           size + attribute("viewBox", box) + ">\n<title>" + escaped(title) +
           "</title>\n<style type=\"text/css\">\n" +
           ".sans { font-family: Inter, \"DejaVu Sans\", sans-serif; font-weight: 500; }\n"
           ".bold { font-family: Inter, \"DejaVu Sans\", sans-serif; font-weight: 600; }\n"
           ".mono { font-family: \"JetBrains Mono\", \"DejaVu Sans Mono\", monospace; font-weight: 500; }\n"
           "</style>\n<defs>\n" +
           definitions_ + "</defs>\n" +
           (background.a == 0 ? "" : "<rect" + place(canvas_) + paint("fill", background) + "/>\n") + body_ +
           "</svg>\n";
}

}  // namespace poolwalk::io::svg
