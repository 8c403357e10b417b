// The program in a page: opens its window with what the address asks for, and is turned by the browser.
#include <emscripten.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "app/platform/desktop.h"
#include "app/session/start.h"
#include "app/session/state_dump.h"
#include "app/session/window_loop.h"
#include "app/web/page_calls.h"
#include "app/web/page_events.h"
#include "app/web/page_worker.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "core/io/session/link.h"
#include "core/io/session/open_file.h"

namespace poolwalk::web {
namespace {

using Clock = std::chrono::steady_clock;

// What the address says, as page.js passes it on.
struct Asked {
    std::string address, link, lesson, example;
    std::vector<std::string> hidden_panels;
    bool presents = false;
};

std::vector<std::string> parts_of(std::string_view list) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        parts.emplace_back(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return parts;
}

Asked read_arguments(int count, char** arguments) {
    Asked asked;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = arguments[i];
        const auto value = [&](std::string_view name) -> std::optional<std::string> {
            if (!word.starts_with(name)) return std::nullopt;
            return std::string(word.substr(name.size()));
        };
        if (const auto address = value("--address=")) asked.address = *address;
        if (const auto link = value("--link=")) asked.link = *link;
        if (const auto lesson = value("--lesson=")) asked.lesson = *lesson;
        if (const auto example = value("--example=")) asked.example = *example;
        if (const auto hidden = value("--hide=")) asked.hidden_panels = parts_of(*hidden);
        if (word == "--present") asked.presents = true;
    }
    return asked;
}

// A link goes before a lesson, and that before an example. Empty: the address asks for nothing.
OpenTask::Read reader_of(const Asked& asked) {
    if (!asked.link.empty()) return [link = asked.link](const Progress&) { return io::command_to_open(link); };
    if (!asked.lesson.empty())
        return [name = asked.lesson](const Progress&) -> Result<Command> {
            const auto lesson = io::load_lesson(name);
            return lesson ? Result<Command>(Command(StartLesson{*lesson})) : lesson.error();
        };
    if (!asked.example.empty())
        return [name = asked.example](const Progress&) -> Result<Command> {
            const auto document = io::load_example(name);
            return document ? Result<Command>(Command(OpenDocument{*document})) : document.error();
        };
    return {};
}

class Page {
public:
    Page(platform::Window window, render::HeatMapPainter painter, const Asked& asked)
        : window_(std::move(window)), before_(remembered(false)) {
        WindowSetup setup{.read = reader_of(asked)};
        const auto read = setup.read ? setup.read : read_again(before_.settings.file);
        const auto opened = read ? std::optional(read({})) : std::nullopt;
        if (opened && !*opened) before_.error = opened->error().message;
        AppState state = state_at_start(
            setup, before_, opened && *opened ? std::optional(**opened) : std::nullopt,
            {.content_scale = window_.content_scale(),
             .wants_reduced_motion = before_.settings.is_first_start && platform::wants_reduced_motion()});
        // On a telephone the grids have all of the width.
        constexpr double narrow = 700;
        if (window_.size().width < narrow * window_.content_scale())
            state.view.folds_left = state.view.folds_right = true;
        if (asked.presents) state = update(std::move(state), SetPresentation{true});
        loop_.emplace(
            window_, std::move(painter), std::move(state),
            LoopSetup{.offers_autosave = asked.link.empty(), .page_address = asked.address, .deliver = deliver});
        loop_->session().hide_panels(asked.hidden_panels);
    }

    Session& session() { return loop_->session(); }

    void turn() {
        constexpr std::chrono::milliseconds slice{12};
        work_for(slice);
        if (!loop_->turn()) {
            loop_->remove_autosave();
            keep_files();
            emscripten_cancel_main_loop();
            return tell_failure("Poolwalk is closed. Reload the page to open it again.");
        }
        offer_files();
        speak();
        keep();
    }

private:
    // The list shows what is kept here; what is on the person's disk only the browser can show.
    void offer_files() {
        const View& view = loop_->state().view;
        const bool asks = view.show_files && view.files_for != FilesFor::Save;
        if (asks && !asks_for_file_) choose_file();
        asks_for_file_ = asks;
    }

    void speak() {
        const AppState& state = session().shown();
        const Spoken now{state.revision,          state.play.done,      state.play.columns_done,
                         state.play.network_done, state.view.workspace, state.view.pinned};
        if (state.play.playing || spoken_ == now) return;
        spoken_ = now;
        say(session().spoken());
    }

    // What was changed in the folder that the browser keeps, or in the settings.
    void keep() {
        constexpr std::chrono::seconds between{2};
        if (Clock::now() - kept_at_ < between) return;
        kept_at_ = Clock::now();
        remember(before_, loop_->state(), window_.size());
        if (const std::uint64_t files = files_now(); std::exchange(kept_files_, files) != files) keep_files();
    }
    static std::uint64_t files_now() {
        std::uint64_t sum = 0;
        std::error_code code;
        const std::filesystem::path folder = std::filesystem::current_path(code);
        for (std::filesystem::recursive_directory_iterator it(folder, code), end; !code && it != end;
             it.increment(code)) {
            const auto written = it->last_write_time(code).time_since_epoch().count();
            sum = sum * 31 + std::hash<std::string>()(it->path().string()) + static_cast<std::uint64_t>(written);
        }
        return sum;
    }

    using Spoken =
        std::tuple<std::uint64_t, std::int64_t, std::int64_t, std::int64_t, Workspace, std::optional<CellRef>>;

    platform::Window window_;
    Remembered before_;
    std::optional<WindowLoop> loop_;
    bool asks_for_file_ = false;
    std::optional<Spoken> spoken_;
    std::uint64_t kept_files_ = 0;
    Clock::time_point kept_at_ = Clock::now();
};

Page* page = nullptr;  // of the one canvas; the browser's calls carry nothing

Result<Done> open_page(const Asked& asked) {
    auto window = platform::Window::open({});
    if (!window) return window.error();
    auto painter = render::HeatMapPainter::create();
    if (!painter) return painter.error();
    page = new Page(std::move(window).value(), std::move(painter).value(), asked);
    return Done{};
}

const char* held(std::string text) {
    static std::string last;
    last = std::move(text);
    return last.c_str();
}

}  // namespace
}  // namespace poolwalk::web

using namespace poolwalk;

extern "C" {

// For tests: the state and the places of all widgets, as state_dump.h has them.
EMSCRIPTEN_KEEPALIVE const char* page_state() {
    web::page->session().keep_names();
    web::note();
    return web::held(state_text(web::page->session(), {}));
}
EMSCRIPTEN_KEEPALIVE const char* page_link() {
    const auto link = io::link_of(session_file_of(web::page->session().state()));
    return web::held(link ? *link : "");
}
EMSCRIPTEN_KEEPALIVE void page_open(const char* link) { web::page->session().run(OpenFile{link}); }
EMSCRIPTEN_KEEPALIVE int page_has_unsaved() { return has_unsaved_work(web::page->session().state()); }

}  // extern "C"

int main(int count, char** arguments) {
    const auto opened = web::open_page(web::read_arguments(count, arguments));
    web::tell_failure(opened ? "" : opened.error().message);
    if (opened) emscripten_set_main_loop([] { web::page->turn(); }, 0, 0);
    return 0;
}
