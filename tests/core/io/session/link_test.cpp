// Links: what is copied is what is opened, whatever was done before; how long they are; what is refused, however it
// came to be.
#include "core/io/session/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/io/session/examples.h"
#include "core/io/session/open_file.h"
#include "core/io/session/session_write.h"
#include "tests/core/doc/update/doc_support.h"
#include "tests/core/io/session/link_support.h"
#include "tests/core/io/session/session_support.h"
#include "tests/support/paths.h"

namespace poolwalk::io {
namespace {

using test::link_of_text;
using testing::HasSubstr;
using testing::StartsWith;

const std::string document =
    R"({"poolwalk": "session", "version": 1, "document": {"params": {"kernel": [2, 2]}, "x": [[1, 2], [3, 4]]})";

SessionFile session_of_example(std::string_view name, std::initializer_list<Command> commands = {}) {
    return session_file_of(test::after(start_state(load_example(name).value()), commands));
}

void expect_refused(const std::string& link, std::string_view part) {
    const auto session = read_link(link);
    ASSERT_FALSE(session) << part;
    EXPECT_THAT(session.error().message, StartsWith("link: "));
    EXPECT_THAT(session.error().message, HasSubstr(part));
    EXPECT_EQ(session.error().message.find('\n'), std::string::npos);
    EXPECT_LT(session.error().message.size(), 400u);
}

TEST(Links, ComeBackWhateverWasDone) {
    int with_claim = 0, with_network = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const SessionFile before = test::session_of_any_work(seed);
        with_claim += before.claim.has_value();
        with_network += before.document.network.has_value();
        const auto link = link_of(before);
        ASSERT_TRUE(link) << link.error().message;
        const auto after = read_link("https://somewhere.org/poolwalk.html?present" + *link);
        ASSERT_TRUE(after) << seed << ": " << after.error().message;
        test::expect_came_back(before, *after, seed);
    }
    EXPECT_GT(with_claim, 3);
    EXPECT_GT(with_network, 3);
}

TEST(Links, AreShort) {
    const auto length = [](const SessionFile& session) { return link_of(session)->size(); };
    EXPECT_LE(length(session_of_example("overlap")), 60u);
    EXPECT_LE(length(session_of_example("ties", {SetRules{{TieRule::All}}, Seek{12}})), 60u);
    EXPECT_LE(length(session_of_example("gaps")), 200u);
    EXPECT_LE(length(session_of_example("network-learns")), 420u);
    std::mt19937 random(3);
    std::vector<double> values(64 * 64);
    for (double& value : values) value = static_cast<double>(random() % 100);
    const SessionFile large{.document = document_of("64 x 64", make_tensor(DType::Float64, {1, 1, 64, 64}, values),
                                                    {.kernel = {2, 2}, .stride = {2, 2}}, {})};
    EXPECT_LE(length(large), 8000u);
}

// Made once; dictionaries must not change, so that it opens for ever.
TEST(Links, OfEveryDictionaryOpen) {
    const auto session = read_link("#s=ePm0TlDyG-YRiqsZPuijE2t0GdXWAgD_UnqQ");
    ASSERT_TRUE(session) << session.error().message;
    EXPECT_TRUE(identical(session->document, session_of_example("ties", {SetRules{{TieRule::All}}}).document));
    EXPECT_EQ(session->play.done, 12);
}

TEST(Links, AreToldFromNamesOfFiles) {
    for (const char* link : {"https://a.org/poolwalk.html#s=x", "http://localhost:8000/#s=x", "#s=x",
                             "file:///home/me/poolwalk.html#s=x"})
        EXPECT_TRUE(is_link(link)) << link;
    for (const char* file : {"x.npy", "/home/me/s=x.json", "-", "", "https.json", "#.csv", "1 2\n3 4"})
        EXPECT_FALSE(is_link(file)) << file;
}

TEST(Links, OpenWithoutAFile) {
    const auto command = command_to_open(*link_of(session_of_example("ties", {Seek{5}})));
    ASSERT_TRUE(command) << command.error().message;
    const auto* open = command->as<OpenSession>();
    ASSERT_TRUE(open);
    EXPECT_EQ(open->file, "");
    EXPECT_EQ(open->session.play.done, 5);
    EXPECT_EQ(command_to_open("https://a.org/poolwalk.html").error().message,
              "link: there is no session in it, expected #s= and letters");
}

TEST(Links, OfLargeArraysAreRefused) {
    SessionFile session{.document = document_of("large", test::counted(DType::Float32, {1, 1, 64, 65}), {}, {})};
    EXPECT_EQ(link_of(session).error().message, "a link holds arrays of up to 4096 cells: save a session instead");
    std::mt19937_64 random(3);
    std::vector<double> values(64 * 64);
    for (double& value : values) value = static_cast<double>(random()) / 3e19;
    session.document = document_of("long numbers", make_tensor(DType::Float64, {1, 1, 64, 64}, values),
                                   {.kernel = {1, 1}, .stride = {1, 1}}, {});
    session.document.grad_output = session.document.input;
    EXPECT_THAT(link_of(session).error().message, HasSubstr("characters long, of at most 65536"));
}

TEST(Links, CutOrAlteredAnywhereAreRefused) {
    const std::string link = *link_of(session_of_example("gaps", {Seek{3}}));
    for (std::size_t length = link_mark.size(); length < link.size(); ++length)
        ASSERT_FALSE(read_link(link.substr(0, length))) << length;
    const auto whole = read_link(link);
    ASSERT_TRUE(whole);
    int kept = 0;
    for (std::size_t i = link_mark.size(); i < link.size(); ++i)
        for (const char other : {'A', 'z', '-', '_', '+', '\x80'}) {
            std::string altered = link;
            altered[i] = other;
            // A bit that fills up the last byte says nothing.
            const auto session = read_link(altered);
            ASSERT_TRUE(!session || identical(session->document, whole->document)) << altered;
            kept += session.ok() && altered != link;
        }
    EXPECT_LE(kept, 6);
    expect_refused(link + "A", "it is cut");
    expect_refused(link + "AAAA", "it is cut or altered");
    EXPECT_TRUE(read_link(link + "&present"));
}

class TornLinks : public test::SessionFolder {};

TEST_F(TornLinks, AreWholeOrRefused) {
    const std::string text = *read_file(source_path("tests/sessions/version-1.json"));
    int loaded = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        ASSERT_TRUE(i + 2 > text.size() || !read_link(link_of_text(text.substr(0, i)))) << i;
        std::string flipped = text;
        flipped[i] = static_cast<char>(flipped[i] ^ (1 << i % 8));
        const auto session = read_link(link_of_text(flipped));
        if (!session) {
            EXPECT_THAT(session.error().message, StartsWith("link"));
            continue;
        }
        ++loaded;
        EXPECT_TRUE(identical(session->document, read_link(*link_of(*session))->document)) << flipped;
    }
    EXPECT_GT(loaded, 20);
}

