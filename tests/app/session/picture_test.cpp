// The window as pictures, compared with those in tests/golden/pictures; the README's is one of them.
// POOLWALK_UPDATE_GOLDEN=1 in the environment writes them anew: look at each before it is committed.
#include <gtest/gtest.h>

#include "app/session/application.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "core/pool/max_pool.h"
#include "tests/app/session/golden_picture.h"
#include "tests/app/session/picture_support.h"
#include "tests/support/paths.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

AppState example(const char* name, std::int64_t done, Theme theme = Theme::Dark) {
    Result<Document> document = io::load_example(name);
    EXPECT_TRUE(document) << name;
    AppState state = start_state(document ? *document : Document{});
    state = update(std::move(state), SetTheme{theme});
    return update(std::move(state), Seek{done});
}

AppState with(AppState state, std::initializer_list<Command> commands) {
    for (const Command& command : commands) state = update(std::move(state), command);
    return state;
}

AppState columns(const char* name, std::int64_t done, Theme theme) {
    return with(example(name, 0, theme), {SetWorkspace{Workspace::Columns}, Seek{done}});
}

AppState padding_by_comparison() {
    const Geometry geometry{.kernel = {2, 2}, .stride = {2, 2}, .dilation = {2, 2}, .pads = {1, 1, 1, 1}};
    Document document = document_of(
        "padding and dilation", random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, 6, 6}, 7), geometry, {});
    return with(start_state(std::move(document)), {SetStepBy{StepBy::Comparison}, Seek{19}});
}

// What a loop gives that overwrites where windows overlap.
Command claim_of_last_only() {
    const Document document = example("overlap", 0).document;
    return SetClaim{"mine.npy", max_pool_backward<double>(std::get<Tensor<double>>(*document.input),
                                                          std::get<Tensor<double>>(*document.grad_output),
                                                          document.geometry, {{}, OverlapRule::AssignCell, {}})
                                    .grad_input};
}

// The page of this lesson as it is when it is turned to.
AppState lesson_page(const char* name, std::size_t page, Theme theme) {
    AppState state = with(example("overlap", 0, theme), {StartLesson{io::load_lesson(name).value()}});
    while (state.lesson->page + 1 < page) state = update(std::move(state), LessonOn{});
    return state;
}

// dX(2, 2) holds 4, and 2 more arrive.
AppState lesson_question(Theme theme) { return lesson_page("overlap-adds", 5, theme); }

AppState lesson_wrong(Theme theme) {
    return with(lesson_page("ties-six-answers", 3, theme), {AnswerLesson{CellRef{GridId::GradInput, 0, {1, 0}}}});
}

AppState lesson_right() {
    return with(lesson_page("one-value", 5, Theme::Light),
                {AnswerLesson{ChosenOption{1}}, AnswerLesson{ChosenOption{0}}});
}

AppState lesson_end(Theme theme) {
    AppState state = lesson_page("overlap-adds", 1, theme);
    while (!is_finished(*state.lesson)) {
        const LessonAnswer* asked = open_question(state);
        state = update(std::move(state), asked ? Command(AnswerLesson{asked->right.front()}) : Command(LessonOn{}));
    }
    return state;
}

struct Shown {
    const char* name;
    AppState (*state)();
    int width = 1600, height = 1000;
    const char* golden = nullptr;  // where it is another than tests/golden/pictures/NAME.png
};

void PrintTo(const Shown& what, std::ostream* out) { *out << what.name; }

