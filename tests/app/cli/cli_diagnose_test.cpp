// `poolwalk diagnose`, by running the program.
#include <nlohmann/json.hpp>

#include "tests/app/cli/cli_support.h"

namespace poolwalk::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Diagnose : public Cli {
protected:
    void SetUp() override {
        Cli::SetUp();
        put("x.csv", "1,2,3\n4,9,6\n7,9,5\n");
        put("dy.csv", "1,10\n100,1000\n");
    }
    Outcome diagnose(const std::string& grad_input, const std::vector<std::string>& more = {}) const {
        put("mine.csv", grad_input);
        std::vector<std::string> words{"diagnose", "--x",      "x.csv", "--dy",     "dy.csv", "--dx",
                                       "mine.csv", "--kernel", "2",     "--stride", "1"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
};

TEST_F(Diagnose, FindsNothingToMend) {
    const Outcome outcome = diagnose("0,0,0\n0,1111,0\n0,0,0\n");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out,
              "PyTorch's own gradient: nothing to mend; on this input also: First by column + Accumulate\n"
              "  First + Accumulate\n  First by column + Accumulate\n");
}

TEST_F(Diagnose, NamesRulesAndMistakes) {
    EXPECT_THAT(diagnose("0,0,0\n0,1111,0\n0,1100,0\n").out,
                StartsWith("your code gives every tied cell the full gradient"));
    const Outcome negated = diagnose("0,0,0\n0,-1111,0\n0,0,0\n");
    EXPECT_EQ(negated.code, 0);
    EXPECT_THAT(negated.out, StartsWith("PyTorch's gradient, but the sign is turned around"));
    EXPECT_THAT(negated.out, HasSubstr("\n  negated: First + Accumulate\n"));
    EXPECT_EQ(diagnose("0,0,0\n0,0,0\n0,0,0\n").out, "your dX is 0 everywhere: no gradient arrives\n  zero\n");
}

TEST_F(Diagnose, ReadsPrintsAtTheirPrecision) {
    put("printed.txt", "tensor([[1.2500, 0.3333],\n        [0.1000, 0.2000]])");
    put("dx.txt", "tensor([[1., 0.],\n        [0., 0.]])");
    const Outcome outcome = run({"diagnose", "--x", "printed.txt", "--dx", "dx.txt"});
    EXPECT_THAT(outcome.out, StartsWith("right on this input"));
    EXPECT_THAT(outcome.err, HasSubstr("dY is taken as 1 everywhere; --dy gives another"));
    put("dy.txt", "[[0.33335]]");
    put("dx.txt", "tensor([[0.3333, 0.0000],\n        [0.0000, 0.0000]])");
    const Outcome printed = run({"diagnose", "--x", "printed.txt", "--dy", "dy.txt", "--dx", "dx.txt"});
    EXPECT_THAT(printed.out, HasSubstr("equal to the 4 decimals given"));
    EXPECT_THAT(printed.err, Not(HasSubstr("taken as 1")));
}

TEST_F(Diagnose, SaysWhereTheNearestDiffers) {
    const Outcome outcome = diagnose("0,0,0\n0,1110.5,0\n0,0,0\n");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out,
              "no rule gives this dX; nearest is First + Accumulate: window (0, 0) differs first: dX(1, 1) is "
              "1110.5, expected 1111\n");
    EXPECT_EQ(diagnose("0,0,0\n0,1110.5,0\n0,0,0\n", {"--rtol", "0.001"}).code, 0);
}

TEST_F(Diagnose, SpeaksJson) {
    const json found = json::parse(diagnose("0,0,0\n0,-1111,0\n0,0,0\n", {"--json"}).out);
    EXPECT_EQ(found["explained"], true);
    EXPECT_EQ(found["explanations"][0]["suspect"], "negated");
    EXPECT_EQ(found["explanations"][0]["exact"], true);
    EXPECT_EQ(found["explanations"][0]["rules"][0],
              json::parse(R"({"tie_rule": "first", "overlap_rule": "accumulate", "nan_rule": "last_nan"})"));
    EXPECT_TRUE(found["nearest"].is_null());
    const Outcome missed = diagnose("0,0,0\n0,1110.5,0\n0,0,0\n", {"--json"});
    EXPECT_EQ(missed.code, 1);
    const json nearest = json::parse(missed.out)["nearest"];
    EXPECT_EQ(nearest["window"], json({0, 0, 0, 0}));
    EXPECT_EQ(nearest["cell"], json({0, 0, 1, 1}));
    EXPECT_EQ(nearest["got"], 1110.5);
    EXPECT_EQ(nearest["want"], 1111);
    EXPECT_EQ(nearest["differing_cells"], 1);
}

