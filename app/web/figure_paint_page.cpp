// A page has no librsvg: what it can make of a drawing is the drawing.
#include "core/io/export/figure_paint.h"

namespace poolwalk::io {

namespace {
Error no_painter() {
    return Error{"a page in a browser makes no PDF files: export a .svg, or use the program itself"};
}
}  // namespace

Result<std::string> figure_pdf(std::string_view, const std::string&) { return no_painter(); }

Result<Pixels> figure_pixels(std::string_view, int, int) { return no_painter(); }

}  // namespace poolwalk::io
