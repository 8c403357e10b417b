#include "core/io/export/worksheet.h"
#include "core/io/export/figure_paint.h"

#include <gmock/gmock.h>

#include <regex>

#include "core/io/session/examples.h"

namespace poolwalk::io {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr scene::Rect canvas{0, 0, 940, 870};

std::string sheet(const AppState& state, bool is_solved) {
    return worksheet_svg(state, derive(state.document), canvas, is_solved);
}

// Numbers of cells, which stand in text elements by themselves.
std::ptrdiff_t numbers_in(const std::string& svg) {
    const std::regex number(">-?[0-9]+(\\.[0-9]+)?<");
    return std::distance(std::sregex_iterator(svg.begin(), svg.end(), number), {});
}

TEST(Worksheet, LeavesYAndDxEmptyAndItsSolutionDoesNot) {
    const AppState state = start_state(load_example("overlap").value());
    const std::string empty = sheet(state, false), solved = sheet(state, true);
    EXPECT_THAT(empty, HasSubstr("Max pooling: fill in Y, then dX"));
    EXPECT_THAT(solved, HasSubstr("Max pooling: solution"));
    const std::int64_t cells = output_shape(state.document).cells() + shape_of(*state.document.input).cells();
    EXPECT_GE(numbers_in(solved) - numbers_in(empty), cells) << "Y, dX, and how often a cell received";
}

TEST(Worksheet, SaysWhatTheLayerIs) {
    AppState state = start_state(load_example("overlap").value());
    const std::string plain = sheet(state, false);
    EXPECT_THAT(plain, HasSubstr("Kernel 2 x 2, stride 1 x 1."));
    EXPECT_THAT(plain, HasSubstr("Ties: the first maximal cell, row by row, receives all of dY. Overlap: each window "
                                 "adds to dX."));
    state = update(
        std::move(state),
        SetGeometry{
            {.kernel = {2, 3}, .stride = {2, 1}, .dilation = {1, 1}, .pads = {1, 1, 1, 1}, .ceil_mode = true}});
    EXPECT_THAT(sheet(state, false), HasSubstr("Kernel 2 x 3, stride 2 x 1, padding 1 (-inf), size rounded up."));
}

TEST(Worksheet, IsTheSameWhateverTheWindowShows) {
    const AppState plain = start_state(load_example("overlap").value());
    AppState busy = plain;
    for (const Command& command : {Command(SetWorkspace{Workspace::Check}), Command(SetTheme{Theme::Dark}),
                                   Command(HideAnswers{}), Command(Pin{CellRef{GridId::Input, 0, {1, 1}}})})
        busy = update(std::move(busy), command);
    EXPECT_EQ(sheet(busy, false), sheet(plain, false));
    EXPECT_EQ(sheet(busy, true), sheet(plain, true));
}

TEST(Worksheet, BecomesAPage) {
    const auto pdf = figure_pdf(sheet(start_state(load_example("ties").value()), false), "ties");
    ASSERT_TRUE(pdf);
    EXPECT_THAT(*pdf, testing::StartsWith("%PDF"));
}

}  // namespace
}  // namespace poolwalk::io
