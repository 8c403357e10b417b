// Sessions: what is written is what is read, whatever was done before; older versions; what is refused.
// Files cut, bent and killed half-way are session_file_test.cpp's.
#include "core/io/files/read_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <filesystem>
#include <limits>
#include <random>

#include "core/io/arrays/npy_write.h"
#include "tests/core/doc/update/doc_support.h"
#include "tests/core/io/session/session_support.h"
#include "tests/support/paths.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using test::kept;
using test::SessionFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Sessions : public SessionFolder {};

TEST_F(Sessions, ComeBackWhateverWasDone) {
    int with_claim = 0, with_pin = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const SessionFile before = test::session_of_any_work(seed);
        with_claim += before.claim.has_value();
        with_pin += before.view.pinned.has_value();
        ASSERT_TRUE(write_session(folder / "s.json", before, true));
        const auto after = read("s.json");
        ASSERT_TRUE(after) << seed << ": " << after.error().message;
        test::expect_came_back(before, *after, seed);

        const AppState opened = update(start_state(test::overlapping()), OpenSession{*after, "s.json"});
        EXPECT_TRUE(identical(opened.document, before.document));
        EXPECT_EQ(kept(opened.view), kept(before.view)) << seed;
        EXPECT_EQ(opened.play, kept(before.play)) << seed;
        EXPECT_EQ(opened.quiz, before.quiz) << seed;
    }
    EXPECT_GT(with_claim, 3);
    EXPECT_GT(with_pin, 3);
}

TEST_F(Sessions, KeepTheScoreOfPredictAndRefuseOneThatCannotBe) {
    const AppState predicted =
        test::after(start_state(test::overlapping()),
                    {SetPredict{}, StepOn{1}, Predict{Place{1, 1}}, StepOn{1}, Predict{Place{0, 0}}, StepOn{1}});
    ASSERT_TRUE(predicted.quiz.asking);
    ASSERT_TRUE(write_session(folder / "s.json", session_file_of(predicted), true));
    const AppState opened = update(start_state(test::overlapping()), OpenSession{read("s.json").value(), "s.json"});
    EXPECT_EQ(opened.quiz, (Quiz{.on = true, .answered = 2, .right = 1, .streak = 0, .answer = {}}));
    std::string text = text_of("s.json");
    const std::size_t at = text.find("\"right\": 1");
    ASSERT_NE(at, std::string::npos) << text;
    const auto wrong = of(text.replace(at, 10, "\"right\": 3"));
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message, testing::HasSubstr("predict"));
}

TEST_F(Sessions, KeepEveryNumber) {
    constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> values{0.1, -0.0, 0, nan, inf, -inf, 1e300, 5e-324, 1.0 / 3, 1e15, 123456789012345678.0,
                                     -7};
    for (const DType dtype : {DType::Float32, DType::Float64}) {
        SessionFile session{
            .document = document_of("numbers \"and\" \\ signs: ä", make_tensor(dtype, {1, 1, 3, 4}, values), {}, {})};
        ASSERT_TRUE(write_session(folder / "s.json", session, true));
        const auto again = read("s.json");
        ASSERT_TRUE(again) << again.error().message;
        EXPECT_TRUE(identical(session.document, again->document));
    }
}

TEST_F(Sessions, KeepEveryFloatByAShortText) {
    std::mt19937 random(7);
    std::vector<double> values;
    while (values.size() < 4000) {
        const float value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
        if (std::isfinite(value)) values.push_back(static_cast<double>(value));
    }
    SessionFile session{.document =
                            document_of("floats", make_tensor(DType::Float32, {1, 1, 40, 100}, values), {}, {})};
    ASSERT_TRUE(write_session(folder / "s.json", session, true));
    const auto again = read("s.json");
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(identical(session.document, again->document));
    SessionFile tenth{.document = document_of("a tenth", make_tensor(DType::Float32, {1, 1, 2, 2}, 0.1), {}, {})};
    ASSERT_TRUE(write_session(folder / "t.json", tenth, true));
    EXPECT_THAT(text_of("t.json"), HasSubstr("[0.1, 0.1]"));
}

