// What the Network workspace shows: the training of its setup, and the pass that the cursor stands in.
// Who trains, and on which thread, is the application's affair (app/background/training_task.h).
#pragma once

#include <optional>

#include "core/doc/update/update.h"
#include "core/network/training.h"

namespace poolwalk {

struct NetworkMoment {
    NetworkPlace place;    // of the step done last; before the first, of that one
    bool started = false;  // some step is done
    NetworkPass pass;

    bool updated() const { return started && place.step == NetworkStep::Update; }
    // Is the array computed by now?
    bool has(NetworkArray array) const { return row(array).given || (started && row(array).made_by <= place.step); }
    const Weights& weights() const { return updated() ? pass.updated : pass.weights; }
};

// The pass's max pooling as a document of its own, A as X and dP as dY, to be walked.
Document pooling_of(const NetworkSetup& setup, const NetworkMoment& moment);

struct TrainingProgress {
    bool running = false;
    std::int64_t epochs_done = 0, epochs = 0;
};

class NetworkResults {
public:
    // Is the workspace open on a setup that nobody has trained yet?
    bool needs_training(const AppState& state) const;
    void take(Training training) {
        training_ = std::move(training);
        again_ = false;
    }
    // A training that was stopped is to begin again.
    void train_again() { again_ = true; }
    // Brings moment() up to date; until a new setup is trained, that of the old one stays.
    void follow(const AppState& state);

    const std::optional<Training>& training() const { return training_; }
    // Absent without a training, and beyond where one was stopped.
    const std::optional<NetworkMoment>& moment() const { return moment_; }
    // The same where `state` stands, which may be another step of what is followed.
    std::optional<NetworkMoment> moment_at(const AppState& state) const;
    TrainingProgress progress;

private:
    std::optional<Training> training_;
    bool again_ = false;
    std::optional<NetworkMoment> moment_;
    std::int64_t done_ = 0;  // steps done at moment_
};

}  // namespace poolwalk
