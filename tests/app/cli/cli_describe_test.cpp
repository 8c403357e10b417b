// What an installation takes from the program: the man page and the completions, tried in the shells that are here.
#include <nlohmann/json.hpp>

#include "tests/app/cli/cli_support.h"

namespace poolwalk::test {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

class CliDescribe : public Cli {
protected:
    // What bash offers after these words; the last one is being typed.
    std::vector<std::string> offered(const std::string& words) const {
        put("poolwalk.bash", run({"describe", "bash"}).out);
        put("ask.bash",
            "source ./poolwalk.bash\ncompopt() { echo '(no files)'; }\nCOMP_WORDS=(" + words +
                ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_poolwalk\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        std::vector<std::string> lines;
        std::istringstream said(said_by("bash ask.bash"));
        for (std::string line; std::getline(said, line);)
            if (!line.empty()) lines.push_back(line);
        return lines;
    }
    static bool has(const std::string& program) {
        return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
    }
    std::string said_by(const std::string& command) const {
        const std::string out = (folder / "said").string();
        const int status = std::system(
            ("cd " + quoted((folder / "work").string()) + " && " + command + " > " + quoted(out) + " 2>&1").c_str());
        EXPECT_EQ(status, 0) << command << ": " << text_of(out);
        return text_of(out);
    }
};

TEST_F(CliDescribe, BashCompletesCommandsOptionsAndNames) {
    EXPECT_THAT(offered("poolwalk di"), ElementsAre("diagnose"));
    EXPECT_THAT(offered("poolwalk --th"), ElementsAre("--theme"));
    EXPECT_THAT(offered("poolwalk run --ker"), ElementsAre("--kernel"));
    EXPECT_THAT(offered("poolwalk run --ties ''"), IsSupersetOf({"first", "last", "all", "split"}));
    EXPECT_THAT(offered("poolwalk run --ties sp"), ElementsAre("split"));
    EXPECT_THAT(offered("poolwalk film --theme ''"), ElementsAre("dark", "light"));
    EXPECT_THAT(offered("poolwalk --example ov"), ElementsAre("overlap"));
    EXPECT_THAT(offered("poolwalk list le"), ElementsAre("lessons"));
    EXPECT_THAT(offered("poolwalk run --kernel ''"), ElementsAre("(no files)")) << "numbers are not offered";
    EXPECT_THAT(offered("poolwalk run --dy ''"), testing::IsEmpty()) << "bash itself offers files";
    put("x.npy", "");
    EXPECT_THAT(offered("poolwalk x"), ElementsAre("x.npy"));
    EXPECT_THAT(offered("poolwalk export --st"), ElementsAre("--stride", "--step"));
}

TEST_F(CliDescribe, EveryOptionOfTheHelpIsEverywhere) {
    const std::string man = run({"describe", "man"}).out, zsh = run({"describe", "zsh"}).out,
                      fish = run({"describe", "fish"}).out;
    for (const std::string command :
         {"run", "check", "diagnose", "probe", "shot", "film", "export", "train", "list"}) {
        EXPECT_THAT(man, HasSubstr("\\fBpoolwalk " + command + "\\fR"));
        EXPECT_THAT(zsh, HasSubstr("'" + command + ":"));
        EXPECT_THAT(fish, HasSubstr(" -a " + command + " -d "));
        std::istringstream help(run({command, "--help"}).out);
        for (std::string line; std::getline(help, line);) {
            const std::size_t at = line.find("--");
            if (at == line.npos || at > 6 || line.starts_with("Usage")) continue;
            const std::string name = line.substr(at + 2, line.find(' ', at) - at - 2);
            EXPECT_THAT(zsh, HasSubstr("'--" + name + "[")) << command;
            EXPECT_THAT(fish, HasSubstr("'__fish_seen_subcommand_from " + command + "' -l " + name + " ")) << name;
            EXPECT_THAT(offered("poolwalk " + command + " --" + name), Contains("--" + name));
        }
    }
    EXPECT_THAT(man + zsh + fish, Not(HasSubstr("state-file")));
    EXPECT_THAT(run({"--help"}).out, Not(HasSubstr("describe")));
    EXPECT_THAT(fish, HasSubstr("-l ties -d 'Who receives among tied cells (first)' -x -a 'first "));
}

TEST_F(CliDescribe, IsReadByWhatItIsFor) {
    put("poolwalk.1", run({"describe", "man"}).out);
    put("_poolwalk", run({"describe", "zsh"}).out);
    put("poolwalk.fish", run({"describe", "fish"}).out);
    if (has("groff")) {
        EXPECT_EQ(said_by("groff -man -Tutf8 -ww -z poolwalk.1"), "") << "no warning";
        const std::string page = said_by("groff -man -Tascii -P-cbou poolwalk.1");
        EXPECT_THAT(page, HasSubstr("--kernel R[,C]"));
        EXPECT_THAT(page, HasSubstr("`poolwalk list examples`"));
    }
    if (has("zsh")) said_by("zsh -n _poolwalk");
    if (has("fish")) {
        EXPECT_THAT(said_by("fish --no-config -c 'source poolwalk.fish; complete -C \"poolwalk run --ties s\"'"),
                    StartsWith("split"));
        EXPECT_THAT(said_by("fish --no-config -c 'source poolwalk.fish; complete -C \"poolwalk tr\"'"),
                    StartsWith("train\tTrain the small network"));
    }
    expect_error({"describe", "woman"}, 2, "expected man, bash, zsh or fish");
}

}  // namespace
}  // namespace poolwalk::test
