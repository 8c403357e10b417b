#include "core/scene/fade.h"

#include <utility>

#include "core/scene/motion.h"

namespace poolwalk::scene {
namespace {

constexpr std::size_t most_labels = 1500;  // in both pictures; finding those in common takes time
constexpr Pace pace{.out_by = 1, .glides_by = 1, .in_from = 0};

}  // namespace

Scene Fade::over(Scene scene, float part) {
    if (part > std::exchange(part_, part)) before_ = std::move(painted_);
    const bool is_seen =
        part > 0 && before_.canvas == scene.canvas && before_.labels.size() + scene.labels.size() <= most_labels;
    if (is_seen) {
        Scene mixed;
        mixed.canvas = scene.canvas;
        mixed.background = scene.background;
        mixed.keeps_names = scene.keeps_names;
        add_scene_between(mixed, before_, scene, 1 - part, pace);
        scene = std::move(mixed);
    }
    painted_ = scene;
    return scene;
}

}  // namespace poolwalk::scene
