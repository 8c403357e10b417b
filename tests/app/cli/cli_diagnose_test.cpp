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
