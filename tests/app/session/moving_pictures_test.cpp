// Steps on their way: six moments of each kind of step in one golden picture.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "app/session/application.h"
#include "core/io/arrays/png_write.h"
#include "core/io/session/examples.h"
#include "tests/app/session/golden_picture.h"
#include "tests/app/session/picture_support.h"
#include "tests/support/paths.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

constexpr std::array<double, 6> moments{0.15, 0.35, 0.48, 0.6, 0.75, 0.92};
constexpr std::size_t across = 3;

// The picture alone, as a presentation has it, before the step that moves.
AppState before(const char* name, std::int64_t done, Theme theme, std::initializer_list<Command> settings = {}) {
    const auto document = io::load_example(name);
    EXPECT_TRUE(document) << name;
    AppState state = start_state(document ? *document : Document{});
    for (const Command& command : settings) state = update(std::move(state), command);
    for (const Command& command :
         {Command(SetTheme{theme}), Command(SetPresentation{}), Command(FoldPanels{Side::Talk}), Command(Seek{done})})
        state = update(std::move(state), command);
    return state;
}

AppState first_tie(TieRule tie) { return before("ties", 9, Theme::Light, {SetRules{{tie, {}, {}}}}); }

struct Moving {
    const char* name;
    AppState (*state)();
    int width = 560, height = 420;
};

void PrintTo(const Moving& what, std::ostream* out) { *out << what.name; }

const Moving moving[] = {
    {"forward", [] { return before("overlap", 4, Theme::Dark); }},
    {"by_comparison", [] { return before("ties", 5, Theme::Dark, {SetStepBy{StepBy::Comparison}}); }},
    {"backward_adds", [] { return before("overlap", 14, Theme::Light); }},
    {"tie_first", [] { return first_tie(TieRule::First); }},
    {"tie_shares", [] { return first_tie(TieRule::Split); }},
    {"tie_copies", [] { return first_tie(TieRule::All); }},
    {"assign_cell",
     [] {
         return before("overlap", 14, Theme::Dark, {SetRules{{TieRule::First, OverlapRule::AssignCell, {}}}});
     }},
    {"assign_window",
     [] {
         return before("overlap", 14, Theme::Light, {SetRules{{TieRule::First, OverlapRule::AssignWindow, {}}}});
     }},
    {"nan_dropped",
     [] {
         return before("nan-places", 4, Theme::Dark, {SetRules{{TieRule::All, {}, NanRule::NoMatch}}});
     }},
    {"columns_forward", [] { return before("overlap", 4, Theme::Light, {SetWorkspace{Workspace::Columns}}); }, 640,
     480},
    {"columns_backward", [] { return before("overlap", 32, Theme::Dark, {SetWorkspace{Workspace::Columns}}); }, 640,
     480},
    {"network", [] { return before("network-ties-part", 11, Theme::Light); }, 640, 480},
};

void put(const platform::Image& picture, std::size_t place, platform::Image& strip) {
    const auto row = static_cast<std::size_t>(picture.width) * 4, rows = static_cast<std::size_t>(picture.height);
    const std::size_t left = place % across * row, top = place / across * rows;
    for (std::size_t y = 0; y < rows; ++y)
        std::copy_n(picture.rgba.data() + y * row, row, strip.rgba.data() + (top + y) * row * across + left);
}

Result<Done> draw(const Moving& what, const fs::path& to) {
    const std::size_t down = moments.size() / across;
    platform::Image strip{what.width * static_cast<int>(across), what.height * static_cast<int>(down), {}};
    strip.rgba.resize(static_cast<std::size_t>(strip.width) * static_cast<std::size_t>(strip.height) * 4);
    const AppState start = what.state();
    const fs::path one = build_path("pictures") / (std::string(what.name) + "-moment.png");
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const auto done = take_shot({.state = update(start, SeekMoment{track_of(start).done, moments[i]}),
                                     .width = what.width,
                                     .height = what.height,
                                     .out = one,
                                     .overwrite = true});
        if (!done) return done.error();
        const auto picture = test::read_picture(one);
        if (!picture) return picture.error();
        put(*picture, i, strip);
    }
    fs::remove(one);
    return io::write_png(to, strip.width, strip.height, strip.rgba, true);
}

class MovingPicture : public testing::TestWithParam<Moving> {};

TEST_P(MovingPicture, IsAsItWas) {
    const Moving& what = GetParam();
    const std::string name = std::string("moving_") + what.name;
    test::expect_golden_picture(
        name, [&](const fs::path& to) { return draw(what, to); }, test::golden_path(name));
}

INSTANTIATE_TEST_SUITE_P(OfAStep, MovingPicture, testing::ValuesIn(moving),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace poolwalk
