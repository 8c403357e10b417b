#include "app/ui/widgets/cell_chips.h"

#include <gtest/gtest.h>

#include "tests/app/ui/driver.h"

namespace poolwalk::ui {
namespace {

using namespace test;

std::vector<std::string> named_in(const std::string& words) {
    std::vector<std::string> found;
    for (const NamedCell& named : cells_named_in(words))
        found.push_back(words.substr(named.begin, named.end - named.begin));
    return found;
}

TEST(CellChips, AreTheCellsNamedInAText) {
    using Found = std::vector<std::string>;
    EXPECT_EQ(named_in("X(1, 2) and dX(10, 0) win; Y(0, 0)."), (Found{"X(1, 2)", "dX(10, 0)", "Y(0, 0)"}));
    EXPECT_EQ(named_in("(1, 2), X(1), X(-1, 2), maxX(1, 2), X (1, 2), X(1, 99999999999999999999)"), Found{});
    EXPECT_EQ(named_in("X(1, "), Found{});
}

TEST(CellChips, LightTheirCellAndPinIt) {
    Driver d;
    d.press(Key::Right);
    const Place best = *scene::step_done_last(d.state())->best;
    const std::string chip = "chip.X(" + std::to_string(best.h) + "," + std::to_string(best.w) + ")";
    ASSERT_TRUE(d.shows(chip)) << "the sentence names the maximum";
    const CellRef cell{GridId::Input, 0, best};
    d.hover(chip);
    EXPECT_EQ(d.state().view.hover, cell);
    d.click(chip);
    EXPECT_EQ(d.state().view.pinned, cell);
    d.hover("next");
    EXPECT_FALSE(d.state().view.hover);
}

}  // namespace
}  // namespace poolwalk::ui
