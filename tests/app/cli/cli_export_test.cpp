// The commands `film` and `export`.
#include <pty.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/app/cli/cli_support.h"
#include "tests/app/session/picture_support.h"
#include "tests/core/io/export/gif_support.h"
#include "tests/support/paths.h"

namespace poolwalk::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class CliExport : public Cli {
protected:
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder / "work"), fs::directory_iterator()));
    }
};

// --- film --------------------------------------------------------------------------------------

TEST_F(CliExport, FilmOfTheOverlapWalkIsSmallAndSharp) {
    const Outcome outcome = run({"film", "--example", "overlap", "--no-motion", "--out", "walk.gif"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "walk.gif: steps 0 to 18\n");
    EXPECT_THAT(outcome.err, IsEmpty()) << "progress is for a terminal";
    const std::string bytes = read("walk.gif");
    EXPECT_LT(bytes.size(), 400'000u);
    const DecodedGif gif = decode_gif(bytes);
    ASSERT_EQ(gif.pictures.size(), 19u);
    EXPECT_EQ(gif.width, 1280);
    EXPECT_EQ(gif.height, 800);
    EXPECT_TRUE(gif.loops);
    for (const std::size_t step : {0, 5, 14, 18}) {
        const std::string name = "s" + std::to_string(step) + ".png";
        ASSERT_EQ(
            run({"shot", "--example", "overlap", "--size", "1280x800", "--step", std::to_string(step), "--out", name})
                .code,
            0);
        const auto shot = read_picture(folder / "work" / name);
        ASSERT_TRUE(shot);
        const auto& got = gif.pictures[step].rgba;
        std::size_t far = 0;
        double sum = 0;
        for (std::size_t i = 0; i < got.size(); ++i) {
            const int off = std::abs(int{got[i]} - int{shot->rgba[i]});
            far += off > 24;
            sum += off;
        }
        EXPECT_LT(far, got.size() / 2000) << "step " << step;
        EXPECT_LT(sum / static_cast<double>(got.size()), 0.5) << "step " << step;
    }
}

TEST_F(CliExport, FilmMovesBetweenTheSteps) {
    ASSERT_EQ(run({"film", "--example", "overlap", "--out", "walk.gif"}).code, 0);
    const std::string bytes = read("walk.gif");
    EXPECT_LT(bytes.size(), 1'500'000u);
    const DecodedGif gif = decode_gif(bytes);
    EXPECT_GT(gif.pictures.size(), 18u * 6);
    int centiseconds = 0;
    for (const auto& picture : gif.pictures) centiseconds += picture.centiseconds;
    EXPECT_NEAR(centiseconds, 100 + 18 * 100 + 200, 60) << "a step a second";
    EXPECT_EQ(gif.pictures[1].centiseconds % 8, 0) << "12 pictures a second";
}

TEST_F(CliExport, FilmTakesARangeAndASpeed) {
    ASSERT_EQ(run({"film", "--example", "ties", "--out", "w.gif", "--from", "9", "--to", "12", "--fps", "10",
                   "--no-motion", "--size", "640x400", "--theme", "light"})
                  .code,
              0);
    const DecodedGif gif = decode_gif(read("w.gif"));
    ASSERT_EQ(gif.pictures.size(), 4u);
    EXPECT_EQ(gif.width, 640);
    EXPECT_EQ(gif.pictures[1].centiseconds, 10);
    EXPECT_EQ(gif.pictures[3].centiseconds, 250);
    EXPECT_GT(gif.pictures[0].rgba[0], 200) << "the light theme";
}

TEST_F(CliExport, FilmOfALongWalkSaysWhereItEnds) {
    const Outcome outcome = run(
        {"film", "--example", "lighthouse", "--out", "w.gif", "--from", "1500", "--to", "1503", "--size", "320x200"});
    EXPECT_EQ(outcome.out, "w.gif: steps 1500 to 1503\n") << outcome.err;
    expect_error({"film", "--example", "lighthouse", "--out", "x.gif", "--from", "1537"}, 1, "steps 0 to 1536");
}

TEST_F(CliExport, FilmRefusesWrongUsage) {
    put("mine.gif", "mine");
    expect_error({"film"}, 2, "--out is required");
    expect_error({"film", "--out", "mine.gif"}, 1, "exists already");
    expect_error({"film", "--out", "walk.png"}, 1, "a film is a .gif");
    expect_error({"film", "--out", "w.gif", "--to", "19"}, 1, "--to 19: this walk has steps 0 to 18");
    expect_error({"film", "--out", "w.gif", "--from", "5", "--to", "4"}, 1, "--from is 5");
    expect_error({"film", "--out", "w.gif", "--fps", "0"}, 2, "from 0.1 to 50");
    expect_error({"film", "missing.npy", "--out", "w.gif"}, 1, "there is no such file");
    EXPECT_EQ(read("mine.gif"), "mine");
    EXPECT_EQ(files(), 1u);
}

// Runs the program with a terminal of its own; `at` is called with all that it has said so far.
template <class At>
int on_a_terminal(const fs::path& folder, std::vector<std::string> words, std::string& said, const At& at) {
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        words.insert(words.begin(), "poolwalk");
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        if (chdir(folder.c_str()) == 0) execv(build_path("poolwalk").c_str(), arguments.data());
        _exit(127);
    }
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(terminal, buffer, sizeof buffer)) > 0;) {
        said.append(buffer, static_cast<std::size_t>(count));
        at(child, said);
    }
    int status = 0;
    waitpid(child, &status, 0);
    close(terminal);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(CliExport, ProgressIsShownOnATerminal) {
    std::string said;
    EXPECT_EQ(on_a_terminal(folder / "work",
                            {"film", "--example", "overlap", "--no-motion", "--out", "w.gif", "--size", "320x200"},
                            said, [](auto...) {}),
              0);
    EXPECT_THAT(said, HasSubstr("\rw.gif: 4 %"));
    EXPECT_THAT(said, HasSubstr("\rw.gif: 9"));
    EXPECT_THAT(said, HasSubstr("\r\x1b[K")) << "and then taken away";
    EXPECT_TRUE(exists("w.gif"));
}