TEST_F(Diagnose, TakesCasesAndExamples) {
    const std::string path = cases + "/rule-013-all-assign-cell-ties4.json";
    const Outcome own = run({"diagnose", "--x", path});
    EXPECT_EQ(own.code, 0) << own.err;
    EXPECT_THAT(own.out, StartsWith("your code gives every tied cell the full gradient, and overwrites"));
    ASSERT_EQ(run({"run", "--example", "overlap", "--ties", "last", "--out", "o"}).code, 0);
    const Outcome example = run({"diagnose", "--example", "overlap", "--dx", "o/dx.npy", "--json"});
    EXPECT_EQ(example.code, 0) << example.err;
    EXPECT_THAT(example.out, HasSubstr(R"("tie_rule": "last")"));
    ASSERT_EQ(run({"run", "--method", "im2col", "--out", "m"}).code, 0);
    const Outcome method = run({"diagnose", "--method", "im2col", "--dx", "m/dx.npy"});
    EXPECT_EQ(method.code, 0) << method.err;
    EXPECT_THAT(method.out, StartsWith("PyTorch's own gradient"));
}

TEST_F(Diagnose, ReadsChannelsLast) {
    put("x.txt", "[[[1, 10], [2, 20]], [[3, 30], [4, 40]]]");  // H x W x C
    put("dx.txt", "[[[0, 0], [0, 0]], [[0, 0], [1, 1]]]");
    const Outcome outcome =
        run({"diagnose", "--x", "x.txt", "--dx", "dx.txt", "--layout", "nhwc", "--dtype", "float32"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("right on this input"));
}

// A folder of what was handed in: sessions, a case, arrays for --x, and what is no homework.
TEST_F(Diagnose, JudgesHomeworkByFileName) {
    const std::string session =
        R"({"poolwalk": "session", "version": 1, "document": {"title": "t",
            "params": {"kernel": [2, 2], "stride": [1, 1]},
            "x": [[1, 2, 3], [4, 9, 6], [7, 9, 5]], "dy": [[1, 10], [100, 1000]]})";
    const auto handed_in = [&](const std::string& dx) {
        return session + (dx.empty() ? "" : R"(, "claim": {"title": "mine", "dx": )" + dx + "}") + "}";
    };
    put("work/ann.json", handed_in("[[0, 0, 0], [0, 1111, 0], [0, 0, 0]]"));
    put("work/bob/b.json", handed_in("[[0, 0, 0], [0, 11, 0], [0, 1100, 0]]"));
    put("work/cy.json", handed_in("[[0, 0, 0], [0, -1111, 0], [0, 0, 0]]"));
    put("work/di.json", handed_in("[[0, 0, 0], [0, 5, 0], [0, 0, 7]]"));
    put("work/eve.JSON", handed_in(""));
    put("work/notes.md", "# none");
    put("work/fay.csv", "0,0,0\n0,1111,0\n0,0,0\n");
    fs::copy_file(cases + "/pub-001-basic-2x2.json", folder / "work/work/case.json");
    const Outcome all = run({"diagnose", "work"});
    EXPECT_EQ(all.code, 1);
    EXPECT_EQ(
        all.out,
        "work/ann.json: right\n"
        "work/bob/b.json: wrong: Last + Accumulate\n"
        "work/case.json: untested: right here, but X tells no tie rules apart\n"
        "work/cy.json: wrong: the sign is turned around\n"
        "work/di.json: wrong: no rule gives this dX; nearest is First + Assign cell: window (0, 0) differs first: "
        "dX(1, 1) is 5, expected 1000; 1 other cell differs\n"
        "work/eve.JSON: skipped: this session has no dX that was pasted into Check\n"
        "work/fay.csv: skipped: an array is the dX of --x, which is not given\n"
        "1 right, 1 untested, 3 wrong, 2 skipped\n");
    EXPECT_EQ(run({"diagnose", "work/ann.json"}).code, 0);
    EXPECT_EQ(run({"diagnose", "work/eve.JSON"}).code, 1);
    EXPECT_EQ(run({"diagnose", "work/none.json"}).out,
              "work/none.json: skipped: there is no such file\n0 right, 0 untested, 0 wrong, 1 skipped\n");

    const Outcome given = run({"diagnose", "--x", "x.csv", "--dy", "dy.csv", "--kernel", "2", "--stride", "1",
                               "work/fay.csv", "work/cy.json", "--csv"});
    EXPECT_EQ(given.out,
              "file,verdict,mistake,rules,sentence\n"
              "work/fay.csv,right,,First + Accumulate,PyTorch's own gradient: nothing to mend; on this input also: "
              "First by column + Accumulate\n"
              "work/cy.json,wrong,negated,First + Accumulate,\"PyTorch's gradient, but the sign is turned around; on "
              "this input also: First by column + Accumulate\"\n");
    expect_error({"diagnose", "work", "--dx", "x.csv"}, 2, "--dx is for one dX");
    expect_error({"diagnose", "--x", "x.csv", "--dx", "x.csv", "--csv"}, 2, "--csv is for files");
}

