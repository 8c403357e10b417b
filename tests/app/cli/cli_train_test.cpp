// `poolwalk train`, by running the program.
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/app/cli/cli_support.h"

namespace poolwalk::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

class Train : public Cli {};

void expect_close(const json& got, const json& want, const std::string& what) {
    ASSERT_EQ(got.size(), want.size()) << what;
    for (std::size_t i = 0; i < want.size(); ++i) {
        const double g = got[i], w = want[i];
        EXPECT_LE(std::abs(g - w), 1e-9 + 1e-9 * std::abs(w)) << what << " " << i;
    }
}

TEST_F(Train, RepeatsBothPublishedRuns) {
    const json file = json::parse(text_of(cases + "/seed-002-training.json"));
    for (const auto& [key, draw] : {std::pair{"run", "0"}, std::pair{"second_draw_run", "1"}}) {
        const Outcome outcome = run({"train", "--seed", "7839", "--draw", draw, "--json"});
        ASSERT_EQ(outcome.code, 0) << outcome.err;
        const json got = json::parse(outcome.out), &want = file[key];
        expect_close(got["target"], file["target"], "target");
        expect_close(got["prediction_before"], want["prediction_before"], "before");
        expect_close(got["prediction_after"], want["prediction_after"], "after");
        EXPECT_EQ(got["loss_epochs"], want["loss_epochs"]);
        expect_close(got["loss"], want["loss"], "loss");
        for (std::size_t r = 0; r < 3; ++r) {
            EXPECT_EQ(got["weights_before"]["kernel"][r], want["w1"][r]);
            expect_close(got["weights_after"]["kernel"][r], want["w1_after"][r], "kernel");
        }
    }
}

TEST_F(Train, PrintsTextByDefault) {
    const Outcome outcome = run({"train", "--epochs", "60"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.out, StartsWith("targets 1.5337762109209665 -1.4876550949064553\nbefore  0 -1.561283355141"));
    EXPECT_THAT(outcome.out, HasSubstr("\nepoch loss\n    0 1.17894529"));
    EXPECT_THAT(outcome.out, HasSubstr("\n   49 1.17894459"));
    EXPECT_THAT(outcome.out, HasSubstr("\n   59 1.1789"));
}

TEST_F(Train, TakesTheTieRuleAndTheRate) {
    const auto last_loss = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words{"train", "--draw", "24", "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return json::parse(run(words).out)["loss"].back().get<double>();
    };
    EXPECT_LT(last_loss({"--ties", "all"}), 0.01) << "with this draw the rule decides";
    EXPECT_GT(last_loss({"--ties", "first"}), 1);
    EXPECT_GT(last_loss({"--ties", "all", "--rate", "0"}), 5);
}

TEST_F(Train, RefusesWhatIsNoNumberInItsRange) {
    for (const auto& [option, value] :
         {std::pair{"--seed", "-1"}, std::pair{"--seed", "4294967296"}, std::pair{"--draw", "1.5"},
          std::pair{"--epochs", "0"}, std::pair{"--epochs", "many"}, std::pair{"--rate", "nan"},
          std::pair{"--ties", "nearest"}}) {
        const Outcome outcome = run({"train", option, value});
        EXPECT_EQ(outcome.code, 2) << option << value;
        EXPECT_THAT(outcome.err, HasSubstr(option));
        EXPECT_THAT(outcome.err, HasSubstr("expected"));
        EXPECT_EQ(outcome.out, "");
    }
}

TEST_F(Train, HelpHasAnExample) {
    const Outcome outcome = run({"train", "--help"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("poolwalk train --seed 7839 --draw 1"));
}

}  // namespace
}  // namespace poolwalk::test
