#include <nlohmann/json.hpp>

#include "tests/app/cli/cli_support.h"

namespace poolwalk::test {
namespace {

using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// --- The program -------------------------------------------------------------------------------

TEST_F(Cli, HelpListsEveryCommandAndGivesAnExample) {
    const Outcome help = run({"--help"});
    EXPECT_EQ(help.code, 0);
    for (const char* word :
         {"run ", "check ", "probe ", "shot ", "film ", "export ", "list ", "Example:", "--theme", "--fresh"})
        EXPECT_THAT(help.out, HasSubstr(word));
    EXPECT_THAT(help.out, Not(HasSubstr("state-file")));
    EXPECT_THAT(help.err, IsEmpty());
}

TEST_F(Cli, EveryCommandHasHelpWithAnExample) {
    for (const std::string command : {"run", "check", "probe", "shot", "film", "export", "list"}) {
        const Outcome help = run({command, "--help"});
        EXPECT_EQ(help.code, 0);
        EXPECT_THAT(help.out, HasSubstr("Usage: poolwalk " + command + " "));
        EXPECT_THAT(help.out, HasSubstr("Example:\n  poolwalk " + command + " "));
    }
}

TEST_F(Cli, VersionIsOneLine) {
    const Outcome version = run({"--version"});
    EXPECT_EQ(version.code, 0);
    EXPECT_THAT(version.out, testing::MatchesRegex("poolwalk [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(Cli, WithoutADisplaySaysWhatToDoInstead) {
    expect_error({}, 1, "display");
    expect_error({"--example", "ties", "--fresh", "--theme", "light"}, 1, "poolwalk shot");
}

TEST_F(Cli, AWordThatIsNoFileIsAMistypedCommand) {
    expect_error({"lsit"}, 2, "expected run, check, diagnose, probe");
}
TEST_F(Cli, AMistypedOptionIsNamedWithTheOneThatIsMeant) {
    expect_error({"run", "--example", "overlap", "--kernal", "2"}, 2,
                 "run: --kernal: no such option; --kernel is one");
    expect_error({"run", "--example", "overlap", "--quite-different"}, 2, "--quite-different: no such option (");
    put("-x.csv", "1,2\n");
    expect_error({"run", "-x.csv"}, 2, "-x.csv: no such option; the file is ./-x.csv");
    EXPECT_EQ(run({"run", "./-x.csv"}).code, 0);
}
// Each kind by its content.
TEST_F(Cli, ReadsStandardInput) {
    const auto piped = [&](const fs::path& file) {
        const std::string command = quoted(build_path("poolwalk").string()) + " probe - < " + quoted(file.string()) +
                                    " > " + quoted((folder / "out").string());
        return std::system(command.c_str()) == 0 ? text_of(folder / "out") : "refused";
    };
    EXPECT_EQ(piped(put("x.csv", "tensor([[1., 2.]])")), "-: ok float32 1x1x1x2\n");
    EXPECT_EQ(piped(fs::path(bad_files) / "npy/ok-fortran.npy").substr(0, 5), "-: ok");
    EXPECT_EQ(piped(fs::path(bad_files) / "png/ok-gray8.png").substr(0, 5), "-: ok");
    EXPECT_EQ(piped(fs::path(cases) / "pub-001-basic-2x2.json").substr(0, 5), "-: ok");
    EXPECT_EQ(piped(put("bad.csv", "1,x,2")), "refused");
}
TEST_F(Cli, AMissingFileIsNamed) { expect_error({"missing.npy"}, 1, "missing.npy: there is no such file"); }
TEST_F(Cli, OptionsOfTheWindowDoNotStandBeforeACommand) {
    expect_error({"--theme", "dark", "run", "--example", "overlap"}, 2, "--theme comes before run");
}
// The window's own refusals come before it looks for a display.
TEST_F(Cli, EveryCommandThatOpensAFilePoolsItAsTheOptionsSay) {
    put("x.csv", "1,5,2\n4,3,6\n7,8,9\n");
    put("dy.csv", "1,10\n100,1000\n");
    expect_error({"x.csv", "--kernel", "4", "--fresh"}, 1, "x.csv: ");
    expect_error({"x.csv", "--kernel", "2", "--stride", "1", "--dy", "dy.csv", "--fresh"}, 1, "display");
    expect_error({"--kernel", "9", "--fresh"}, 1, "example overlap: ");
    const std::vector<std::string> how{"--kernel", "2", "--stride", "1", "--dy", "dy.csv", "--ties", "last"};
    const auto with = [&](std::vector<std::string> words) {
        words.insert(words.end(), how.begin(), how.end());
        return run(words);
    };
    EXPECT_EQ(with({"film", "x.csv", "--out", "x.gif", "--size", "320x200"}).out, "x.gif: steps 0 to 8\n");
    ASSERT_EQ(with({"export", "x.csv", "--to", "x.session.json", "dx.csv"}).code, 0);
    EXPECT_EQ(read("dx.csv"), "0,1,0\n0,0,10\n0,100,1000\n");
    ASSERT_EQ(with({"shot", "x.csv", "--out", "a.png", "--size", "640x480"}).code, 0);
    ASSERT_EQ(run({"shot", "x.session.json", "--out", "b.png", "--size", "640x480"}).code, 0);
    EXPECT_EQ(read("a.png"), read("b.png"));
}

TEST_F(Cli, RefusesAnUnknownTheme) { expect_error({"--theme", "blue"}, 2, "expected dark or light"); }
TEST_F(Cli, RefusesASizeOutOfBounds) {
    expect_error({"--size", "319x200"}, 2, "from 320x200 to 7680x4320");
    expect_error({"--size", "7680x4321"}, 2, "from 320x200 to 7680x4320");
}
TEST_F(Cli, RefusesAScaleOutOfBounds) { expect_error({"--scale", "nan"}, 2, "from 0.75 to 3"); }
TEST_F(Cli, AnUnknownExampleListsTheKnown) { expect_error({"--example", "foo"}, 2, "overlap, ties"); }

TEST_F(Cli, AFullDiskIsNoticed) {
    const std::vector<std::vector<std::string>> commands{
        {"--help"}, {"list", "ties"}, {"check", cases}, {"run", "--example", "overlap", "--json"}};
    for (const auto& words : commands) {
        const Outcome outcome = run(words, "/dev/full");
        EXPECT_EQ(outcome.code, 1) << words.front();
        EXPECT_THAT(outcome.err, HasSubstr("standard output cannot be written")) << words.front();
    }
}

// --- check -------------------------------------------------------------------------------------

TEST_F(Cli, CheckPassesEveryCase) {
    const Outcome outcome = run({"check", cases});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out, "98 passed, 0 failed\n");
}

TEST_F(Cli, CheckSaysWhatDiffers) {
    json wrong = json::parse(text_of(cases + "/pub-002-basic-2x2-f64.json"));
    wrong["dx"]["data"][4] = 7;
    put("wrong.json", wrong.dump());
    const Outcome outcome = run({"check", cases + "/pub-001-basic-2x2.json", "wrong.json"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "wrong.json: dx[0,0,1,0] is 1, expected 7\n1 passed, 1 failed\n");
}

TEST_F(Cli, CheckOfNothingFails) {
    fs::create_directories(folder / "work/empty");
    EXPECT_EQ(run({"check", "empty"}).code, 1);
    EXPECT_THAT(run({"check", "missing.json"}).out, EndsWith("0 passed, 1 failed\n"));
    expect_error({"check"}, 2, "CASE is required");
}

// --- probe -------------------------------------------------------------------------------------

TEST_F(Cli, ProbePrintsTypeAndShape) {
    put("x.csv", "1,2\n3,4\n");
    put("z.csv", "1,2\n3\n");
    const Outcome outcome = run({"probe", "x.csv", "z.csv", cases + "/pub-001-basic-2x2.json"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_THAT(outcome.out, StartsWith("x.csv: ok float64 1x1x2x2\nz.csv: refused: line 2"));
    EXPECT_THAT(outcome.out, EndsWith("pub-001-basic-2x2.json: ok float32 1x1x4x4\n"));
    EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(Cli, ProbeTellsWhatWasChanged) {
    const std::string file = bad_files + "/npy/policy-u8-beyond-2p53.npy";
    EXPECT_THAT(run({"probe", file}).out, HasSubstr(": ok float64 1x1x2x2 - 1 integer is not exact"));
    EXPECT_THAT(json::parse(run({"probe", "--json", file}).out)["notes"].dump(), HasSubstr("not exact"));
}

TEST_F(Cli, ProbeOfACaseIsItsX) {
    const std::string file = cases + "/pub-001-basic-2x2.json";
    const json got = json::parse(run({"probe", "--json", file}).out), want = json::parse(text_of(file));
    EXPECT_EQ(got["ok"], true);
    EXPECT_EQ(got["dtype"], "float32");
    EXPECT_EQ(got["shape"], want["x"]["shape"]);
    EXPECT_EQ(got["values"], want["x"]["data"]);
}

TEST_F(Cli, ProbeTakesEveryFileOfTheManifestAsItSays) {
    const json manifest = json::parse(text_of(bad_files + "/manifest.json"));
    for (const json& entry : manifest["files"]) {
        const std::string file = bad_files + "/" + entry["file"].get<std::string>(), expect = entry["expect"];
        const Outcome outcome = run({"probe", "--json", file});
        ASSERT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1) << file;
        const json got = json::parse(outcome.out);
        EXPECT_EQ(got["file"], file);
        EXPECT_EQ(outcome.code, got["ok"] ? 0 : 1) << file;
        EXPECT_NE(expect, got["ok"] ? "reject" : "load") << outcome.out;
        if (!got["ok"]) {
            EXPECT_THAT(got["error"].get<std::string>(), Not(IsEmpty())) << file;
            continue;
        }
        EXPECT_EQ(got["shape"], entry["shape"]) << file;
        const char* values = entry.contains("scaled_to_255") ? "scaled_to_255" : "values";
        EXPECT_EQ(got["values"], entry.value(values, got["values"])) << file;
    }
}

// --- shot --------------------------------------------------------------------------------------

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

TEST_F(Cli, ShotWritesAPictureOfTheSizeAskedForAndNeverOverAnother) {
    const std::vector<std::string> words{"shot", "--example", "overlap", "--out",   "p.png", "--step",
                                         "14",   "--size",    "800x600", "--theme", "light"};
    const Outcome outcome = run(words);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const std::string png = read("p.png");
    EXPECT_THAT(png, StartsWith("\x89PNG"));
    EXPECT_EQ(big_endian(png, 16), 800u);
    EXPECT_EQ(big_endian(png, 20), 600u);
    put("p.png", "mine");
    expect_error(words, 1, "p.png");
    EXPECT_EQ(read("p.png"), "mine");
    std::vector<std::string> forced = words;
    forced.push_back("--force");
    EXPECT_EQ(run(forced).code, 0);
    EXPECT_EQ(read("p.png"), png);
}

TEST_F(Cli, ShotNamesTheRangeOfSteps) {
    expect_error({"shot", "--out", "p.png", "--step", "19"}, 1, "--step 19: this walk has steps 0 to 18");
    expect_error({"shot", "--out", "p.png", "--step", "-1"}, 1, "steps 0 to 18");
    // A step is one of the view's own walk.
    expect_error({"shot", "--out", "p.png", "--view", "columns", "--step", "37"}, 1,
                 "--step 37: this walk has steps 0 to 36");
    expect_error({"shot", "--out", "p.png", "--step", "18.5"}, 1, "--step 18.5: this walk has steps 0 to 18");
    EXPECT_EQ(run({"shot", "--out", "columns.png", "--view", "columns", "--step", "36", "--size", "640x400"}).code,
              0);
    expect_error({"shot", "--out", "p.png", "--step", "two"}, 2, "expected the number of steps done, as 10 or 10.4");
    EXPECT_FALSE(exists("p.png"));
}

TEST_F(Cli, ShotTakesAMethod) {
    EXPECT_EQ(run({"shot", "--method", "convnetjs", "--out", "p.png", "--size", "640x400"}).code, 0);
    EXPECT_THAT(read("p.png"), StartsWith("\x89PNG"));
}

TEST_F(Cli, ShotRefusesWrongUsage) {
    expect_error({"shot"}, 2, "--out is required");
    expect_error({"shot", "--out", "p.png", "--view", "lens"}, 2, "walk");
    expect_error({"shot", "missing.npy", "--out", "p.png"}, 1, "missing.npy: there is no such file");
}

// --- list --------------------------------------------------------------------------------------

TEST_F(Cli, ListPrintsEachTable) {
    const std::vector<std::pair<std::string, std::string>> tables{
        {"ties", "first "},    {"overlaps", "accumulate "}, {"nans", "last_nan "}, {"colormaps", ""},
        {"methods", "rules "}, {"examples", "overlap "},    {"views", "walk "},    {"actions", ""}};
    for (const auto& [table, first] : tables) {
        const Outcome outcome = run({"list", table});
        EXPECT_EQ(outcome.code, 0) << table;
        EXPECT_THAT(outcome.out, StartsWith(first)) << table;
        EXPECT_THAT(outcome.out, Not(IsEmpty())) << table;
    }
}

TEST_F(Cli, ListNamesEveryMethod) {
    const std::string methods = run({"list", "methods"}).out;
    for (const char* name : {"loops_break ", "window_argmax ", "window_mask ", "repeat_mask ", "im2col ",
                             "strided_loop ", "strided_mask ", "pytorch ", "tensorflow ", "jax ", "caffe ",
                             "convnetjs ", "tfjs ", "tinygrad ", "theano ", "tf_reduce_max "})
        EXPECT_THAT(methods, HasSubstr("\n" + std::string(name)));
}

TEST_F(Cli, ListNamesTheKnownTables) {
    expect_error({"list", "films"}, 2,
                 "expected one of ties, overlaps, nans, colormaps, methods, examples, lessons, views, actions");
    expect_error({"list"}, 2, "TABLE is required");
}

}  // namespace
}  // namespace poolwalk::test