TEST(Links, ThatMeanNoGoodAreRefused) {
    EXPECT_TRUE(read_link(link_of_text(document + "}")));
    expect_refused("https://a.org/?s=x", "there is no session in it");
    expect_refused("#s=", "it is cut or altered");
    expect_refused("#s=a b", "found \" \", expected letters, digits, - and _");
    expect_refused("#s=" + std::string(max_link_characters + 1, 'A'), "expected at most 65536");
    expect_refused(link_of_text(document + R"(, "copy_of": "/home/me/work.json"})"), "copy_of");
    expect_refused(link_of_text(R"({"poolwalk": "session", "version": 1, "document": )"
                                R"({"params": {"kernel": [2, 2]}, "x": "x.npy"}})"),
                   "document.x: expected ");
    expect_refused(link_of_text(R"({"poolwalk": "lesson", "title": "x"})"), "poolwalk: expected \"session\"");
    expect_refused(link_of_text(std::string(5'000'000, ' ') + document + "}"), "larger than 1 MiB");
    expect_refused(link_of_text(std::string(1'000'000, '[')), "nested deeper");
    expect_refused(link_of_text(document + R"(, "playback": {"done": 99}})"), "playback.done");
    expect_refused("#s=" + test::base64url(test::deflated(document + "}", "another dictionary")), "newer Poolwalk");
}

}  // namespace
}  // namespace poolwalk::io
