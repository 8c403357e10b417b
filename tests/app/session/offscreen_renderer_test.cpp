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
    auto renderer = OffscreenRenderer::open(overlap(), 640, 400);
    EXPECT_TRUE(renderer);
    OffscreenRenderer opened = std::move(renderer).value();
    opened.run(Seek{step});
    const auto picture = opened.paint();
    EXPECT_TRUE(picture);
    return *picture;
}

TEST(OffscreenRenderer, PaintsTheSameBesideAWindow) {
    const platform::Image want = alone(14);
    auto window = platform::Offscreen::open(320, 200);  // its context stands for the window's
    ASSERT_TRUE(window);
    ImGuiContext* const imgui = ImGui::GetCurrentContext();
    {
        auto renderer = OffscreenRenderer::beside_window(overlap(), 640, 400);
        ASSERT_TRUE(renderer) << renderer.error().message;
        OffscreenRenderer opened = std::move(renderer).value();
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

TEST(OffscreenRenderer, ShowsNoPageThatIsOpen) {
    const platform::Image want = alone(14);
    AppState state = overlap();
    for (const Command& command : std::vector<Command>{ShowExport{}, ShowKeys{}, Tell{"busy", false}, Seek{14}})
        state = update(std::move(state), command);
    auto renderer = OffscreenRenderer::open(state, 640, 400);
    ASSERT_TRUE(renderer);
    OffscreenRenderer opened = std::move(renderer).value();
    EXPECT_TRUE(*opened.paint() == want);
}

TEST(OffscreenRenderer, StopsAFilmWhenToldTo) {
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
