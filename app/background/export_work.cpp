#include "app/background/export_work.h"

#include <algorithm>
#include <filesystem>

namespace poolwalk {
namespace {

// Painting a picture takes about as long as encoding ten.
constexpr double part_of_painting = 0.9;
constexpr int film_width = 1280, film_height = 800;

AppState state_of_film(AppState state) {
    const Workspace open = state.view.workspace;
    if (open == Workspace::Rules || open == Workspace::Check) state.view.workspace = Workspace::Walk;
    return state;
}

std::string size_text(std::uintmax_t bytes) {
    if (bytes < 10'000) return std::to_string(bytes) + " bytes";
    if (bytes < 10'000'000) return std::to_string((bytes + 500) / 1000) + " KB";
    return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

}  // namespace

Result<Done> ExportWork::start(ExportOrder order, const SessionTools& tools) {
    if (status_) return Error{status_->name + " is still being written"};
    const auto exporter = io::exporter_for(order.file.path);
    if (!exporter) return exporter.error();
    std::error_code code;
    if (!order.file.overwrite && std::filesystem::exists(order.file.path, code))
        return Error{order.file.path + ": it exists already; tick \"write over\" to replace it"};
    order_ = std::make_shared<const ExportOrder>(std::move(order));
    exporter_ = *exporter;
    wake_ = tools.wake;
    remark_.clear();
    film_.reset();
    status_ = ui::Progressing{.name = std::filesystem::path(order_->file.path).filename().string()};
    if (exporter_->made_of == io::MadeOf::Values) {
        begin_writing();
        return Done{};
    }
    auto begun = begin_painting(tools);
    if (!begun) status_.reset();
    return begun;
}

Result<Done> ExportWork::begin_painting(const SessionTools& tools) {
    if (!tools.open_painter) return Error{"pictures need OpenGL, and it is not here"};
    const bool film = exporter_->made_of == io::MadeOf::Film;
    const AppState state = film ? state_of_film(order_->state) : order_->state;
    const std::int64_t steps = track_of(state).count;
    shots_ = {{Seek{track_of(state).done}, 100}};
    if (film) {
        const std::int64_t last = std::min(steps, io::max_shots - 1);
        shots_ = io::shots_of_walk(0, last, io::film_fps);
        if (last < steps) remark_ = ", the first " + std::to_string(last) + " of " + std::to_string(steps) + " steps";
    }
    const int width = film ? film_width : order_->width, height = film ? film_height : order_->height;
    auto paint = tools.open_painter(state, width, height);
    if (!paint) return paint.error();
    paint_ = std::move(paint).value();
    painted_ = 0;
    film_ = std::make_shared<io::Film>(width, height);
    return Done{};
}

void ExportWork::begin_writing() {
    paint_ = nullptr;
    status_->part = film_ ? part_of_painting : 0;
    // The job reads what it is given and nothing else; this side holds it too, so that the last to let
    // go of a tensor is the thread that may edit it.
    const auto work = [order = order_, film = film_, exporter = exporter_](const Progress& progress) {
        const io::Destination to{order->file.path, order->file.overwrite};
        if (film) return exporter->write_film(*film, to, progress);
        const Shape& shape = shape_of(*order->state.document.input);
        return exporter->write({.state = order->state,
                                .derived = *order->derived,
                                .form = io::plain_form(shape),
                                .canvas = order->canvas},
                               to, progress);
    };
    job_ = std::make_unique<Job<Done>>(work, wake_);
}

void ExportWork::end(Tell news) {
    paint_ = nullptr;
    job_.reset();
    film_.reset();
    order_.reset();
    status_.reset();
    news_ = std::move(news);
}

void ExportWork::cancel() {
    if (!status_) return;
    if (!job_) return end({status_->name + " was not written", false});
    job_->cancel();
    status_->stopping = true;
}

void ExportWork::paint_one() {
    const io::Shot& shot = shots_[painted_];
    const auto picture = paint_(shot.command);
    if (!picture) return end({picture.error().message, true});
    film_->add(picture->rgba, shot.centiseconds);
    ++painted_;
    status_->part = part_of_painting * static_cast<double>(painted_) / static_cast<double>(shots_.size());
    if (painted_ == shots_.size()) begin_writing();
}

bool ExportWork::work() {
    if (!status_) return news_.has_value();
    if (is_painting()) {
        paint_one();
        return true;
    }
    const double before = status_->part, start = film_ ? part_of_painting : 0;
    status_->part = start + (1 - start) * job_->progress();
    const auto result = job_->poll();
    if (!result) return status_->part != before;
    const std::string path = order_->file.path, name = status_->name;
    if (!result->ok()) {
        const bool wanted = !job_->is_cancelled();
        end({wanted ? result->error().message : name + " was not written", wanted});
        return true;
    }
    std::error_code code;
    end({path + ": " + size_text(std::filesystem::file_size(path, code)) + remark_, false});
    return true;
}

}  // namespace poolwalk