TEST_F(Sessions, PutLargeArraysBesideThem) {
    SessionFile session{.document = document_of("large", test::counted(DType::Float32, {1, 2, 64, 65}),
                                                {.kernel = {1, 1}, .stride = {1, 1}}, {})};
    ASSERT_TRUE(write_session(folder / "big.json", session, false));
    EXPECT_THAT(names(), ElementsAre("big.dy-", "big.json", "big.x-"));
    EXPECT_LT(text_of("big.json").size(), 2000u);
    const auto again = read("big.json");
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(identical(session.document, again->document));

    session.document.input = test::counted(DType::Float32, {1, 2, 64, 65}, 5);
    ASSERT_TRUE(write_session(folder / "big.json", session, true));
    EXPECT_THAT(names(), ElementsAre("big.dy-", "big.json", "big.x-")) << "the X of before is gone";
    EXPECT_TRUE(identical(session.document, read("big.json")->document));

    put("big.x-notes.npy", "not ours");
    put("other.x-0123456789abcdef.npy", "not ours");
    session.document = test::overlapping();
    ASSERT_TRUE(write_session(folder / "big.json", session, true));
    EXPECT_THAT(names(), ElementsAre("big.json", "big.x-notes.npy", "other.x-"));
    remove_session(folder / "big.json");
    EXPECT_THAT(names(), ElementsAre("big.x-notes.npy", "other.x-"));
}

// What a smaller output left of dY comes back after the session was closed, too; large ones from beside it.
TEST_F(Sessions, KeepTheGradientOfALargerOutput) {
    for (const std::int64_t side : {4, 80}) {
        Document document = document_of("d", make_tensor(DType::Float64, {1, 1, side, side}, 3.0),
                                        {.kernel = {1, 1}, .stride = {1, 1}}, {});
        document.grad_output = test::counted(DType::Float64, {1, 1, side, side});
        AppState state = update(start_state(document), SetGeometry{{.kernel = {1, 1}, .stride = {2, 2}}});
        ASSERT_TRUE(write_session(folder / "kept.json", session_file_of(state), true));
        const auto session = read("kept.json");
        ASSERT_TRUE(session) << session.error().message;
        EXPECT_TRUE(identical(session->document, state.document)) << side;
        state = update(start_state(session->document), SetGeometry{document.geometry});
        EXPECT_TRUE(identical(*state.document.grad_output, *document.grad_output)) << side;
    }
}

TEST_F(Sessions, WriteOverNothingUnasked) {
    put("mine.json", "mine");
    const SessionFile large{.document = document_of("large", test::counted(DType::Float32, {1, 1, 99, 99}), {}, {})};
    const auto done = write_session(folder / "mine.json", large, false);
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().message, HasSubstr("exists already"));
    EXPECT_THAT(names(), ElementsAre("mine.json"));
    EXPECT_EQ(text_of("mine.json"), "mine");
    EXPECT_FALSE(write_session(folder / "no such folder/s.json", large, true));
}

