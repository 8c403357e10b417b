#include "app/background/export_task.h"
#include "core/workspaces/workspaces.h"

#include <algorithm>
#include <filesystem>

namespace poolwalk {
namespace {

// Painting a picture takes about as long as encoding ten.
constexpr double part_of_painting = 0.9;
constexpr int film_width = 1280, film_height = 800;

AppState state_of_film(AppState state) {
    if (!scene::open_workspace(state).has_steps) state.view.workspace = Workspace::Walk;
    return state;
}

std::string size_text(std::uintmax_t bytes) {
    if (bytes < 10'000) return std::to_string(bytes) + " bytes";
    if (bytes < 10'000'000) return std::to_string((bytes + 500) / 1000) + " KB";
    return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

std::string name_of(const ExportOrder& order) { return std::filesystem::path(order.file.path).filename().string(); }

}  // namespace

Result<Done> ExportTask::start(ExportOrder order, const OpenPainter& open_painter) {
    if (status()) return Error{status()->name + " is still being written"};
    const auto exporter = io::exporter_for(order.file.path);
    if (!exporter) return exporter.error();
    std::error_code code;
    if (!order.file.overwrite && std::filesystem::exists(order.file.path, code))
        return Error{order.file.path + ": it exists already; tick \"write over\" to replace it"};
    WriteOrder write{std::move(order), *exporter};
    if (write.exporter->made_of == io::MadeOf::Values) {
        begin_writing(std::move(write));
        return Done{};
    }
    auto painting = begin_painting(std::move(write), open_painter);
    if (!painting) return painting.error();
    painting_ = std::move(painting).value();
    return Done{};
}

Result<ExportTask::Painting> ExportTask::begin_painting(WriteOrder then, const OpenPainter& open_painter) const {
    if (!open_painter) return Error{"pictures need OpenGL, and it is not here"};
    const bool is_film = then.exporter->made_of == io::MadeOf::Film;
    const AppState state = is_film ? state_of_film(then.order.state) : then.order.state;
    const Track track = track_of(state);
    std::vector<io::Shot> shots{{Seek{track.done}, 100}};
    if (is_film) {
        const std::int64_t last = std::min(track.count, io::max_shots - 1);
        const bool moves = !state.view.reduced_motion;
        shots =
            moves ? io::moving_shots_of_walk(0, last, io::moving_film_fps) : io::shots_of_walk(0, last, io::film_fps);
        if (last < track.count)
            then.remark = ", the first " + std::to_string(last) + " of " + std::to_string(track.count) + " steps";
    }
    const int width = is_film ? film_width : then.order.width, height = is_film ? film_height : then.order.height;
    auto paint = open_painter(state, width, height);
    if (!paint) return paint.error();
    ui::TaskStatus status{.name = name_of(then.order)};
    return Painting{std::move(then), std::make_shared<io::Film>(width, height), std::move(shots),
                    std::move(paint).value(), std::move(status)};
}

void ExportTask::paint_one() {
    Painting& now = *painting_;
    const io::Shot& shot = now.shots[now.painted];
    const auto picture = now.paint(shot.command);
    if (!picture) return end_painting({picture.error().message, true});
    now.film->add(picture->rgba, shot.centiseconds);
    ++now.painted;
    now.status->part = part_of_painting * static_cast<double>(now.painted) / static_cast<double>(now.shots.size());
    if (now.painted < now.shots.size()) return;
    WriteOrder write = std::move(now.then);
    write.film = std::move(now.film);
    painting_.reset();
    begin_writing(std::move(write));
}

void ExportTask::end_painting(Tell news) {
    painting_.reset();
    news_ = std::move(news);
}

void ExportTask::begin_writing(WriteOrder order) {
    ui::TaskStatus status{.name = name_of(order.order), .part = order.film ? part_of_painting : 0};
    task_.start(std::move(order), std::move(status), write);
}

Result<Done> ExportTask::write(const WriteOrder& write, const Progress& progress) {
    const ExportOrder& order = write.order;
    const io::Destination to{order.file.path, order.file.overwrite};
    if (write.film) return write.exporter->write_film(*write.film, to, piece_of(progress, part_of_painting, 1));
    return write.exporter->write({.state = order.state,
                                  .derived = *order.derived,
                                  .form = io::plain_form(shape_of(*order.state.document.input)),
                                  .canvas = order.canvas},
                                 to, progress);
}

void ExportTask::cancel() {
    if (painting_) end_painting({painting_->status->name + " was not written", false});
    else task_.stop();
}

bool ExportTask::work() {
    if (painting_) {
        paint_one();
        return true;
    }
    const double before = status() ? status()->part : 0;
    const auto done = task_.take();
    if (!done) return news_ || (status() && status()->part != before);
    const ExportOrder& order = done->order->order;
    std::error_code code;
    if (done->result.ok())
        news_ = Tell{"Written: " + order.file.path + ", " +
                         size_text(std::filesystem::file_size(order.file.path, code)) + done->order->remark,
                     false, std::filesystem::path(order.file.path).parent_path().string()};
    else if (done->was_stopped) news_ = Tell{name_of(order) + " was not written", false};
    else news_ = Tell{done->result.error().message, true};
    return true;
}

}  // namespace poolwalk
