// A page has no librsvg: what it can make of a drawing is the drawing.
#include "core/io/export/figure_paint.h"

namespace poolwalk::io {

std::string no_figure_paint() { return "no PDFs in a browser: print a .svg or use the desktop program"; }

Result<std::string> figure_pdf(std::string_view, const std::string&) { return Error{no_figure_paint()}; }

Result<Pixels> figure_pixels(std::string_view, int, int) { return Error{no_figure_paint()}; }

}  // namespace poolwalk::io
