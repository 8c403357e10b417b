#include <nlohmann/json.hpp>

#include "tests/app/cli/cli_support.h"

namespace poolwalk::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* three_by_three = "1,2,3\n4,9,6\n7,8,5\n";

TEST_F(Cli, RunPrintsAlignedBlocks) {
    put("x.csv", three_by_three);
    const Outcome outcome = run({"run", "x.csv", "--kernel", "2", "--stride", "1"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out,
              "y[0,0]  2 x 2\n  9  9\n  9  9\n\n"
              "argmax[0,0]  2 x 2\n  4  4\n  4  4\n\n"
              "dx[0,0]  3 x 3\n  0  0  0\n  0  4  0\n  0  0  0\n");
    EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(Cli, RunTakesTheStrideFromTheKernel) {
    put("x.csv", "1,2,3,4,5,6\n");
    EXPECT_THAT(run({"run", "x.csv", "--kernel", "1,3"}).out, HasSubstr("y[0,0]  1 x 2\n  3  6\n"));
}

TEST_F(Cli, RunTakesADyOfItsOwn) {
    put("x.csv", three_by_three);
    put("dy.csv", "1,10\n100,1000\n");
    EXPECT_THAT(run({"run", "x.csv", "--kernel", "2", "--stride", "1", "--dy", "dy.csv"}).out, HasSubstr("  1111 "));
    EXPECT_THAT(
        run({"run", "x.csv", "--kernel", "2", "--stride", "1", "--dy", "dy.csv", "--overlap", "assign_cell"}).out,
        HasSubstr("  1000 "));
}

TEST_F(Cli, RunRefusesADyThatIsTooLarge) {
    put("x.csv", three_by_three);
    expect_error({"run", "x.csv", "--kernel", "3", "--dy", "x.csv"}, 1, "dY has more windows than there are");
}

TEST_F(Cli, RunNotesASmallerDy) {
    put("x.csv", three_by_three);
    put("dy.csv", "1,1\n");
    const Outcome outcome = run({"run", "x.csv", "--kernel", "2", "--stride", "1", "--dy", "dy.csv"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.err, StartsWith("note: "));
    EXPECT_THAT(outcome.err, HasSubstr("top-left windows"));
}

TEST_F(Cli, RunNotesWhatPyTorchWouldRefuse) {
    put("x.csv", three_by_three);
    const Outcome outcome = run({"run", "x.csv", "--pads", "0,0,1,1"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.err, HasSubstr("note: PyTorch would refuse this padding"));
}

TEST_F(Cli, RunTakesEveryOptionOfTheGeometry) {
    put("x.csv", "5,4,3\n2,1,0\n");
    const Outcome outcome =
        run({"run", "x.csv", "--kernel", "2", "--stride", "2,1", "--padding", "1,1", "--dilation", "1,2", "--ceil",
             "--ties", "all", "--nan", "no_match", "--dtype", "float32", "--json"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const json got = json::parse(outcome.out);
    EXPECT_EQ(got["params"], json::parse(R"({"kernel": [2, 2], "stride": [2, 1], "pads": [1, 1, 1, 1],
                                             "dilation": [1, 2], "ceil_mode": true})"));
    EXPECT_EQ(got["tie_rule"], "all");
    EXPECT_EQ(got["nan_rule"], "no_match");
    EXPECT_EQ(got["dtype"], "float32");
}

TEST_F(Cli, RunPadsAsTensorFlowDoes) {
    put("x.csv", three_by_three);
    const Outcome same = run({"run", "x.csv", "--kernel", "2", "--padding", "same", "--json"});
    ASSERT_EQ(same.code, 0) << same.err;
    EXPECT_EQ(json::parse(same.out)["params"]["pads"], json({0, 0, 1, 1}));
    EXPECT_THAT(same.err, HasSubstr("note: --padding same pads top 0, left 0, bottom 1, right 1\n"));
    const Outcome even = run({"run", "x.csv", "--kernel", "3", "--stride", "1", "--padding", "same", "--json"});
    EXPECT_EQ(json::parse(even.out)["params"]["pads"], json({1, 1, 1, 1}));
    EXPECT_THAT(even.err, IsEmpty());
    const Outcome valid = run({"run", "x.csv", "--kernel", "3", "--padding", "valid", "--json"});
    EXPECT_EQ(json::parse(valid.out)["params"]["pads"], json({0, 0, 0, 0}));
}

TEST_F(Cli, RunCountsAnArgmaxInItsPlaneOrInTheWholeArray) {
    put("x.txt", "[[[[1, 2], [3, 4]], [[8, 7], [6, 5]]]]");
    EXPECT_THAT(run({"run", "x.txt"}).out, HasSubstr("argmax[0,1]  1 x 1\n  0\n"));
    EXPECT_THAT(run({"run", "x.txt", "--argmax", "array"}).out, HasSubstr("argmax[0,1]  1 x 1\n  4\n"));
    ASSERT_EQ(run({"export", "x.txt", "--argmax", "array", "--to", "argmax.csv"}).code, 0);
    EXPECT_EQ(read("argmax.csv"), "3\n4\n");
    EXPECT_THAT(run({"run", "x.txt", "--argmax", "array", "--layout", "nhwc"}).out,
                HasSubstr("argmax[0,1]  1 x 1\n  5\n"));
    expect_error({"run", "x.txt", "--argmax", "array", "--json"}, 2, "no --argmax array");
    expect_error({"run", "x.txt", "--argmax", "batch"}, 2, "expected plane or array");
}

TEST_F(Cli, SaysWhereChannelsSeemToComeLast) {
    put("x.txt", "[[[[1], [2]], [[3], [4]]]]");  // N x H x W x C
    EXPECT_EQ(run({"run", "x.txt"}).err,
              "note: x.txt: 1x2x2x1 looks as if its channels came last; --layout nhwc reads it so\n");
    EXPECT_EQ(run({"run", "x.txt", "--layout", "nchw"}).err, "");
    EXPECT_EQ(run({"run", "x.txt", "--layout", "nhwc"}).err, "");
}

TEST_F(Cli, RunTakesAMethodForItsExampleUnderItsRules) {
    const json theano = json::parse(run({"run", "--method", "theano", "--json"}).out);
    EXPECT_EQ(theano["tie_rule"], "all");
    EXPECT_EQ(theano["overlap_rule"], "accumulate");
    const json split = json::parse(run({"run", "--method", "tinygrad", "--json"}).out);
    EXPECT_EQ(split["tie_rule"], "split");
    EXPECT_EQ(split["dx"]["data"], json::parse("[0.25, 0.25, 0.25, 0.25]"));
    EXPECT_EQ(json::parse(run({"run", "--method", "tinygrad", "--ties", "last", "--json"}).out)["dx"]["data"],
              json::parse("[0, 0, 0, 1]"));
    const json loop = json::parse(run({"run", "--method", "strided_loop", "--json"}).out);
    EXPECT_EQ(loop["overlap_rule"], "assign_cell");
    EXPECT_EQ(run({"run", "--method", "rules"}).out, run({"run", "--example", "overlap"}).out);
}

TEST_F(Cli, RunKnowsItsMethods) {
    expect_error({"run", "--method", "torch7"}, 2, "no method has this name; expected one of rules, loops_break");
    expect_error({"run", "--method", "im2col", "--example", "overlap"}, 2, "--");
    put("x.csv", three_by_three);
    expect_error({"run", "x.csv", "--method", "im2col"}, 2, "--");
}

TEST_F(Cli, RunRefusesNumbersThatAreNone) {
    expect_error({"run", "--example", "overlap", "--kernel", "2,x"}, 2,
                 "--kernel 2,x: expected one or two whole numbers");
    for (const char* text : {"", "2,", "2,3,4", " 2", "2.0", "+2", "0x2"})
        expect_error({"run", "--example", "overlap", "--stride", text}, 2, "expected one or two whole numbers");
    expect_error({"run", "--example", "overlap", "--pads", "1,1"}, 2, "expected four whole numbers");
    expect_error({"run", "--example", "overlap", "--kernel", "99999999999999999999"}, 2, "too large");
}

TEST_F(Cli, RunRefusesAGeometryThatFitsNot) {
    expect_error({"run", "--example", "overlap", "--kernel", "0"}, 1, "each must be from 1 to 16384");
    expect_error({"run", "--example", "overlap", "--padding", "-1"}, 1, "each must be from 0");
    expect_error({"run", "--example", "overlap", "--kernel", "99"}, 1, "there is no output");
}

TEST_F(Cli, RunNamesTheKnownRules) {
    expect_error({"run", "--example", "overlap", "--ties", "frist"}, 2, "expected one of first, last, all");
    expect_error({"run", "--example", "overlap", "--overlap", "x"}, 2, "expected one of accumulate");
    expect_error({"run", "--example", "overlap", "--nan", "x"}, 2, "expected one of last_nan");
    expect_error({"run", "--example", "overlap", "--layout", "NCHW"}, 2, "expected nchw or nhwc");
    expect_error({"run", "--example", "overlap", "--dtype", "half"}, 2, "expected float32 or float64");
}

TEST_F(Cli, RunRefusesWrongUsage) {
    expect_error({"run"}, 2, "expected X, a file, or --example NAME");
    expect_error({"run", "x.npy", "--example", "overlap"}, 2, "cannot both be given");
    expect_error({"run", "a.npy", "b.npy"}, 2, "b.npy");
    expect_error({"run", "x.npy", "--frobnicate"}, 2, "--frobnicate");
    expect_error({"run", "x.npy", "--kernel", "2", "--kernel", "3"}, 2, "--kernel: given twice");
    expect_error({"run", "x.npy", "--kernel"}, 2, "--kernel: expected a value");
    expect_error({"run", "x.npy", "--padding", "some"}, 2, "expected one or two whole numbers, as 2 or 2,3, or same");
    expect_error({"run", "x.npy", "--padding", "1", "--pads", "1,1,1,1"}, 2, "cannot both be given");
    expect_error({"run", "x.npy", "--force"}, 2, "--force requires --out");
}

// Every case's numbers, to the bit where the case says so.
TEST_F(Cli, RunAsJsonEqualsTheCasesAndIsACaseItself) {
    for (const char* id :
         {"pub-003-overlap-3x3-s1", "pub-008-batch-channels", "pub-043-randn-f64", "pub-042-randn-f32"}) {
        const json want = json::parse(text_of(cases + "/" + id + ".json"));
        const Outcome outcome = run({"run", cases + "/" + id + ".json", "--json"});
        ASSERT_EQ(outcome.code, 0) << outcome.err;
        const json got = json::parse(outcome.out);
        for (const char* array : {"x", "y", "argmax", "tie_count", "dy", "dx", "hits"})
            EXPECT_EQ(got[array], want[array]) << id << " " << array;
        put(std::string(id) + ".json", outcome.out);
        EXPECT_EQ(run({"check", std::string(id) + ".json"}).out, "1 passed, 0 failed\n");
    }
}

TEST_F(Cli, RunAsJsonWritesWhatJsonLacks) {
    put("x.csv", "nan,inf\n-inf,-0.0\n");
    const json got = json::parse(run({"run", "x.csv", "--kernel", "1", "--json"}).out);
    EXPECT_EQ(got["y"]["data"].dump(), R"(["nan","inf","-inf",-0.0])");
    EXPECT_EQ(got["budget"]["in"], 4);
    EXPECT_EQ(got["budget"]["windows"], 4);
}

TEST_F(Cli, RunLetsOptionsOverrideACase) {
    const std::string path = cases + "/pub-001-basic-2x2.json";
    const Outcome outcome = run({"run", path, "--kernel", "4", "--json"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("dY was fitted to the new output"));
    const json got = json::parse(outcome.out);
    EXPECT_EQ(got["params"]["kernel"], json({4, 4}));
    EXPECT_EQ(got["params"]["stride"], json({2, 2}));
    EXPECT_EQ(got["dy"]["data"], json({1}));
}

TEST_F(Cli, RunWritesFilesAndNeverOverOthers) {
    put("x.csv", three_by_three);
    const std::vector<std::string> words{"run", "x.csv", "--kernel", "2", "--stride", "1", "--out", "a/b"};
    const Outcome outcome = run(words);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("a/b/argmax.npy: int64 1x1x2x2\n"));
    for (const char* name : {"a/b/y.npy", "a/b/argmax.npy", "a/b/dx.npy", "a/b/ledger.json"})
        EXPECT_TRUE(exists(name)) << name;

    fs::remove(folder / "work/a/b/y.npy");
    put("a/b/dx.npy", "mine");
    expect_error(words, 1, "--force writes over it");
    EXPECT_FALSE(exists("a/b/y.npy")) << "all or nothing";
    EXPECT_EQ(read("a/b/dx.npy"), "mine");

    std::vector<std::string> forced = words;
    forced.push_back("--force");
    EXPECT_EQ(run(forced).code, 0);
    EXPECT_TRUE(exists("a/b/y.npy"));
    EXPECT_NE(read("a/b/dx.npy"), "mine");
    const json dx = json::parse(run({"probe", "--json", "a/b/dx.npy"}).out);
    EXPECT_EQ(dx["shape"], json({3, 3}));
    EXPECT_EQ(dx["values"], json({0, 0, 0, 0, 4, 0, 0, 0, 0}));
}

TEST_F(Cli, RunWritesTheLedgerOfEveryCell) {
    put("x.csv", three_by_three);
    ASSERT_EQ(run({"run", "x.csv", "--kernel", "2", "--stride", "1", "--overlap", "assign_cell", "--out", "o"}).code,
              0);
    const json cells = json::parse(read("o/ledger.json"))["cells"];
    ASSERT_EQ(cells.size(), 9u);
    EXPECT_EQ(cells[0], json::parse(R"({"cell": [0, 0, 0, 0], "windows": [
        {"window": [0, 0], "outcome": "lost", "amount": 0, "overwrote": false, "balance": 0}]})"));
    EXPECT_EQ(cells[4]["cell"], json({0, 0, 1, 1}));
    EXPECT_EQ(cells[4]["windows"].size(), 4u);
    EXPECT_EQ(cells[4]["windows"][3], json::parse(R"({"window": [1, 1], "outcome": "won", "amount": 1,
                                                      "overwrote": true, "balance": 1})"));
}

TEST_F(Cli, RunLeavesOutALedgerThatIsTooLong) {
    std::string row = "1", text;
    for (int i = 1; i < 1001; ++i) row += ",1";
    for (int i = 0; i < 1001; ++i) text += row + "\n";
    put("x.csv", text);
    const Outcome outcome = run({"run", "x.csv", "--out", "o"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.err, HasSubstr("note: ledger.json is not written"));
    EXPECT_TRUE(exists("o/dx.npy"));
    EXPECT_FALSE(exists("o/ledger.json"));
}

TEST_F(Cli, RunRefusesAFolderThatCannotBe) {
    put("x.csv", three_by_three);
    expect_error({"run", "x.csv", "--out", "x.csv"}, 1, "x.csv: expected a folder");
}

TEST_F(Cli, RunReadsAndWritesChannelsLast) {
    put("x.txt", "[[[1, 10], [2, 20]], [[3, 30], [4, 40]]]");  // H x W x C
    const Outcome outcome = run({"run", "x.txt", "--layout", "nhwc", "--out", "o"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const json y = json::parse(run({"probe", "--json", "o/y.npy"}).out);
    EXPECT_EQ(y["shape"], json({1, 1, 2}));
    EXPECT_EQ(y["values"], json({4, 40}));
    const json dx = json::parse(run({"probe", "--json", "o/dx.npy"}).out);
    EXPECT_EQ(dx["shape"], json({2, 2, 2}));
    EXPECT_EQ(dx["values"], json({0, 0, 0, 0, 0, 0, 1, 1}));
}

TEST_F(Cli, RunRefusesWhatFloat32CannotHold) {
    put("x.csv", "1e300\n");
    expect_error({"run", "x.csv", "--dtype", "float32"}, 1, "1e+300 does not fit float32");
    put("y.csv", "0.1\n");
    EXPECT_THAT(run({"run", "y.csv", "--dtype", "float32"}).err, HasSubstr("note: y.csv: 1 rounded to float32"));
}

}  // namespace
}  // namespace poolwalk::test
