// Stories of a first minute: the welcome card, five settings and the rest, examples by what they are about.
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "core/io/session/examples.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

AppState welcomed() { return update(example("ties"), ShowWelcome{}); }

TEST(WelcomeStory, LeadsToTheFirstLesson) {
    Driver d(welcomed());
    EXPECT_TRUE(d.shows("welcome_page"));
    d.click("welcome_lesson");
    EXPECT_FALSE(d.shows("welcome_page"));
    ASSERT_NE(running_lesson(d.state()), nullptr);
    EXPECT_EQ(d.state().lesson->lesson->name, "why-pool");
}

TEST(WelcomeStory, LeadsToTheOtherWaysIn) {
    Driver d(welcomed());
    d.click("welcome_play");
    EXPECT_TRUE(d.state().play.playing);
    EXPECT_FALSE(d.shows("welcome_page"));
    d.menu("Help", "welcome");
    ASSERT_TRUE(d.shows("welcome_page"));
    d.click("welcome_rules");
    EXPECT_EQ(d.state().view.workspace, Workspace::Rules);
    d.menu("Help", "welcome");
    d.click("welcome_open");
    EXPECT_TRUE(d.state().view.show_files);
    EXPECT_FALSE(d.state().view.show_welcome);
}

TEST(WelcomeStory, IsClosedByEscapeOrItsLink) {
    Driver d(welcomed());
    d.press(Key::Space);
    EXPECT_FALSE(d.state().play.playing) << "the card lies over everything";
    d.press(Key::Escape);
    EXPECT_FALSE(d.shows("welcome_page"));
    d.menu("Help", "welcome");
    d.click("welcome_close");
    EXPECT_FALSE(d.shows("welcome_page"));
    EXPECT_FALSE(d.state().play.playing);
}

TEST(SettingsStory, OpenWithFiveRowsAndUnfold) {
    Driver d(update(example("ties"), ShowAllSettings{false}));
    d.frames(2);
    for (const char* name : {"example", "kernel.0", "stride.0", "ties", "overlap", "budget"})
        EXPECT_TRUE(d.shows(name)) << name;
    for (const char* name : {"shape.0", "padding.0", "dilation.0", "ceil", "method", "nan", "step_by", "theme"})
        EXPECT_FALSE(d.shows(name)) << name;
    d.click("kernel.more");
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{3, 3}));
    d.click("all_settings");
    EXPECT_TRUE(d.state().view.shows_all_settings);
    for (const char* name : {"shape.0", "padding.0", "dilation.0", "ceil", "method", "nan", "step_by"})
        EXPECT_TRUE(d.shows(name)) << name;
    d.click("all_settings");
    EXPECT_FALSE(d.shows("method"));
}

TEST(SettingsStory, SayWhereTheyMakeNoDifference) {
    Driver d(update(example("overlap"), ShowAllSettings{}));
    d.frames(2);
    for (const char* name : {"idle.ties", "idle.nan", "idle.ceil"}) EXPECT_TRUE(d.shows(name)) << name;
    for (const char* name : {"idle.overlap", "idle.dilation"}) EXPECT_FALSE(d.shows(name)) << name;
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, std::nan("")}, {0, {0, 1}, 6}}, false});
    d.session.run(SetGeometry{{.kernel = {2, 2}, .stride = {2, 2}}, false});
    d.frames(2);
    EXPECT_FALSE(d.shows("idle.nan"));
    EXPECT_TRUE(d.shows("idle.overlap"));
    Driver tied(example("ties"));
    tied.frames(2);
    EXPECT_FALSE(tied.shows("idle.ties"));
}

TEST(ExampleStory, StandInTheMenuByWhatTheyAreAbout) {
    std::set<std::string> seen;
    for (const std::string_view group : io::example_groups()) {
        Driver d;
        d.click("menu/File");
        d.click("menu/examples");
        d.click("menu/examples/" + std::string(group));
        bool holds_any = false;
        for (const io::Example& one : io::examples()) {
            if (one.group != group) continue;
            EXPECT_TRUE(d.shows("menu/example/" + one.name)) << one.name;
            seen.insert(one.name);
            holds_any = true;
        }
        EXPECT_TRUE(holds_any) << group;
    }
    EXPECT_EQ(seen.size(), io::examples().size()) << "each is in a group of the menu";
}

}  // namespace
}  // namespace poolwalk::test
