#include "app/session/offscreen_renderer.h"

#include <cfloat>
#include <chrono>
#include <thread>

#include "app/session/draw_frame.h"

namespace poolwalk {

struct OffscreenRenderer::State {
    platform::Offscreen surface;  // first: the painter's objects live in its OpenGL context
    FramePainter painter;
    Session session;
};

namespace {

// Nothing of what is going on while a picture is ordered: no open page, no mouse, no notice.
AppState at_rest(AppState state) {
    state.view.show_keys = state.view.show_about = state.view.show_files = state.view.show_export = false;
    state.view.hover.reset();
    state.play.playing = false;
    state.notice = {};
    state.question.reset();
    state.requests.clear();
    return state;
}

}  // namespace

Result<OffscreenRenderer> OffscreenRenderer::on(Result<platform::Offscreen> surface, Session session) {
    if (!surface) return surface.error();
    platform::Offscreen opened = std::move(surface).value();
    const platform::Offscreen::Turn turn(opened);
    auto painter = render::HeatMapPainter::create();
    if (!painter) return painter.error();
    ImGui::GetIO().MousePos = {-FLT_MAX, -FLT_MAX};
    return OffscreenRenderer(
        std::make_unique<State>(State{std::move(opened), {std::move(painter).value()}, std::move(session)}));
}

Result<OffscreenRenderer> OffscreenRenderer::open(AppState state, int width, int height) {
    // What follows from a large document is worked out while OpenGL starts.
    Session session(at_rest(std::move(state)));
    return on(platform::Offscreen::open(width, height), std::move(session));
}

Result<OffscreenRenderer> OffscreenRenderer::beside_window(AppState state, int width, int height) {
    state.play.motion.reset();
    state.animates = false;
    Session session(at_rest(std::move(state)));
    return on(platform::Offscreen::beside_window(width, height), std::move(session));
}

OffscreenRenderer::OffscreenRenderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
OffscreenRenderer::OffscreenRenderer(OffscreenRenderer&&) noexcept = default;
OffscreenRenderer& OffscreenRenderer::operator=(OffscreenRenderer&&) noexcept = default;
OffscreenRenderer::~OffscreenRenderer() = default;

void OffscreenRenderer::run(const Command& command) { state_->session.run(command); }

Result<platform::Image> OffscreenRenderer::paint() {
    State& s = *state_;
    const platform::Offscreen::Turn turn(s.surface);
    const auto draw = [&] { draw_frame(s.surface, s.session, s.painter, {}); };
    // Fonts and shaders are made while background tasks run.
    if (s.session.is_working() || s.session.is_marking()) draw();
    // The sizes of auto-fitted children are known one frame later.
    for (int i = 0; i < 3; ++i) {
        while (s.session.is_working() || s.session.is_marking()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            s.session.work();  // brings in what is done by now
            s.session.derived();
        }
        if (const std::string& error = s.session.error(); !error.empty()) return Error{error};
        draw();
    }
    if (const std::string error = s.painter.heat_maps.error(); !error.empty()) return Error{error};
    return s.surface.pixels();
}

}  // namespace poolwalk
