// Pictures beside an open window: the same pixels as without one, and a window that never notices.
#include "app/session/offscreen_renderer.h"

#include <gtest/gtest.h>

#include "app/session/application.h"
#include "core/io/session/examples.h"
#include "imgui.h"

namespace poolwalk {
namespace {

AppState overlap() { return start_state(io::load_example("overlap").value()); }

platform::Image alone(std::int64_t step) {
    auto studio = Studio::open(overlap(), 640, 400);
    EXPECT_TRUE(studio);
    Studio opened = std::move(studio).value();
    opened.run(Seek{step});
    const auto picture = opened.paint();
    EXPECT_TRUE(picture);
    return *picture;
}

TEST(Studio, PaintsTheSameBesideAWindow) {
    const platform::Image want = alone(14);
    auto window = platform::Offscreen::open(320, 200);  // its context stands for the window's
    ASSERT_TRUE(window);
    ImGuiContext* const imgui = ImGui::GetCurrentContext();
    {
        auto studio = Studio::beside_window(overlap(), 640, 400);
        ASSERT_TRUE(studio) << studio.error().message;
        Studio opened = std::move(studio).value();
        EXPECT_EQ(ImGui::GetCurrentContext(), imgui);
        for (const std::int64_t step : {3, 14}) {
            opened.run(Seek{step});
            const auto picture = opened.paint();
            ASSERT_TRUE(picture);
            EXPECT_EQ(ImGui::GetCurrentContext(), imgui);
            EXPECT_EQ(*picture == want, step == 14);
        }
    }
    EXPECT_EQ(ImGui::GetCurrentContext(), imgui);
    EXPECT_EQ(window->pixels().width, 320);
}

TEST(Studio, ShowsNoPageThatIsOpen) {
    const platform::Image want = alone(14);
    AppState state = overlap();
    for (const Command& command : std::vector<Command>{ShowExport{}, ShowKeys{}, Tell{"busy", false}, Seek{14}})
        state = update(std::move(state), command);
    auto studio = Studio::open(state, 640, 400);
    ASSERT_TRUE(studio);
    Studio opened = std::move(studio).value();
    EXPECT_TRUE(*opened.paint() == want);
}

TEST(Studio, StopsAFilmWhenToldTo) {
    int pictures = 0;
    const auto film =
        paint_film({.state = overlap(), .width = 320, .height = 200, .shots = io::shots_of_walk(0, 18, 4)},
                   [&](double) { return ++pictures < 4; });
    ASSERT_FALSE(film);
    EXPECT_EQ(film.error(), stopped());
    EXPECT_EQ(pictures, 4);
}

}  // namespace
}  // namespace poolwalk