TEST_F(CliExport, LeavesNothingWhenItIsStopped) {
    struct Way {
        int signal, code;
        std::string when, by;
    };
    for (const Way& way : {Way{SIGINT, 130, ": 0 %", "Ctrl+C"}, Way{SIGTERM, 143, ": 3", "SIGTERM"},
                           Way{SIGHUP, 129, ": 9", "SIGHUP"}}) {
        std::string said;
        bool sent = false;
        const int code = on_a_terminal(
            folder / "work", {"export", "--example", "lighthouse", "--to", "dx.npy", "w.gif", "--size", "320x200"},
            said, [&](pid_t child, const std::string& so_far) {
                if (!sent && so_far.find("w.gif" + way.when) != so_far.npos) {
                    kill(child, way.signal);
                    sent = true;
                }
            });
        EXPECT_TRUE(sent) << said;
        EXPECT_EQ(code, way.code) << said;
        EXPECT_THAT(said, HasSubstr("\x1b[Kpoolwalk: stopped by " + way.by + "; nothing unfinished is left"));
        EXPECT_EQ(files(), 0u) << "not even what was whole";
    }
}

// --- export ------------------------------------------------------------------------------------

TEST_F(CliExport, WritesEveryKindAtOnce) {
    const std::vector<std::string> names{"dx.npy",   "argmax.npy", "y.csv", "walk.svg", "walk.pdf",
                                         "layer.py", "all.json",   "m.tex", "p.png",    "w.gif"};
    std::vector<std::string> words{"export", "--example", "overlap", "--step", "14", "--size", "480x300", "--to"};
    words.insert(words.end(), names.begin(), names.end());
    const Outcome outcome = run(words);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    std::string lines;
    for (const std::string& name : names) {
        lines += name + "\n";
        EXPECT_TRUE(exists(name)) << name;
    }
    EXPECT_EQ(outcome.out, lines);
    EXPECT_EQ(files(), names.size());
    EXPECT_EQ(run({"probe", "dx.npy", "argmax.npy", "y.csv"}).code, 0);
    EXPECT_EQ(run({"check", "all.json"}).out, "1 passed, 0 failed\n");
    EXPECT_EQ(read("all.json"), run({"run", "--example", "overlap", "--json"}).out);
    EXPECT_THAT(read("walk.svg"), HasSubstr("so far"));
    EXPECT_THAT(read("walk.svg"), HasSubstr("width=\"480\""));
    EXPECT_THAT(read("p.png"), StartsWith("\x89PNG"));
    EXPECT_THAT(read("walk.pdf"), StartsWith("%PDF-"));
}

