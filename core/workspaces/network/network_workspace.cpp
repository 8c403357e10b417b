#include "core/workspaces/network/network_workspace.h"

#include "core/workspaces/network/network_scene.h"
#include "core/workspaces/network/network_sentence.h"

namespace poolwalk::scene {
namespace {

const NetworkLayout& placed(const AnyLayout& layout) { return std::get<NetworkLayout>(layout); }

Hit hit(const Shown& shown, const AnyLayout& layout, Vec2 mouse) {
    Hit hit{.number = network_cell_at(placed(layout), mouse)};
    if (!hit.number) hit.epoch = epoch_at(placed(layout), network_of(shown.state.document).epochs, mouse);
    else if (row(hit.number->array).editable && shown.analyses.network().moment()) hit.editable = *hit.number;
    return hit;
}

std::string hit_words(const Shown& shown, const Hit& hit) {
    const auto& moment = shown.analyses.network().moment();
    return hit.number && moment ? network_cell_words(*moment, *hit.number) : std::string();
}

Clicked click(const AppState& state, const Hit& hit, bool) {
    if (hit.epoch) return {Seek{(*hit.epoch + 1) * steps_per_epoch(network_of(state.document))}};
    return {PinNetwork{hit.number}};
}

Rect place_of(const AnyLayout& layout, const AnyCell& cell) {
    const auto* number = std::get_if<NetworkCell>(&cell);
    return number ? placed(layout).cell(*number) : Rect{};
}

StepWords words(const Shown& shown) {
    const auto& moment = shown.analyses.network().moment();
    return moment ? network_words(network_of(shown.state.document), *moment) : StepWords{};
}

std::string status(const AppState& state) {
    const NetworkSetup& setup = network_of(state.document);
    if (setup.start) return "start weights typed by hand";
    return "seed " + std::to_string(setup.seed) + " · draw " + std::to_string(setup.draw);
}

// The layers of the present epoch, image by image.
Timeline timeline(const AppState& state) {
    const std::int64_t per_epoch = steps_per_epoch(network_of(state.document));
    const std::int64_t epoch = std::max<std::int64_t>(state.play.network_done - 1, 0) / per_epoch;
    Timeline line{.first = epoch * per_epoch, .count = per_epoch, .is_epoch = true};
    for (std::int64_t i = line.first; i < line.first + per_epoch; ++i) {
        const auto step = static_cast<NetworkStep>(i % steps_per_image);
        line.parts.push_back({i, i + 1,
                              step == NetworkStep::Update ? Tone::Update
                              : is_backward(step)         ? Tone::Backward
                                                          : Tone::Forward});
    }
    line.note = "above: the layers of epoch " + std::to_string(epoch + 1) + ", image by image; below: all epochs";
    line.keys = "Shift an image · Page an epoch";
    return line;
}

}  // namespace

const WorkspaceRow network_workspace{
    .workspace = Workspace::Network,
    .lay_out = [](const Shown& s, Rect canvas) -> AnyLayout { return network_layout(s.state, canvas); },
    .draw = [](Scene& scene, const Shown& s, const AnyLayout& l, SceneCache&) { draw_network(scene, s, placed(l)); },
    .hit = hit,
    .hit_words = hit_words,
    .click = click,
    .pinned = [](const View& view) -> std::optional<AnyCell> { return view.network_pinned; },
    .unpin = []() -> Command { return PinNetwork{}; },
    .types_into = [](const AppState&, const AnyCell& cell) { return std::holds_alternative<NetworkCell>(cell); },
    .place_of = place_of,
    .words = words,
    .status = status,
    .timeline = timeline,
};

}  // namespace poolwalk::scene
