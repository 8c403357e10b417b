// Changes JSON as JSON: values, keys, rows and words instead of bytes, so that most inputs get past the
// parser to the readers behind it. What follows a NUL byte is not JSON and is changed by bytes. libFuzzer
// finds the two functions at the end by their names; a target has them by being linked with this file.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/session/command_codec.h"
#include "core/methods/methods.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace poolwalk::fuzz {
namespace {

using Json = nlohmann::ordered_json;
using Random = std::minstd_rand;

std::size_t draw(Random& random, std::size_t bound) { return random() % bound; }

// Keys and values that some reader asks for.
const std::vector<std::string>& words() {
    static const std::vector<std::string> list = [] {
        std::vector<std::string> all{
            "poolwalk",
            "session",
            "lesson",
            "answer",
            "choice",
            "options",
            "hints",
            "hint",
            "is",
            "maximum",
            "receives",
            "learned",
            "version",
            "document",
            "view",
            "playback",
            "predict",
            "answered",
            "right",
            "in_a_row",
            "claim",
            "copy_of",
            "title",
            "about",
            "dtype",
            "float32",
            "float64",
            "params",
            "kernel",
            "stride",
            "padding",
            "pads",
            "dilation",
            "ceil_mode",
            "tie_rule",
            "overlap_rule",
            "nan_rule",
            "any",
            "method",
            "x",
            "dy",
            "dx",
            "y",
            "argmax",
            "tie_count",
            "hits",
            "network",
            "shape",
            "data",
            "schema",
            "layout",
            "NCHW",
            "id",
            "tags",
            "compare",
            "rtol",
            "atol",
            "exact",
            "workspace",
            "reference",
            "check",
            "h",
            "arithmetic",
            "plane",
            "pinned",
            "grid",
            "X",
            "Y",
            "dX",
            "dY",
            "cell",
            "cells",
            "value",
            "selected_to",
            "network_pinned",
            "array",
            "theme",
            "colormap",
            "mask",
            "y_shows",
            "veiled",
            "camera",
            "zoom",
            "center",
            "done",
            "columns_done",
            "network_done",
            "speed",
            "step_by",
            "network_by",
            "forward_only",
            "seed",
            "draw",
            "kernel_scale",
            "dense_scale",
            "rate",
            "epochs",
            "output",
            "samples",
            "image",
            "target",
            "dense",
            "example",
            "pages",
            "question",
            "sentence",
            "action",
            "do",
            "steps",
            "rows",
            "cols",
            "by",
            "on",
            "hide",
            "hidden",
            "name",
            "kind",
            "factor",
            "steps_per_s",
            "policy",
            "reject",
            "accept",
            "nan",
            "inf",
            "-inf",
            "a.npy",
            "overlap",
            "",
            "two\nlines",
            "\x1b[2J",
            "\xc3\xa9\xe2\x82\xac",
        };
        for (const auto& row : io::command_rows()) all.emplace_back(row.name);
        const auto add_names = [&](const auto table) {
            for (const auto& row : table) {
                if constexpr (requires { row.text; }) all.emplace_back(row.text.name);
                else all.emplace_back(row.name);
            }
        };
        add_names(tie_rules());
        add_names(overlap_rules());
        add_names(nan_rules());
        add_names(methods());
        add_names(workspaces());
        add_names(themes());
        add_names(masks());
        add_names(y_choices());
        add_names(step_choices());
        add_names(network_strides());
        add_names(network_arrays());
        add_names(output_functions());
        return all;
    }();
    return list;
}

Json number(Random& random) {
    constexpr std::array<std::int64_t, 24> integers{
        0,   1,   2,    3,     4,     5,     -1,      -2,      7,         16,        32,        255,
        256, 512, 1024, 16383, 16384, 16385, 1 << 20, 1 << 26, 1LL << 31, 1LL << 53, INT64_MAX, INT64_MIN};
    constexpr std::array<double, 10> others{0.5, -0.0, 1e-320, 1e308, -1e308, 3.4e38, 3.5e38, 1e-12, 16.5, 1e19};
    const std::size_t which = draw(random, integers.size() + others.size() + 1);
    if (which < integers.size()) return integers[which];
    if (which - integers.size() < others.size()) return others[which - integers.size()];
    return UINT64_MAX;
}

Json anything(Random& random) {
    switch (draw(random, 8)) {
        case 0: return nullptr;
        case 1: return draw(random, 2) == 0;
        case 2: return Json::array();
        case 3: return Json::object();
        case 4:
            return Json::array(
                {Json::array({number(random), number(random)}), Json::array({number(random), number(random)})});
        case 5: return words()[draw(random, words().size())];
        case 6: return Json::array({draw(random, 5), draw(random, 5)});
        default: return number(random);
    }
}

// Every value below and with `root`, as it stands before anything is changed.
std::vector<Json*> values_in(Json& root) {
    std::vector<Json*> all{&root};
    for (std::size_t i = 0; i < all.size() && all.size() < 20'000; ++i)
        if (all[i]->is_structured())
            for (Json& below : *all[i]) all.push_back(&below);
    return all;
}

void change_key(Json& object, Random& random) {
    auto& members = object.get_ref<Json::object_t&>();
    const std::string& word = words()[draw(random, words().size())];
    if (object.contains(word)) return;
    if (members.empty() || draw(random, 2) == 0) object[word] = anything(random);
    else {
        const auto member = members.begin() + static_cast<std::ptrdiff_t>(draw(random, members.size()));
        Json value = std::move(member->second);
        members.erase(member);
        object[word] = std::move(value);
    }
}

void change_size(Json& container, Random& random) {
    if (container.empty()) return;
    const std::size_t at = draw(random, container.size());
    if (container.is_object()) {
        auto& members = container.get_ref<Json::object_t&>();
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (draw(random, 2) == 0) {
        container.erase(at);
    } else {
        Json copy = container[at];
        for (std::size_t times = 1 + draw(random, 4); times > 0; --times) container.push_back(copy);
    }
}

void change_text(Json& value, Random& random) {
    std::string text = value.get<std::string>();
    if (draw(random, 2) == 0) {
        value = words()[draw(random, words().size())];
        return;
    }
    const std::size_t size = text.size();
    text.resize(size + 16);
    text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
    value = text;
}

void change_number(Json& value, Random& random) {
    if (!value.is_number_integer() || draw(random, 3) == 0) {
        value = number(random);
        return;
    }
    const auto old = static_cast<std::uint64_t>(value.get<std::int64_t>());
    const std::uint64_t next[]{old + 1, old - 1, old * 2, 0 - old};
    value = static_cast<std::int64_t>(next[draw(random, 4)]);
}

void change(Json& root, Random& random) {
    const std::vector<Json*> all = values_in(root);
    // Large arrays must not hide the rest: half the time something that is no number.
    Json* value = all[draw(random, all.size())];
    for (int tries = 0; tries < 20 && value->is_number() && draw(random, 2) == 0; ++tries)
        value = all[draw(random, all.size())];
    if (draw(random, 6) == 0) {
        Json copy = *all[draw(random, all.size())];
        *value = std::move(copy);
    } else if (draw(random, 6) == 0) *value = anything(random);
    else if (value->is_object() && draw(random, 2) == 0) change_key(*value, random);
    else if (value->is_structured()) change_size(*value, random);
    else if (value->is_string()) change_text(*value, random);
    else if (value->is_number()) change_number(*value, random);
    else *value = anything(random);
}

// The JSON of an input, and the NUL byte and the rest behind it.
struct Parts {
    Json json;
    std::string rest;
    bool ok() const { return !json.is_discarded(); }
};

Parts parts_of(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t nul = std::min(bytes.find('\0'), bytes.size());
    return {Json::parse(bytes.substr(0, nul), nullptr, false), std::string(bytes.substr(nul))};
}

// 0 if it does not fit.
std::size_t put(const Parts& parts, std::uint8_t* into, std::size_t most) {
    const std::string text = parts.json.dump(-1, ' ', false, Json::error_handler_t::replace) + parts.rest;
    if (text.size() > most) return 0;
    std::memcpy(into, text.data(), text.size());
    return text.size();
}

}  // namespace
}  // namespace poolwalk::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
    using namespace poolwalk::fuzz;
    Random random(seed + 1);
    if (draw(random, 10) == 0) return LLVMFuzzerMutate(data, size, most);
    Parts parts = parts_of(data, size);
    if (!parts.ok()) return LLVMFuzzerMutate(data, size, most);
    if (parts.rest.size() > 1 && draw(random, 3) == 0) {
        const std::size_t before = parts.rest.size();
        parts.rest.resize(before + 8);
        auto* const bytes = reinterpret_cast<std::uint8_t*>(parts.rest.data() + 1);
        parts.rest.resize(1 + LLVMFuzzerMutate(bytes, before - 1, parts.rest.size() - 1));
    } else {
        for (std::size_t times = 1 + draw(random, 3); times > 0; --times) change(parts.json, random);
    }
    const std::size_t made = put(parts, data, most);
    return made > 0 ? made : LLVMFuzzerMutate(data, size, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* into, std::size_t most, unsigned seed) {
    using namespace poolwalk::fuzz;
    Random random(seed + 1);
    Parts parts = parts_of(data, size), from = parts_of(other, other_size);
    if (!parts.ok() || !from.ok()) return 0;
    const std::vector<Json*> places = values_in(parts.json), values = values_in(from.json);
    *places[draw(random, places.size())] = *values[draw(random, values.size())];
    return put(parts, into, most);
}
