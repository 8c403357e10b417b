#include "core/doc/derived/network_results.h"

#include <algorithm>

#include "core/doc/update/workspace_actions.h"

namespace poolwalk {

Document pooling_of(const NetworkSetup& setup, const NetworkMoment& moment) {
    Document document = document_of("pooling of image " + std::to_string(moment.place.sample + 1) + ", epoch " +
                                        std::to_string(moment.place.epoch + 1),
                                    tensor_of(moment.pass.rectified), network_pool, rules_of(setup.tie));
    document.grad_output = AnyTensor(tensor_of(moment.pass.d_pooled));
    return document;
}

namespace {

std::optional<NetworkMoment> moment_after(const Training& training, std::int64_t steps) {
    const std::int64_t done = std::min(steps, network_step_count(training.setup));
    const NetworkPlace place = network_place(training.setup, std::max<std::int64_t>(done - 1, 0));
    if (place.epoch > training.epochs_done) return std::nullopt;
    return NetworkMoment{place, done > 0, pass_at(training, place)};
}

}  // namespace

bool NetworkResults::needs_training(const AppState& state) const {
    if (workspace_actions(state.view.workspace).analysis != Analysis::Training) return false;
    return again_ || !training_ || training_->setup != network_of(state.document);
}

void NetworkResults::follow(const AppState& state) {
    moment_.reset();
    if (workspace_actions(state.view.workspace).analysis != Analysis::Training || !training_) return;
    moment_ = moment_after(*training_, state.play.network_done);
    done_ = state.play.network_done;
}

std::optional<NetworkMoment> NetworkResults::moment_at(const AppState& state) const {
    const bool is_followed = !moment_ || state.play.network_done == done_;
    return is_followed ? moment_ : moment_after(*training_, state.play.network_done);
}

}  // namespace poolwalk
