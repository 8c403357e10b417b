// What tests of the picture share: shipped examples, documents of any shape, the step in words.
#pragma once

#include <random>
#include <string>

#include "core/base/check.h"
#include "core/io/session/examples.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::test {

inline AppState example(std::string_view name, std::int64_t done = 0) {
    const auto document = io::load_example(name);
    POOLWALK_CHECK(document.ok());
    return update(start_state(*document), Seek{done});
}

inline scene::StepWords words(const AppState& state) { return scene::words_of(state, scene::step_done_last(state)); }

// The picture of the open workspace, with this under the mouse.
inline scene::Scene scene_of(const AppState& state, const AnalysisCache& analyses, scene::Rect canvas,
                             const scene::Pointing& pointing = {}) {
    const Derived derived = derive(state.document);
    const std::optional<Step> step = scene::step_done_last(state);
    const scene::Shown shown{state, derived, analyses, step, pointing};
    scene::SceneCache cache;
    return scene::build_scene(shown, scene::open_workspace(state).lay_out(shown, canvas), cache);
}

// All of it in one line, for a search.
inline std::string said(const AppState& state) {
    const scene::StepWords w = words(state);
    std::string text = w.heading;
    for (const std::string& line : w.lines) text += " | " + line;
    for (const std::string& sum : w.sums) text += " | " + sum;
    return text + " | " + w.after;
}

inline AppState with(AppState state, std::initializer_list<Command> commands) {
    for (const Command& command : commands) state = update(std::move(state), command);
    return state;
}

// A state of any shape, geometry, plane, step and camera.
class AnyState {
public:
    explicit AnyState(std::uint64_t seed) : random_(seed) {}

    std::int64_t from(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
    }
    float real(float low, float high) { return low + (high - low) * static_cast<float>(random_() % 10001) / 10000; }

    AppState draw(std::int64_t largest_side = 40) {
        for (;;) {
            const Shape shape{from(1, 2), from(1, 4), from(1, largest_side), from(1, largest_side)};
            Geometry g{
                .kernel = {from(1, 4), from(1, 4)}, .stride = {from(1, 4), from(1, 4)}, .ceil_mode = from(0, 1) == 1};
            if (from(0, 2) == 0) g.dilation = {from(1, 3), from(1, 3)};
            if (from(0, 2) == 0) g.pads = {from(0, 3), from(0, 3), from(0, 3), from(0, 3)};
            if (!first_error(validate(shape, g)).empty()) continue;
            AppState state = start_state(
                document_of("any", random_tensor(RandomKind::ManyTies, DType::Float64, shape, random_()), g, {}));
            const std::int64_t step = from(0, step_count(plan_of(state)));
            state = update(std::move(state), Seek{step});
            state = update(std::move(state), SetScale{real(0.75f, 3)});
            if (from(0, 1) == 1) state = update(std::move(state), SetCamera{{real(1, 12), real(0, 1), real(0, 1)}});
            return state;
        }
    }

private:
    std::mt19937_64 random_;
};

}  // namespace poolwalk::test
