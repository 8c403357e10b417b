// What every part of the picture of the Network workspace looks at, and the Sketch that it draws with.
#pragma once

#include "core/workspaces/network/network_layout.h"
#include "core/workspaces/shown.h"

namespace poolwalk::scene {

struct NetworkSketch {
    Sketch draw;
    const AppState& state;
    const NetworkSetup& setup;
    const NetworkMoment* moment;  // null: beyond where training was stopped, or none yet
    const NetworkLayout& layout;
    const std::optional<NetworkCell>& hovered;
    const Palette& palette = draw.palette;

    float px(float unscaled) const { return draw.px(unscaled); }
    bool has(NetworkArray array) const { return moment && moment->has(array); }
    double value(NetworkArray array, Place at) const {
        return value_at(moment->pass, {array, at}, moment->updated());
    }
    // Does the present step make the array?
    bool is_now(NetworkArray array) const {
        if (!moment || !moment->started) return false;
        const NetworkStep step = moment->place.step;
        if (step == NetworkStep::Update) return array == NetworkArray::Kernel || array == NetworkArray::Dense;
        return !row(array).given && row(array).made_by == step;
    }
};

}  // namespace poolwalk::scene
