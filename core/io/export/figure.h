// The grids alone, as a picture for slides and papers: the Scene without a word of the interface, as a drawing
// (svg.h) and as pixels. figure_paint.h paints it; what the window looks like is app/render's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "core/io/export/figure_paint.h"
#include "core/io/export/film.h"
#include "core/scene/scene.h"

namespace poolwalk::io {

struct FigureStyle {
    FigureGround ground = FigureGround::Theme;
    bool has_marks = true;               // what the step lights up: rings, arrows and amounts
    bool is_blank = false;               // what is not computed yet is left white, to be filled in
    std::vector<std::string> heading{};  // lines over the grids; of the interface there is no word
};
// As the Export page and the command line choose it.
FigureStyle style_of(const ExportLook& look);

// What the open workspace shows, laid out for `canvas`.
std::string figure_svg(const AppState& state, const Derived& derived, const scene::Rect& canvas,
                       const FigureStyle& style);

// The pixels of the state as it is; the scale of the interface is that of the figure.
Result<Pixels> figure_pixels(const AppState& state, const Derived& derived, int width, int height,
                             const FigureStyle& style);

// A figure after each shot.
Result<Film> film_of_figures(AppState state, std::span<const Shot> shots, int width, int height,
                             const FigureStyle& style, const Progress& progress);

}  // namespace poolwalk::io
