// The parts of the Walk's picture, each adding its items to the Scene. Used by walk_scene.cpp, and by
// columns_scene.cpp for the thumbnails.
#pragma once

#include <optional>

#include "core/base/number_text.h"
#include "core/scene/theme.h"
#include "core/workspaces/walk/walk_scene.h"

namespace poolwalk::scene {

inline constexpr std::int64_t max_labels = 4000;  // more cells than this carry no numbers

// What every part looks at.
struct Sketch {
    const AppState& state;
    const Derived& derived;
    const Layout& layout;
    const Palette& palette;
    std::optional<Step> step;  // the step done last, or the one that is asked about
    Scene& scene;

    float px(float unscaled) const { return unscaled * layout.scale; }
    const GridFrame& frame(GridId grid) const { return layout.of(grid); }
    Rect cell_rect(GridId grid, Place at) const { return frame(grid).cell(at, layout.cell_px); }
    // The values that the ends of a grid's colours stand for, and those colours.
    ValueRange range(GridId grid) const;
    std::shared_ptr<const Ramp> ramp(GridId grid) const;
    // May the picture tell which cells the window chose?
    bool tells() const { return !state.quiz.asking && !state.view.hides_answers(); }
    // Backward steps concern dY and dX too; forward ones X and Y alone.
    bool backward() const { return step && step->place.phase == Phase::Backward; }
    bool on_this_plane() const { return step && step->place.plane == state.view.plane; }
};

void add_heat_maps(Sketch& sketch, SceneCache& cache);
void add_titles(Sketch& sketch);
void add_indices(Sketch& sketch);
void add_numbers(Sketch& sketch, SceneCache& cache);
void add_padding_ring(Sketch& sketch);
void add_unreached(Sketch& sketch);
void add_mask(Sketch& sketch);
void add_window(Sketch& sketch);  // outlines and rings of the present window
void add_arrows(Sketch& sketch);
void add_halos(Sketch& sketch);  // around the numbers that an arrow crosses
void add_links(Sketch& sketch);  // hover, pin, selection
void add_legend(Sketch& sketch);
void hide_grids(Sketch& sketch);  // last: they take away what lies under them
void add_thumbnails(Sketch& sketch, SceneCache& cache);

}  // namespace poolwalk::scene
