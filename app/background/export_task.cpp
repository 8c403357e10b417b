#include "app/background/export_task.h"
#include "core/workspaces/workspaces.h"

#include <algorithm>
#include <filesystem>

#include "core/io/export/figure.h"

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

// Before an hour of painting.
Result<Done> check_place(const ExportFile& file) {
    const auto free = answer_within<Done>(patience_with_disks, [file](const Progress&) -> Result<Done> {
        std::error_code code;
        if (!file.overwrite && std::filesystem::exists(file.path, code))
            return Error{file.path + ": it exists already; tick \"write over\" to replace it"};
        return Done{};
    });
    return free ? *free : Error{file.path + ": its file system does not answer"};
}

std::string name_of(const ExportOrder& order) { return std::filesystem::path(order.file.path).filename().string(); }

}  // namespace

Result<Done> ExportTask::start(ExportOrder order, const OpenPainter& open_painter) {
    if (status()) return Error{status()->name + " is still being written"};
    const auto exporter = io::usable_exporter(order.file.path);
    if (!exporter) return exporter.error();
    if (const auto free = check_place(order.file); !free) return free;
    WriteOrder write{std::move(order), *exporter};
    if (write.exporter->made_of == io::MadeOf::Values) {
        begin_writing(std::move(write));
        return Done{};
    }
    AppState state = choose_shots(write);
    if (state.view.export_look.is_figure) {
        write.order.state = std::move(state);
        begin_writing(std::move(write));
        return Done{};
    }
    auto painting = begin_painting(std::move(write), std::move(state), open_painter);
    if (!painting) return painting.error();
    painting_ = std::move(painting).value();
    return Done{};
}

// What is to be seen in them is returned.
AppState ExportTask::choose_shots(WriteOrder& write) {
    const bool is_film = write.exporter->made_of == io::MadeOf::Film;
    AppState state = is_film ? state_of_film(write.order.state) : write.order.state;
    write.width = is_film ? film_width : write.order.width;
    write.height = is_film ? film_height : write.order.height;
    const Track track = track_of(state);
    write.shots = {{Seek{track.done}, 100}};
    if (!is_film) return state;
    const std::int64_t every = state.view.export_look.every, last = io::usual_last_step(state, 0, every);
    const bool moves = every == 1 && !state.view.reduced_motion;
    write.shots = moves ? io::moving_shots_of_walk(0, last, io::moving_film_fps)
                        : io::shots_of_walk(0, last, io::film_fps, every);
    if (last < track.count)
        write.remark = ", the first " + std::to_string(last) + " of " + std::to_string(track.count) + " steps";
    return state;
}

Result<ExportTask::Painting> ExportTask::begin_painting(WriteOrder then, AppState state,
                                                        const OpenPainter& open_painter) const {
    if (!open_painter) return Error{"pictures need OpenGL, and it is not here"};
    auto paint = open_painter(state, then.width, then.height);
    if (!paint) return paint.error();
    ui::TaskStatus status{.name = name_of(then.order)};
    auto film = std::make_shared<io::Film>(then.width, then.height);
    std::vector<io::Shot> shots = std::move(then.shots);
    return Painting{std::move(then), std::move(film), std::move(shots), std::move(paint).value(), std::move(status)};
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

Result<io::Film> ExportTask::film_of(const WriteOrder& write, const Progress& progress) {
    const AppState& state = write.order.state;
    io::FigureStyle style = io::style_of(state.view.export_look);
    if (write.exporter->made_of == io::MadeOf::Film && style.ground == FigureGround::Transparent)
        style.ground = FigureGround::Theme;
    return io::film_of_figures(state, write.shots, write.width, write.height, style, progress);
}

Result<Done> ExportTask::write(const WriteOrder& write, const Progress& progress) {
    const ExportOrder& order = write.order;
    const io::Destination to{order.file.path, order.file.overwrite};
    const Progress rest = piece_of(progress, part_of_painting, 1);
    if (write.film) return write.exporter->write_film(*write.film, to, rest);
    if (write.exporter->made_of != io::MadeOf::Values) {
        const auto film = film_of(write, piece_of(progress, 0, part_of_painting));
        return film ? write.exporter->write_film(*film, to, rest) : film.error();
    }
    return write.exporter->write({.state = order.state,
                                  .derived = *order.derived,
                                  .form = io::plain_form(shape_of(*order.state.document.input)),
                                  .figure = io::style_of(order.state.view.export_look),
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
    if (done->result.ok()) written_ = order.file.path;
    if (done->result.ok())
        news_ = Tell{"Written: " + order.file.path + ", " +
                         size_text(std::filesystem::file_size(order.file.path, code)) + done->order->remark,
                     false, std::filesystem::path(order.file.path).parent_path().string()};
    else if (done->was_stopped) news_ = Tell{name_of(order) + " was not written", false};
    else news_ = Tell{done->result.error().message, true};
    return true;
}

}  // namespace poolwalk