TEST_F(Sessions, OfEveryVersionLoad) {
    const fs::path kept_files = source_path("tests/sessions");
    for (std::int64_t version = 0; version <= session_version; ++version)
        EXPECT_TRUE(fs::exists(kept_files / ("version-" + std::to_string(version) + ".json"))) << version;

    const auto one = read_session(*read_file(kept_files / "version-1.json"), "version-1.json", kept_files);
    ASSERT_TRUE(one) << one.error().message;
    EXPECT_EQ(one->document.title, "Kept since version 1");
    EXPECT_EQ(dtype_of(*one->document.input), DType::Float32);
    EXPECT_EQ(shape_of(*one->document.input), (Shape{1, 2, 3, 3}));
    EXPECT_EQ(one->document.geometry, (Geometry{.kernel = {2, 2}, .stride = {1, 2}, .pads = {0, 1, 0, 0}}));
    EXPECT_EQ(one->document.rules, (Rules{TieRule::Split, OverlapRule::AssignCell, NanRule::ByTie}));
    EXPECT_TRUE(std::isnan(value_at(*one->document.input, 0, 0, 1)));
    EXPECT_TRUE(std::signbit(value_at(*one->document.input, 0, 1, 0)));
    EXPECT_EQ(value_at(*one->document.grad_output, 0, 1, 1), 4.5);
    EXPECT_EQ(one->view.workspace, Workspace::Check);
    EXPECT_EQ(one->view.check, (CheckSettings{0.01, DType::Float32}));
    EXPECT_EQ(one->view.pinned, (CellRef{GridId::GradInput, 1, {1, 2}}));
    EXPECT_EQ(one->view.selected_to, (Place{2, 2}));
    EXPECT_EQ(one->view.camera, (Camera{2.5, 0.25, 0.75}));
    EXPECT_EQ(one->view.theme, Theme::Light);
    EXPECT_EQ(one->view.mask, Mask::Ties);
    EXPECT_EQ(one->view.y_shows, YShows::Onnx);
    EXPECT_EQ(one->play.done, 7);
    EXPECT_EQ(one->play.speed_steps_per_s, 4);
    ASSERT_TRUE(one->claim);
    EXPECT_EQ(value_at(*one->claim->grad_input, 0, 2, 2), 9);

    const auto zero = read_session(*read_file(kept_files / "version-0.json"), "version-0.json", kept_files);
    ASSERT_TRUE(zero) << zero.error().message;
    EXPECT_EQ(zero->document.title, "Kept since version 0");
    EXPECT_EQ(zero->play.done, 3);
}

TEST_F(Sessions, AreWrittenByHandInOneLine) {
    const auto session = of(R"({"poolwalk": "session", "version": 1, )"
                            R"("document": {"params": {"kernel": [2, 2]}, "x": [[1, 2], [3, 4]]}})");
    ASSERT_TRUE(session) << session.error().message;
    EXPECT_EQ(values_of(*session->document.grad_output), std::vector<double>{1});
    EXPECT_EQ(session->play, Playback{});
    EXPECT_EQ(session->view, View{});
}

