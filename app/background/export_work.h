// An export while the window stays alive: pictures are painted one at a time between its frames, and the
// file is written by a job of its own. What can be written is core/io/export/exporters.h's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/background/job.h"
#include "app/platform/image.h"
#include "app/ui/frame.h"
#include "core/io/export/exporters.h"

namespace poolwalk {

// Carries out the command and paints what is then to be seen.
using PaintNext = std::function<Result<platform::Image>(const Command&)>;
using OpenPainter = std::function<Result<PaintNext>(const AppState&, int width, int height)>;

// What the surroundings give a session; a test without OpenGL has no painter of pictures.
struct SessionTools {
    OpenPainter open_painter{};
    std::function<void()> wake{};  // from any thread: there is something to draw
};

// What is exported, as it was when it was asked for.
struct ExportOrder {
    ExportFile file;
    AppState state;
    std::shared_ptr<const Derived> derived;
    int width = 0, height = 0;  // of the window
    scene::Rect canvas{};       // of the grids in it
};

class ExportWork {
public:
    // Answers the reason if it cannot begin; what was begun before goes on then.
    Result<Done> start(ExportOrder order, const SessionTools& tools);
    void cancel();

    // A slice of the work, once a turn of the loop. True: there is something new to draw.
    bool work();
    // What there is to say at the end; taken away.
    std::optional<Tell> take_news() { return std::exchange(news_, std::nullopt); }

    bool is_painting() const { return paint_ != nullptr; }
    const std::optional<ui::Progressing>& status() const { return status_; }

private:
    Result<Done> begin_painting(const SessionTools& tools);
    void begin_writing();
    void end(Tell news);
    void paint_one();

    std::shared_ptr<const ExportOrder> order_;
    const io::Exporter* exporter_ = nullptr;
    std::function<void()> wake_;
    PaintNext paint_;
    std::vector<io::Shot> shots_;
    std::size_t painted_ = 0;
    std::string remark_;  // what the film leaves out
    std::shared_ptr<io::Film> film_;
    std::optional<ui::Progressing> status_;
    std::optional<Tell> news_;
    std::unique_ptr<Job<Done>> job_;  // last: it ends before what it reads from goes
};

}  // namespace poolwalk
