// What follows from the document, kept up to date: at once where that is quick, else by a background task (task.h).
// Meanwhile the last picture stays, with all that it shows; cancelling goes back to it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/background/task.h"
#include "core/doc/derived/analysis_cache.h"
#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"

namespace poolwalk {

class DeriveTask {
public:
    // What takes longer, by derive_ms(), is done in the background; `wake` is called when there is news of it.
    double at_once_ms = 100;
    void wake_with(std::function<void()> wake) { task_.wake = std::move(wake); }

    // What is on the screen: `state`, or the last one while what follows from it is worked out.
    const AppState& shown(const AppState& state) const { return last_ ? *last_ : state; }
    // Is that not `state` itself?
    bool is_behind() const { return last_.has_value(); }
    const Derived& derived() const { return now_->derived; }
    const MethodNow& method() const { return now_->method; }
    std::shared_ptr<const Derived> share() const { return {now_, &now_->derived}; }
    // To change the ranges; whoever shares it keeps what it had.
    Derived& own();

    // A copy of the state to go on showing, should what follows from `command` take long; absent if it cannot.
    std::optional<AppState> snapshot_before(AppState& state, const Command& command) const;
    // After the command: goes on showing the snapshot if that is needed.
    void keep(std::optional<AppState> snapshot, const AppState& state);
    // For the first document, when nothing was shown yet: `first` stands for the last picture and is not drawn.
    void begin(AppState first, const AppState& state);

    // Brings what follows from `state` up to date, or sees how far that is. True if derived() is new.
    bool follow(const AppState& state);
    // How the work is going; absent when there is none.
    const std::optional<ui::TaskStatus>& status() const { return task_.status(); }
    bool has_picture() const { return has_picture_; }
    // Why what was begun cannot be finished, once; then cancelled() is to be shown.
    std::optional<std::string> take_error() { return std::exchange(error_, std::nullopt); }

    // `state` as it was when it was last shown, without what led to the task under way.
    AppState cancelled(AppState state);

private:
    struct Followed {
        Derived derived;
        MethodNow method;
    };
    struct Order {
        Document document;
        std::uint64_t revision = 0;
    };

    bool is_slow(const Document& document) const { return derive_ms(document) > at_once_ms; }
    static Result<std::shared_ptr<Followed>> follow_from(const Document& document, const Progress& progress);
    void take(std::shared_ptr<Followed> now, std::uint64_t revision);
    bool rederive_edits(const AppState& state);

    std::shared_ptr<Followed> now_;
    std::uint64_t revision_ = 0;  // that now_ follows from
    bool has_picture_ = true;
    std::optional<AppState> last_;
    std::optional<std::string> error_;
    BackgroundTask<Order, std::shared_ptr<Followed>> task_;
};

}  // namespace poolwalk