TEST_F(Sessions, AreRefusedWithThePlace) {
    const auto with = [&](const std::string& rest) {
        return of(R"({"poolwalk": "session", "version": 1, )"
                  R"("document": {"params": {"kernel": [2, 2]}, "x": [[1, 2], [3, 4]]})" +
                  rest + "}");
    };
    const auto refused = [](const Result<SessionFile>& session, const char* part) {
        ASSERT_FALSE(session) << part;
        EXPECT_THAT(session.error().message, StartsWith("s.json: "));
        EXPECT_THAT(session.error().message, HasSubstr(part));
        EXPECT_THAT(session.error().message, testing::Not(HasSubstr("\n")));
    };
    EXPECT_TRUE(with(""));
    refused(with(R"(, "vew": {})"), "the key \"vew\" is not known here; there are poolwalk, version, document, view");
    refused(with(R"(, "view": {"zoom": 2})"), "view: the key \"zoom\" is not known here");
    refused(with(R"(, "view": {"plane": 1})"), "view.plane: expected an integer from 0 to 0, found 1");
    refused(with(R"(, "view": {"pinned": {"grid": "Y", "cell": [0, 1]}})"), "view.pinned: there is no such cell");
    refused(with(R"(, "view": {"selected_to": [0, 0]})"), "view.selected_to: a selection begins at a pinned cell");
    refused(with(R"(, "view": {"camera": {"zoom": 0.5}})"),
            "view.camera.zoom: expected a number from 1 to 4096, found 0.5");
    refused(with(R"(, "view": {"camera": {"center": [0.5]}})"), "view.camera.center: expected two numbers");
    refused(with(R"(, "view": {"veiled": "Y"})"), "view.veiled: expected an array of grids, found \"Y\"");
    refused(with(R"(, "view": {"camera": {"center": {"h": 0, "w": 0}}})"),
            "view.camera.center: expected two numbers");
    refused(with(R"(, "view": {"theme": "pink"})"), "view.theme: expected one of dark, light, found \"pink\"");
    refused(with(R"(, "view": {"colormap": "jet"})"), "view.colormap: expected one of ");
    refused(with(R"(, "playback": {"done": 3})"), "playback.done: expected an integer from 0 to 2, found 3");
    refused(with(R"(, "playback": {"done": -1})"), "playback.done: expected an integer from 0");
    refused(with(R"(, "playback": {"speed": 257})"), "playback.speed: expected a number from 0.25 to 256, found 257");
    refused(with(R"(, "playback": {"step_by": "row"})"), "playback.step_by: expected one of window, comparison");
    refused(with(R"(, "claim": {})"), "claim.dx: ");
    refused(of("{}"), "poolwalk: expected \"session\", found nothing");
    refused(of(R"({"poolwalk": "session"})"), "version: expected an integer from 0 to 1, found nothing");
    refused(of(R"({"poolwalk": "session", "version": 2})"), "version: expected an integer from 0 to 1, found 2");
    refused(of(R"({"poolwalk": "session", "version": 1})"), "document: expected an object, found nothing");
    const auto document = [&](const std::string& text) {
        return of(R"({"poolwalk": "session", "version": 1, "document": )" + text + "}");
    };
    refused(document(R"({"params": {"kernel": [3, 3]}, "x": [[1, 2], [3, 4]]})"), "document: ");
    refused(document(R"({"params": {"kernel": [2, 2], "strid": [1, 1]}, "x": [[1, 2], [3, 4]]})"),
            "document.params: the key \"strid\"");
    refused(document(R"({"params": {"kernel": [2, 2]}, "x": [[1, 2], [3, 4]], "dy": [[1, 2]]})"), "document: ");
    refused(document(R"({"params": {"kernel": [2, 2]}, "x": [[1, 2], [3, 4]], "x": [[1, 2], [3, 4]]})"),
            "the key \"x\" appears twice");
    refused(document(R"({"params": {"kernel": [2, 123456789012345678901]}, "x": [[1, 2], [3, 4]]})"),
            "document.params.kernel: expected two integers");
}

TEST_F(Sessions, ReadNoArrayFromElsewhere) {
    ASSERT_TRUE(write_npy(folder / "good.npy", test::counted(DType::Float64, {1, 1, 4, 4}), {.rank = 2}, false));
    ASSERT_TRUE(write_npy(folder / "narrow.npy", test::counted(DType::Float32, {1, 1, 4, 4}), {.rank = 2}, false));
    const auto with = [&](const std::string& name) {
        return of(R"({"poolwalk": "session", "version": 1, "document": {"params": {"kernel": [2, 2]}, "x": ")" +
                  name + "\"}}");
    };
    const auto good = with("good.npy");
    ASSERT_TRUE(good) << good.error().message;
    EXPECT_EQ(values_of(*good->document.input).back(), 16);
    fs::create_directory(folder / "inner");
    for (const char* name : {"../good.npy", "/etc/passwd", "inner/../good.npy", "./good.npy", "good.np", ".npy", "",
                             "..", "good.npy\\u0000x.npy"}) {
        const auto bad = with(name);
        ASSERT_FALSE(bad) << name;
        EXPECT_THAT(bad.error().message,
                    HasSubstr("document.x: expected rows of numbers, or the name of a .npy file in the same folder"));
    }
    EXPECT_THAT(with("missing.npy").error().message, HasSubstr("there is no such file"));
    EXPECT_THAT(with("narrow.npy").error().message, HasSubstr("narrow.npy holds float32, expected float64"));
    put("torn.npy", text_of("good.npy").substr(0, 200));
    EXPECT_THAT(with("torn.npy").error().message, HasSubstr("torn.npy"));
}

}  // namespace
}  // namespace poolwalk::io
