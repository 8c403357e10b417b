#include "app/ui/widgets/rich_text.h"

#include <gmock/gmock.h>

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

TEST(Terms, AreDottedOnceInATextAndSayWhatTheyMean) {
    Driver d;
    ASSERT_TRUE(d.shows("term.window")) << "windows slide over X";
    EXPECT_FALSE(d.shows("glossary"));
    d.hover("term.window");
    d.frames(2);
    EXPECT_TRUE(d.shows("glossary"));
    d.hover("canvas");
    d.frames(2);
    EXPECT_FALSE(d.shows("glossary"));
}

TEST(Terms, StandInLabelsHeadingsAndLessonsToo) {
    Driver d;
    EXPECT_TRUE(d.shows("term.stride")) << "the label of its field";
    EXPECT_TRUE(d.shows("term.ledger")) << "a heading in capitals";
    auto lesson = std::make_shared<Lesson>();
    lesson->start = d.state().document;
    lesson->pages = {
        {.question = "Is 1.5 a subgradient?",
         .answer = LessonAnswer{.right = {ChosenOption{0}}, .options = {"Yes", "No"}, .hints = {}, .hint = {}},
         .sentence = "Yes.",
         .action = {}}};
    d.session.run(StartLesson{lesson});
    d.frames(2);
    d.hover("term.subgradient");
    d.frames(2);
    EXPECT_TRUE(d.shows("glossary"));
}

// Under the mouse a cell lights its windows, which would tell.
TEST(CellChips, AreQuietWhileAQuestionIsOpen) {
    Driver d;
    d.press(Key::P);
    d.session.run(Seek{9});
    d.press(Key::Right);
    ASSERT_TRUE(d.state().quiz.asking);
    d.frames(2);
    d.click("chip.dY(0,0)");
    EXPECT_TRUE(d.state().quiz.asking);
    EXPECT_FALSE(d.state().view.pinned);
    EXPECT_FALSE(d.state().view.hover);
}

}  // namespace
}  // namespace poolwalk::ui
