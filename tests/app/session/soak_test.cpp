// A long, senseless session: commands, keys and clicks at random on a real OpenGL context, painted in
// between. POOLWALK_SOAK says how many commands; without it few, so that the suite stays short.
#include <EGL/egl.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

#include "app/gl/gl.h"
#include "app/platform/imgui_compat.h"
#include "app/platform/offscreen.h"
#include "app/session/draw_frame.h"
#include "app/session/offscreen_renderer.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "tests/core/doc/update/random_commands.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;

constexpr int width = 900, height = 600;
constexpr int commands_between_pictures = 20;

std::vector<std::string>& gl_errors() {
    static std::vector<std::string> all;
    return all;
}

void on_message(GLenum, GLenum type, GLuint, GLenum, GLsizei, const GLchar* message, const void*) {
    if (type == GL_DEBUG_TYPE_ERROR) gl_errors().emplace_back(message);
}

// Every error of OpenGL from now on; false where the driver has no such messages.
bool listen_to_opengl() {
    const auto set = reinterpret_cast<PFNGLDEBUGMESSAGECALLBACKPROC>(eglGetProcAddress("glDebugMessageCallback"));
    if (!set) return false;
    glEnable(GL_DEBUG_OUTPUT);
    glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    set(on_message, nullptr);
    return true;
}

double resident_mib() {
    std::ifstream file("/proc/self/statm");
    double whole = 0, resident = 0;
    file >> whole >> resident;
    return resident * 4096 / (1 << 20);
}

// Pictures of a film, painted between two frames as the window does.
Result<PaintNext> paint_beside(const AppState& state, int film_width, int film_height) {
    auto renderer = OffscreenRenderer::beside_window(state, film_width, film_height);
    if (!renderer) return renderer.error();
    return PaintNext(
        [shared = std::make_shared<OffscreenRenderer>(std::move(renderer).value())](const Command& command) {
            shared->run(command);
            return shared->paint();
        });
}

// The window without a window: what is drawn, the mouse and the keys of somebody who tries everything.
class Restless {
public:
    Restless(platform::Offscreen& surface, render::HeatMapPainter painter)
        : surface_(surface),
          painter_{std::move(painter)},
          session_(start_state(*io::load_example("ties"))),
          lessons_(io::lessons()),
          source_(2026) {
        session_.use({.open_painter = paint_beside});
    }

    void act() { session_.run(below(12) == 0 ? of_a_class() : source_.any()); }

    // Time passes, and what goes on beside comes in.
    void paint() {
        session_.run(Tick{static_cast<double>(below(20)) / 10});
        session_.work();
        is_filming_ = is_filming_ || session_.is_painting();
        ui::feed_mouse_position(static_cast<float>(below(width)), static_cast<float>(below(height)));
        ui::feed_mouse_button(0, below(2) == 0);
        draw_frame(surface_, session_, painter_, {key(), key()});
    }

    bool was_in_a_lesson() const { return was_in_a_lesson_; }
    bool was_asked() const { return was_asked_; }
    bool has_filmed() const { return is_filming_; }
    std::size_t undo_steps() const { return session_.state().history.size(); }

private:
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    // What random commands seldom come to: a real lesson and its pages, Predict and its answers, a film.
    Command of_a_class() {
        was_in_a_lesson_ = was_in_a_lesson_ || running_lesson(session_.state()) != nullptr;
        was_asked_ = was_asked_ || session_.state().quiz.asking;
        switch (below(8)) {
            case 0: return OpenLesson{lessons_[below(lessons_.size())].name};
            case 1: return SetPredict{true};
            case 2: return Predict{Place{static_cast<std::int64_t>(below(4)), static_cast<std::int64_t>(below(4))}};
            case 3: return Seek{track_of(session_.state()).count / 2};
            case 4: return SetExportLook{{below(2) == 0, FigureGround::White, below(2) == 0, 40}};
            case 5: return ExportFile{"film.gif", true};
            case 6: return TogglePlay{};
            default: return LessonOn{};
        }
    }
    KeyPress key() {
        return {static_cast<Key>(below(static_cast<std::uint64_t>(Key::Minus) + 1)), below(3) == 0, below(4) == 0,
                false};
    }

    platform::Offscreen& surface_;
    FramePainter painter_;
    Session session_;
    std::vector<io::LessonEntry> lessons_;
    bool was_in_a_lesson_ = false, was_asked_ = false, is_filming_ = false;
    CommandSource source_;
    std::mt19937_64 random_{7};
};

// Files that are written on the way are nobody's.
class InAFolderOfItsOwn : public testing::Test {
protected:
    void SetUp() override {
        fs::current_path(scratch_.path());
        setenv("XDG_STATE_HOME", (scratch_.path() / "state").c_str(), 1);
    }
    void TearDown() override { fs::current_path(before_); }

private:
    ScratchFolder scratch_;
    fs::path before_ = fs::current_path();
};

class Soak : public InAFolderOfItsOwn {};

TEST_F(Soak, LeavesNoErrorOfOpenGlAndNoMemoryBehind) {
    const char* wished = std::getenv("POOLWALK_SOAK");
    const int commands = wished ? std::atoi(wished) : 1500;
    auto opened = platform::Offscreen::open(width, height);
    ASSERT_TRUE(opened) << opened.error().message;
    platform::Offscreen surface = std::move(opened).value();
    const platform::Offscreen::Turn turn(surface);
    auto made = render::HeatMapPainter::create();
    ASSERT_TRUE(made) << made.error().message;
    const bool listens = listen_to_opengl();
    Restless person(surface, std::move(made).value());
    double settled_mib = 0;
    for (int done = 0; done < commands; ++done) {
        person.act();
        if (done % commands_between_pictures == 0) person.paint();
        if (done == commands / 2) settled_mib = resident_mib();
        ASSERT_TRUE(gl_errors().empty()) << "after " << done << " commands: " << gl_errors().front();
    }
    EXPECT_EQ(glGetError(), GLenum{GL_NO_ERROR});
    EXPECT_TRUE(person.was_in_a_lesson() && person.was_asked() && person.has_filmed()) << "no soak without them";
    // Halfway the caches and the history are full; sanitizers hold back what was freed, up to 256 MiB.
    EXPECT_LT(resident_mib() - settled_mib, 320);
    std::cout << commands << " commands, " << (listens ? "OpenGL listened to" : "no messages of OpenGL here") << ", "
              << settled_mib << " MiB halfway, " << resident_mib() << " MiB at the end, " << person.undo_steps()
              << " steps to undo\n";
}

}  // namespace
}  // namespace poolwalk::test