const Shown shown[] = {
    {.name = "overlap_dark", .state = [] { return example("overlap", 14); }, .golden = "assets/readme/walk.png"},
    {.name = "overlap_light",
     .state =
         [] {
             return with(example("overlap", 14, Theme::Light), {Pin{CellRef{GridId::GradInput, 0, {2, 2}}}});
         }},
    {.name = "ties", .state = [] { return example("ties", 12); }},
    {.name = "padding_by_comparison", .state = padding_by_comparison},
    {.name = "planes", .state = [] { return example("seed-001-b", 8); }, .width = 1200, .height = 800},
    {.name = "network", .state = [] { return example("network-ties-part", 10); }},
    {.name = "lighthouse", .state = [] { return example("lighthouse", 900); }, .width = 1280, .height = 720},
    {.name = "before_the_first_step",
     .state = [] { return example("ties", 0, Theme::Light); },
     .width = 1280,
     .height = 800},
    {.name = "rules_dark", .state = [] { return with(example("ties", 0), {SetWorkspace{Workspace::Rules}}); }},
    {.name = "rules_light",
     .state =
         [] {
             return with(example("ties", 0, Theme::Light),
                         {SetReference{{TieRule::All, {}, {}}}, SetWorkspace{Workspace::Rules}});
         },
     .width = 1280,
     .height = 800},
    {.name = "check_dark", .state = [] { return with(example("ties", 0), {SetWorkspace{Workspace::Check}}); }},
    {.name = "check_light",
     .state =
         [] {
             return with(example("overlap", 0, Theme::Light), {claim_of_last_only(), SetWorkspace{Workspace::Check}});
         },
     .width = 1280,
     .height = 800},
    {.name = "held",
     .state =
         [] {
             return with(example("ties", 14), {SetBaseline{}, SetRules{{TieRule::All, {}, {}}}});
         }},
    {.name = "method_that_cannot_run",
     .state = [] { return with(example("overlap", 14, Theme::Light), {SetMethod{"strided_mask"}}); },
     .width = 1280,
     .height = 800},
    {.name = "columns_dark", .state = [] { return columns("overlap", 33, Theme::Dark); }},
    {.name = "columns_light",
     .state = [] { return columns("windows-on-edges", 10, Theme::Light); },
     .width = 1280,
     .height = 800},
    {.name = "lesson_question_dark",
     .state = [] { return lesson_question(Theme::Dark); },
     .width = 1440,
     .height = 900},
    {.name = "lesson_question_light",
     .state = [] { return lesson_question(Theme::Light); },
     .width = 1024,
     .height = 768},
    {.name = "lesson_wrong_dark", .state = [] { return lesson_wrong(Theme::Dark); }, .width = 1280, .height = 800},
    {.name = "lesson_wrong_light", .state = [] { return lesson_wrong(Theme::Light); }, .width = 1280, .height = 800},
    {.name = "lesson_right", .state = lesson_right, .width = 1280, .height = 800},
    {.name = "lesson_end_dark", .state = [] { return lesson_end(Theme::Dark); }, .width = 1280, .height = 800},
    {.name = "lesson_end_light", .state = [] { return lesson_end(Theme::Light); }, .width = 1280, .height = 800},
    {.name = "welcome_dark",
     .state =
         [] {
             return with(example("ties", 0), {ShowAllSettings{false}, ShowWelcome{}});
         },
     .width = 1440,
     .height = 900},
    {.name = "welcome_light",
     .state =
         [] {
             return with(example("ties", 0, Theme::Light), {ShowAllSettings{false}, ShowWelcome{}});
         },
     .width = 1024,
     .height = 768},
    {.name = "question",
     .state =
         [] {
             return with(example("overlap", 9), {SetCells{GridId::Input, {{0, {1, 1}, 5}}}, Quit{}});
         },
     .width = 1280,
     .height = 800},
    {.name = "predict",
     .state =
         [] {
             return with(example("overlap", 13), {SetPredict{}, StepOn{1}});
         }},
    {.name = "predict_wrong",
     .state =
         [] {
             return with(example("overlap", 13, Theme::Light), {SetPredict{}, StepOn{1}, Predict{Place{0, 0}}});
         },
     .width = 1280,
     .height = 800},
    {.name = "answers_hidden",
     .state = [] { return with(example("overlap", 14, Theme::Light), {HideAnswers{}}); },
     .width = 1280,
     .height = 800},
    {.name = "presentation",
     .state = [] { return with(example("ties", 14), {SetPresentation{}}); },
     .width = 1280,
     .height = 720},
    {.name = "twice_as_large",
     .state = [] { return with(example("ties", 14, Theme::Light), {SetScale{2}}); },
     .width = 1920,
     .height = 1200},
    {.name = "rules_twice_as_large",
     .state =
         [] {
             return with(example("ties", 14), {SetScale{2}, SetWorkspace{Workspace::Rules}});
         },
     .width = 1920,
     .height = 1200},
    {.name = "low_resolution_dark", .state = [] { return example("ties", 13); }, .width = 1024, .height = 768},
    {.name = "low_resolution_light",
     .state = [] { return example("ties", 13, Theme::Light); },
     .width = 1024,
     .height = 768},
    {.name = "high_resolution_dark", .state = [] { return example("ties", 13); }, .width = 2560, .height = 1440},
    {.name = "high_resolution_light",
     .state = [] { return example("ties", 13, Theme::Light); },
     .width = 2560,
     .height = 1440},
    {.name = "presentation_of_rules",
     .state =
         [] {
             return with(example("ties", 0, Theme::Light), {SetPresentation{}, SetWorkspace{Workspace::Rules}});
         },
     .width = 1920,
     .height = 1080},
    {.name = "zoomed_with_a_map",
     .state =
         [] {
             return with(example("lighthouse", 900), {SetCamera{{6, 0.4, 0.6}}});
         },
     .width = 1280,
     .height = 800},
    {.name = "smallest_window", .state = [] { return example("overlap", 13); }, .width = 640, .height = 400},
    {.name = "small_window", .state = [] { return example("overlap", 5); }, .width = 900, .height = 600},
};

class Picture : public testing::TestWithParam<Shown> {};

fs::path golden_of(const Shown& what) {
    return what.golden ? source_path(what.golden) : test::golden_path(what.name);
}

TEST_P(Picture, IsAsItWas) {
    const Shown& what = GetParam();
    test::expect_golden_picture(
        what.name,
        [&](const fs::path& to) {
            return take_shot(
                {.state = what.state(), .width = what.width, .height = what.height, .out = to, .overwrite = true});
        },
        golden_of(what));
}

INSTANTIATE_TEST_SUITE_P(OfTheWindow, Picture, testing::ValuesIn(shown),
                         [](const auto& row) { return std::string(row.param.name); });

// The comparison itself: a golden picture with one number of a cell blotted out is refused.
TEST(PictureDifference, SeesOneDigit) {
    const auto golden = test::read_picture(golden_of(shown[0]));
    ASSERT_TRUE(golden);
    platform::Image blotted = *golden;
    for (std::size_t y = 140; y < 152; ++y)
        for (std::size_t x = 455; x < 467; ++x) blotted.rgba[(y * 1600 + x) * 4 + 1] ^= 64;
    const test::Difference found = test::difference_of(blotted, *golden);
    EXPECT_EQ(found.pixels, 144);
    EXPECT_GT(found.in_worst_tile, 40);
    EXPECT_GT(found.coarse_mean, 0);
    EXPECT_LT(found.coarse_mean, 0.001);
    EXPECT_EQ(test::difference_of(*golden, *golden).pixels, 0);
}

// A coarse comparison still tells two pictures of this program apart.
TEST(PictureDifference, TellsThemesApartCoarsely) {
    const auto dark = test::read_picture(golden_of(shown[0])), light = test::read_picture(golden_of(shown[1]));
    ASSERT_TRUE(dark && light);
    EXPECT_GT(test::difference_of(*dark, *light).coarse_mean, 0.3);
}

}  // namespace
}  // namespace poolwalk
