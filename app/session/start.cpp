#include "app/session/start.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "app/files/state_folder.h"
#include "core/base/check.h"
#include "core/io/session/examples.h"
#include "core/io/session/open_file.h"

namespace poolwalk {
namespace {

Document first_example() {
    const auto example = io::load_example("ties");
    POOLWALK_CHECK(example.ok());
    return *example;
}

}  // namespace

AppState state_with(const Command& open) {
    const auto document = [&]() -> Document {
        if (const auto* session = open.as<OpenSession>()) return session->session.document;
        if (const auto* lesson = open.as<StartLesson>()) return lesson->lesson->start;
        return open.as<OpenDocument>()->document;
    };
    AppState state = update(start_state(document()), open);
    state.history = state.history.without_entries();
    return state;
}

Result<Opening> begin_opening(const OpenTask::Read& read) {
    if (!read) return Opening{};
    constexpr std::chrono::milliseconds patience{300};
    auto job = std::make_shared<Job<Command>>(read, std::function<void()>());
    auto result = result_within(*job, patience);
    if (!result) return Opening{std::move(job)};
    if (!*result) return result->error();
    return Opening{nullptr, std::move(*result).value()};
}

OpenTask::Read when_read(std::shared_ptr<Job<Command>> job) {
    return [job = std::move(job)](const Progress& progress) -> Result<Command> {
        for (;;) {
            if (auto command = job->poll()) return std::move(*command);
            if (!goes_on(progress, job->progress())) {
                job->cancel();
                return stopped();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    };
}

OpenTask::Read read_again(const std::string& file) {
    if (file.empty()) return {};
    return [file](const Progress& progress) -> Result<Command> {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) return Command(OpenDocument{first_example()});
        auto command = io::command_to_open(file, progress);
        const auto* array = command ? command->as<OpenDocument>() : nullptr;
        if (!array || !array->may_be_nhwc) return command;
        OpenDocument next = *array;
        next.may_be_nhwc = false;
        return Command(std::move(next));
    };
}

Remembered remembered(bool fresh) {
    if (fresh || state_folder().empty()) return {};
    Remembered found{state_folder() / "settings.json", {}, {}};
    const auto read = answer_within<WindowSettings>(
        patience_with_disks, [path = found.path](const Progress&) { return read_settings(path); });
    if (!read) {
        return {{}, {}, found.path.parent_path().string() + " does not answer, so nothing is remembered"};
    }
    if (*read) found.settings = **read;
    else found.error = "not remembered how the window was left: " + read->error().message;
    return found;
}

void remember(const Remembered& before, const AppState& state, platform::SizePx size) {
    if (before.path.empty() || !make_state_folder()) return;
    const WindowSettings now{.width = size.width,
                             .height = size.height,
                             .theme = state.view.theme,
                             .scale = state.view.chosen_scale,
                             .colormap = state.view.colormap,
                             .reduced_motion = state.view.reduced_motion,
                             .shows_all_settings = state.view.shows_all_settings,
                             .folds_left = state.view.folds_left,
                             .folds_right = state.view.folds_right,
                             .export_look = state.view.export_look,
                             .file = state.origin.file,
                             .page = before.settings.page,
                             .recent = state.recent,
                             .lessons_done = state.lessons_done};
    // It is only comfort: that it could not be written is nothing to fail for.
    static_cast<void>(merge_settings(before.path, before.settings, now));
}

AppState state_at_start(const WindowSetup& setup, const Remembered& before, const std::optional<Command>& open,
                        const ScreenFacts& screen) {
    const WindowSettings& settings = before.settings;
    AppState state = open ? state_with(*open) : start_state(first_example());
    // A session has its own.
    if (!state.origin.is_session) {
        state.view.theme = settings.theme;
        state.view.colormap = settings.colormap;
    }
    if (setup.theme) state.view.theme = *setup.theme;
    state.view.reduced_motion = settings.reduced_motion || screen.wants_reduced_motion;
    state.animates = true;
    state.view.monitor_scale = std::clamp(screen.content_scale, min_scale, max_scale);
    state.view.shows_all_settings = settings.shows_all_settings;
    state.view.folds_left = settings.folds_left;
    state.view.folds_right = settings.folds_right;
    state.view.export_look = settings.export_look;
    state.view.show_welcome = settings.is_first_start && !setup.read;
    state = update(std::move(state), SetScale{setup.scale ? setup.scale : settings.scale});
    for (const std::string& file : settings.recent)
        if (std::ranges::find(state.recent, file) == state.recent.end()) state.recent.push_back(file);
    state.lessons_done = settings.lessons_done;
    if (!before.error.empty()) state.notice = {before.error, true};
    return state;
}

}  // namespace poolwalk
