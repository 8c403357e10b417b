// The marks of the timeline, worked out in the background where there are many windows.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "app/background/task.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk {

class MarksTask {
public:
    std::int64_t at_once_cells = std::int64_t{1} << 16;  // of X and Y together; with more, in the background
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // Once a frame: starts what is missing for this state, from which `derived` follows, and takes what is done.
    void follow(const AppState& state, const std::function<std::shared_ptr<const Derived>()>& derived);
    // Takes what is done; true if there are marks to be drawn.
    bool work();
    // Before the document is changed in its place: nobody else may hold it then.
    void let_go() { task_.forget_and_wait(), key_ = {}; }
    // None while they are not known.
    const scene::TimelineMarks& marks() const { return marks_; }
    bool is_busy() const { return task_.order() != nullptr; }

private:
    // Marks are the same while this is.
    struct Key {
        std::uint64_t revision = 0;
        Workspace workspace = Workspace::Walk;
        StepBy by = StepBy::Window;
        bool forward_only = false;
        Shape output{};
        bool operator==(const Key&) const = default;
    };
    struct Order {
        AppState state;
        std::shared_ptr<const Derived> derived;
    };

    BackgroundTask<Order, scene::TimelineMarks> task_;
    Key key_;
    scene::TimelineMarks marks_;
};

}  // namespace poolwalk
