#include "core/doc/glossary.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

namespace poolwalk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> found(std::string_view words) {
    std::vector<std::string> list;
    for (const NamedTerm& named : terms_in(words))
        list.emplace_back(words.substr(named.begin, named.end - named.begin));
    return list;
}

TEST(Glossary, FindsWholeWordsInTheirOrder) {
    EXPECT_THAT(found("The stride moves the window."), ElementsAre("stride", "window"));
    EXPECT_THAT(found("LEDGER: both windows are tied"), ElementsAre("LEDGER", "windows", "tied"));
    EXPECT_THAT(found("windowed, untied, a restride, kernel_size, stride2"), IsEmpty());
    EXPECT_THAT(found("kernel"), ElementsAre("kernel"));
    EXPECT_THAT(found(""), IsEmpty());
}

TEST(Glossary, TakesTheLongestThatFits) {
    EXPECT_THAT(found("the overlap rule, not the overlap"), ElementsAre("overlap rule", "overlap"));
    EXPECT_THAT(found("Gradient budget"), ElementsAre("Gradient budget"));
}

TEST(Glossary, ASpaceMayBeOneThatIsNotBroken) {
    EXPECT_THAT(found("in ceil\u00A0mode,\u00A0padding"), ElementsAre("ceil\u00A0mode", "padding"));
    EXPECT_THAT(found("éstride strideé"), IsEmpty()) << "letters of other languages belong to their word";
}

TEST(Glossary, EveryTermIsFoundByEachOfItsForms) {
    std::set<std::string> forms;
    for (const GlossaryTerm& term : glossary()) {
        std::string_view rest = term.forms;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('|'), rest.size());
            const std::string form(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            EXPECT_TRUE(forms.insert(form).second) << form << " stands twice";
            const auto named = terms_in(form);
            ASSERT_EQ(named.size(), 1u) << form;
            EXPECT_EQ(named[0].term, &term) << form;
        }
    }
}

TEST(Glossary, ASentenceIsOneSentence) {
    for (const GlossaryTerm& term : glossary()) {
        EXPECT_THAT(std::string(term.sentence), testing::EndsWith(".")) << term.forms;
        EXPECT_EQ(term.sentence.find(". "), std::string_view::npos) << term.forms;
        EXPECT_LE(term.sentence.size(), 110u) << term.forms;
    }
}

}  // namespace
}  // namespace poolwalk
