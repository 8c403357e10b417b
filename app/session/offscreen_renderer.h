// Paints what the window would show into pictures, one after another: for shots, films and exports.
// Without a display it has an OpenGL context of its own; beside an open window it uses the window's.
//
// ImGui knows one current context for the whole program, so all painting is done on the thread of the
// window, a picture at a time between two of its frames; only the encoding goes to another thread.
#pragma once

#include <memory>

#include "app/platform/offscreen.h"
#include "core/base/result.h"
#include "core/doc/update/update.h"

namespace poolwalk {

class Session;

class OffscreenRenderer {
public:
    // A picture has width x height pixels. One of these lives at a time.
    static Result<OffscreenRenderer> open(AppState state, int width, int height);
    // On the window's thread, between its frames, which look as if nothing had happened.
    static Result<OffscreenRenderer> beside_window(AppState state, int width, int height);
    OffscreenRenderer(OffscreenRenderer&&) noexcept;
    OffscreenRenderer& operator=(OffscreenRenderer&&) noexcept;
    ~OffscreenRenderer();

    void run(const Command& command);
    Result<platform::Image> paint();

private:
    struct State;
    explicit OffscreenRenderer(std::unique_ptr<State> state);
    static Result<OffscreenRenderer> on(Result<platform::Offscreen> surface, Session session);
    std::unique_ptr<State> state_;
};

}  // namespace poolwalk
