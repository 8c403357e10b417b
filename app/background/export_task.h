// An export while the window stays alive: the pictures of a film are painted one at a time between its frames, and
// the file is written in the background. What can be written is in core/io/export/exporters.h.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/background/task.h"
#include "app/platform/image.h"
#include "core/io/export/exporters.h"

namespace poolwalk {

// Runs the command and paints what is then to be seen.
using PaintNext = std::function<Result<platform::Image>(const Command&)>;
using OpenPainter = std::function<Result<PaintNext>(const AppState&, int width, int height)>;

// What is exported, as it was when that was asked for.
struct ExportOrder {
    ExportFile file;
    AppState state;
    std::shared_ptr<const Derived> derived;
    int width = 0, height = 0;  // of the window
    scene::Rect canvas{};       // of the grids in it
};

class ExportTask {
public:
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // Pictures need a painter; the rest does not. An Error if it cannot begin; an export under way then goes on.
    Result<Done> start(ExportOrder order, const OpenPainter& open_painter);
    void cancel();

    // A slice of the work, once a turn of the loop. True: there is something new to draw.
    bool work();
    // What there is to say at the end, once.
    std::optional<Tell> take_news() { return std::exchange(news_, std::nullopt); }
    // The file that was written, once.
    std::optional<std::string> take_written() { return std::exchange(written_, std::nullopt); }

    bool is_painting() const { return painting_.has_value(); }
    // How it is going; absent when nothing is under way.
    const std::optional<ui::TaskStatus>& status() const { return painting_ ? painting_->status : task_.status(); }

private:
    struct WriteOrder {
        ExportOrder order;
        const io::Exporter* exporter = nullptr;
        std::shared_ptr<const io::Film> film{};  // absent where values are written, or figures are yet to be drawn
        std::vector<io::Shot> shots{};           // of figures
        int width = 0, height = 0;
        std::string remark{};  // what the film leaves out
    };
    struct Painting {
        WriteOrder then;
        std::shared_ptr<io::Film> film;
        std::vector<io::Shot> shots;
        PaintNext paint;
        std::optional<ui::TaskStatus> status;
        std::size_t painted = 0;
    };
    static Result<Done> write(const WriteOrder& order, const Progress& progress);
    static AppState choose_shots(WriteOrder& write);
    static Result<io::Film> film_of(const WriteOrder& order, const Progress& progress);
    Result<Painting> begin_painting(WriteOrder then, AppState state, const OpenPainter& open_painter) const;
    void begin_writing(WriteOrder order);
    void paint_one();
    void end_painting(Tell news);

    std::optional<Painting> painting_;
    BackgroundTask<WriteOrder, Done> task_;
    std::optional<Tell> news_;
    std::optional<std::string> written_;
};

}  // namespace poolwalk
