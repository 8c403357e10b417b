// Sessions and lessons on the command line: every command takes them where it takes a file.
#include <nlohmann/json.hpp>

#include "core/io/session/link.h"
#include "core/io/session/session_read.h"
#include "tests/app/cli/cli_support.h"
#include "tests/support/paths.h"

namespace poolwalk {
namespace {

using namespace test;
using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kept = source_path("tests/sessions/version-1.json").string(),
                  lesson = source_path("assets/lessons/04-overlap-adds.json").string();

TEST_F(Cli, ProbeTakesSessionsAndLessons) {
    const Outcome outcome = run({"probe", kept, lesson});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("version-1.json: ok float32 1x2x3x3\n"));
    EXPECT_THAT(outcome.out, EndsWith("04-overlap-adds.json: ok float64 1x1x4x4\n"));
    EXPECT_EQ(json::parse(run({"probe", "--json", kept}).out)["values"][1], "nan");
    put("s.json", R"({"poolwalk": "session", "version": 9, "document": {}})");
    put("l.json", R"({"poolwalk": "lesson", "title": "x", "example": "overlap", )"
                  R"("pages": [{"sentence": "x", "action": {"do": "seek", "done": 99}}]})");
    const Outcome refused = run({"probe", "s.json", "l.json"});
    EXPECT_EQ(refused.code, 1);
    EXPECT_EQ(refused.out,
              "s.json: refused: version: expected an integer from 0 to 1, found 9\n"
              "l.json: refused: pages[0].action: there is no step 99, the walk has 0 to 18\n");
}

TEST_F(Cli, RunPoolsASession) {
    const Outcome outcome = run({"run", source_path("tests/sessions/version-0.json").string(), "--json"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(json::parse(outcome.out)["y"]["data"], (json{6, 6, 8, 9}));
}

TEST_F(Cli, ShotShowsASessionAsItWasSaved) {
    EXPECT_EQ(run({"shot", kept, "--out", "kept.png", "--size", "640x480"}).code, 0);
    EXPECT_EQ(run({"shot", kept, "--out", "walk.png", "--size", "640x480", "--view", "walk"}).code, 0);
    EXPECT_NE(read("kept.png"), read("walk.png")) << "it was saved in the Check workspace";
}

// Step, view, theme and hidden grids are the session's, and options win over it.
TEST_F(Cli, ExportsASessionAsItStands) {
    ASSERT_EQ(run({"export", "--example", "overlap", "--to", "a.session.json", "--view", "check", "--step", "7",
                   "--theme", "light"})
                  .code,
              0);
    ASSERT_EQ(run({"export", "a.session.json", "--to", "b.session.json"}).code, 0);
    EXPECT_EQ(read("a.session.json"), read("b.session.json"));
    ASSERT_EQ(run({"export", "a.session.json", "--to", "c.session.json", "--ties", "last", "--stride", "2"}).code, 0);
    const json a = json::parse(read("a.session.json")), c = json::parse(read("c.session.json"));
    EXPECT_EQ(c["view"], a["view"]);
    EXPECT_EQ(a["view"]["theme"], "light");
    EXPECT_EQ(c["document"]["tie_rule"], "last");
    EXPECT_NE(a["document"]["tie_rule"], "last");

    ASSERT_EQ(run({"shot", "a.session.json", "--out", "a.png", "--size", "640x480"}).code, 0);
    ASSERT_EQ(run({"export", "a.session.json", "--to", "same.png", "--size", "640x480"}).code, 0);
    EXPECT_EQ(read("a.png"), read("same.png"));
}

// A link stands wherever a session does.
TEST_F(Cli, ALinkIsShownAndExportedLikeItsSession) {
    ASSERT_EQ(run({"export", "--example", "ties", "--ties", "all", "--step", "12", "--to", "a.session.json"}).code,
              0);
    const auto session = io::read_session(read("a.session.json"), "a", ".");
    ASSERT_TRUE(session);
    const std::string link = "https://somewhere.org/poolwalk.html?present" + *io::link_of(*session);
    ASSERT_EQ(run({"export", link, "--to", "b.session.json"}).code, 0);
    EXPECT_EQ(read("a.session.json"), read("b.session.json"));
    ASSERT_EQ(run({"shot", "a.session.json", "--out", "a.png", "--size", "640x480"}).code, 0);
    ASSERT_EQ(run({"shot", link, "--out", "b.png", "--size", "640x480"}).code, 0);
    EXPECT_EQ(read("a.png"), read("b.png"));
    expect_error({"shot", "https://somewhere.org/", "--out", "x.png"}, 1, "link: there is no session in it");
    expect_error({"run", "#s=AAAA"}, 1, "link: it is cut or altered, expected a whole link");
}

TEST_F(Cli, ShotShowsAPageOfALesson) {
    EXPECT_EQ(run({"shot", "--lesson", "overlap-adds", "--page", "5", "--out", "five.png", "--size", "640x480"}).code,
              0);
    EXPECT_EQ(run({"shot", lesson, "--page", "5", "--out", "file.png", "--size", "640x480"}).code, 0);
    EXPECT_EQ(read("five.png"), read("file.png"));
    EXPECT_EQ(run({"shot", "--lesson", "overlap-adds", "--out", "one.png", "--size", "640x480"}).code, 0);
    EXPECT_NE(read("five.png"), read("one.png"));
    expect_error({"shot", "--lesson", "overlap-adds", "--page", "11", "--out", "x.png"}, 1,
                 "--page 11: this lesson has pages 1 to 10");
    expect_error({"shot", "--page", "1", "--out", "x.png"}, 1, "--page 1: this is no lesson");
    expect_error({"shot", "--lesson", "nothing", "--out", "x.png"}, 2, "expected one of why-pool, one-value");
    expect_error({"--lesson", "overlap-adds", "--example", "ties"}, 2, "cannot both be given");
}

TEST_F(Cli, ListNamesEveryLesson) {
    const Outcome outcome = run({"list", "lessons"});
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 13);
    EXPECT_THAT(outcome.out, StartsWith("why-pool "));
}

}  // namespace
}  // namespace poolwalk