// --- figures -----------------------------------------------------------------------------------

TEST_F(CliExport, FiguresAreTheGridsAloneOnAnyGround) {
    const auto corner = [&](const std::string& background) {
        const Outcome outcome = run({"shot", "--example", "overlap", "--step", "14", "--figure", "--background",
                                     background, "--size", "640x480", "--out", "f.png", "--force"});
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        const auto picture = read_picture(folder / "work/f.png");
        EXPECT_TRUE(picture);
        return std::vector<int>(picture->rgba.begin(), picture->rgba.begin() + 4);
    };
    EXPECT_THAT(corner("white"), testing::ElementsAre(255, 255, 255, 255));
    EXPECT_EQ(corner("transparent")[3], 0);
    EXPECT_NE(corner("dark"), corner("light"));
    ASSERT_EQ(run({"export", "--example", "overlap", "--step", "14", "--background", "white", "--marks", "none",
                   "--colormap", "grey", "--to", "f.svg"})
                  .code,
              0);
    EXPECT_THAT(read("f.svg"), HasSubstr("fill=\"#ffffff\""));
    EXPECT_THAT(read("f.svg"), Not(HasSubstr("<polygon")));
    expect_error({"shot", "--background", "white", "--out", "p.png"}, 2, "expected --figure too");
    expect_error({"film", "--marks", "none", "--out", "p.gif"}, 2, "expected --figure too");
    expect_error({"film", "--figure", "--background", "transparent", "--out", "p.gif"}, 2, "no transparent ground");
    expect_error({"shot", "--background", "red", "--out", "p.png"}, 2, "expected dark, light, white or transparent");
    expect_error({"shot", "--colormap", "none", "--out", "p.png"}, 2, "expected one of ");
}

TEST_F(CliExport, APictureOfEachStepHasItsNumberInItsName) {
    ASSERT_EQ(run({"shot", "--example", "overlap", "--figure", "--size", "320x200", "--steps", "0:18", "--every", "6",
                   "--out", "s%02d.png"})
                  .code,
              0);
    for (const char* name : {"s00.png", "s06.png", "s12.png", "s18.png"}) EXPECT_TRUE(exists(name)) << name;
    EXPECT_EQ(files(), 4u);
    EXPECT_NE(read("s06.png"), read("s12.png"));
    const auto with = [](const std::string& out, const std::string& steps) {
        return std::vector<std::string>{"shot", "--example", "overlap", "--figure", "--steps", steps, "--out", out};
    };
    expect_error(with("s.png", "0:1"), 2, "expected a number's place in --out");
    expect_error(with("s%s.png", "0:1"), 2, "expected a number's place in --out");
    expect_error(with("s%d.png", "0:19"), 1, "--steps 0:19: this walk has steps 0 to 18");
    expect_error(with("s%d.png", "3:1"), 2, "expected the first and the last number of steps done");
}