TEST_F(Diagnose, TakesAnArchiveOfAllThree) {
    put("dx.csv", "0,0,0\n0,1111,0\n0,0,0\n");
    ASSERT_EQ(run({"run", "x.csv", "--dy", "dy.csv", "--kernel", "2", "--stride", "1", "--out", "o"}).code, 0);
    const std::string pack = "cd " + quoted((folder / "work").string()) +
                             " && python3 -c 'import zipfile; z = zipfile.ZipFile(\"all.npz\", \"w\"); "
                             "[z.write(f, a) for f, a in ((\"x.npy\", \"x.npy\"), (\"dy.npy\", \"dy.npy\"), "
                             "(\"o/dx.npy\", \"dx.npy\"))]'";
    ASSERT_EQ(
        run({"export", "x.csv", "--dy", "dy.csv", "--kernel", "2", "--stride", "1", "--to", "x.npy", "dy.npy"}).code,
        0);
    ASSERT_EQ(std::system(pack.c_str()), 0);
    const Outcome outcome = run({"diagnose", "--x", "all.npz", "--kernel", "2", "--stride", "1"});
    EXPECT_THAT(outcome.out, StartsWith("PyTorch's own gradient")) << outcome.err;
    EXPECT_THAT(outcome.err, testing::IsEmpty()) << "dY is in it";
    EXPECT_EQ(run({"diagnose", "all.npz", "--kernel", "2", "--stride", "1"}).out,
              "all.npz: right\n1 right, 0 untested, 0 wrong, 0 skipped\n");
    EXPECT_EQ(run({"run", "all.npz", "--kernel", "2", "--stride", "1"}).out,
              run({"run", "x.csv", "--dy", "dy.csv", "--kernel", "2", "--stride", "1"}).out);
    EXPECT_EQ(run({"probe", "all.npz:dy"}).out, "all.npz:dy: ok float64 1x1x2x2\n");
}

TEST_F(Diagnose, RefusesWhatDoesNotBelongTogether) {
    put("y.csv", "1,1\n1,1\n");
    expect_error({"diagnose", "--x", "x.csv", "--dx", "y.csv", "--kernel", "2", "--stride", "1"}, 1,
                 "y.csv: your dX is 1x1x2x2, which is the shape of Y, and X is 1x1x3x3");
    expect_error({"diagnose", "--x", "x.csv", "--dy", "x.csv", "--dx", "x.csv", "--kernel", "2"}, 1, "W_out = ");
    expect_error({"diagnose", "--x", "x.csv", "--dx", "none.csv"}, 1, "none.csv");
    expect_error({"diagnose", "--dx", "x.csv"}, 2, "expected --x FILE, --example NAME or --method NAME");
    expect_error({"diagnose", "--x", "x.csv"}, 2, "expected --dx FILE");
    expect_error({"diagnose", "--x", "x.csv", "--dx", "x.csv", "--ties", "all"}, 2, "--ties");
    expect_error({"diagnose", "--x", "x.csv", "--dx", "x.csv", "--rtol", "2"}, 2, "expected a number from 0 to 1");
}

}  // namespace
}  // namespace poolwalk::test