TEST_F(CliExport, FilmOfFiguresTakesEveryNthStep) {
    const Outcome outcome = run({"film", "--example", "overlap", "--figure", "--background", "white", "--every", "5",
                                 "--size", "320x200", "--out", "f.gif"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const DecodedGif gif = decode_gif(read("f.gif"));
    EXPECT_EQ(gif.pictures.size(), 5u) << "0, 5, 10, 15 and 18";
    expect_error({"film", "--example", "overlap", "--every", "0", "--out", "g.gif"}, 2,
                 "expected a whole number from 1");
}

TEST_F(CliExport, TakesGeometryAndRulesAsRunDoes) {
    put("x.csv", "1,2,3\n4,5,6\n7,9,9\n");
    const std::vector<std::string> asked{"x.csv", "--kernel", "2", "--stride", "1", "--ties", "split"};
    std::vector<std::string> run_words{"run", "--out", "."},
        words{"export", "--to", "./dx.csv", "--dtype", "float32"};
    run_words.insert(run_words.end(), asked.begin(), asked.end());
    words.insert(words.end(), asked.begin(), asked.end());
    ASSERT_EQ(run(run_words).code, 0);
    ASSERT_EQ(run(words).code, 0);
    EXPECT_EQ(read("dx.csv"), "0,0,0\n0,1,1\n0,1.5,0.5\n");
    EXPECT_EQ(json::parse(run({"probe", "--json", "dx.npy"}).out)["values"], json::parse("[0,0,0,0,1,1,0,1.5,0.5]"));
    EXPECT_EQ(json::parse(run({"probe", "--json", "dx.npy"}).out)["shape"], json::parse("[3,3]"));
}

TEST_F(CliExport, TakesAMethodAndItsOwnCode) {
    ASSERT_EQ(run({"export", "--method", "im2col", "--to", "layer.py"}).code, 0);
    EXPECT_THAT(read("layer.py"), StartsWith("# im2col"));
    ASSERT_EQ(run({"export", "--method", "im2col", "--ties", "split", "--to", "other.py"}).code, 0);
    EXPECT_THAT(read("other.py"), StartsWith("import numpy"));
}

TEST_F(CliExport, RefusesWhatItDoesNotKnowBeforeItWritesAnything) {
    put("y.npy", "mine");
    expect_error({"export", "--to", "dx.npy", "a.bmp"}, 1, "a.bmp: expected a name that ends in .png, .gif");
    expect_error({"export", "--to", "dx.npy", "grad.npy"}, 1, "expected x.npy, y.npy, dy.npy, dx.npy or argmax.npy");
    expect_error({"export", "--to", "dx.npy", "y.npy"}, 1, "exists already");
    expect_error({"export", "--to", "dx.npy", "dx.npy"}, 1, "given twice");
    expect_error({"export", "--to", "p.png", "--step", "99"}, 1, "steps 0 to 18");
    expect_error({"export"}, 2, "--to is required");
    EXPECT_EQ(files(), 1u);
    EXPECT_EQ(read("y.npy"), "mine");
    EXPECT_EQ(run({"export", "--to", "y.npy", "--force"}).code, 0);
    EXPECT_NE(read("y.npy"), "mine");
}

TEST_F(CliExport, TakesBackWhatItWroteIfTheRestCannotBe) {
    expect_error({"export", "--to", "dx.npy", "nowhere/a.svg"}, 1, "nowhere/a.svg: the file cannot be written");
    EXPECT_EQ(files(), 0u);
}

TEST_F(CliExport, HelpNamesEveryEnding) {
    const std::string help = run({"export", "--help"}).out;
    for (const char* ending : {".png", ".gif", ".svg", ".pdf", ".npy", ".csv", ".json", ".py", ".tex", "argmax"})
        EXPECT_THAT(help, HasSubstr(ending));
    EXPECT_THAT(run({"--help"}).out, HasSubstr("film "));
    EXPECT_THAT(run({"film", "--help"}).out, Not(HasSubstr("state-file")));
}

}  // namespace
}  // namespace poolwalk::test
