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

bool NetworkResults::needs_training(const AppState& state) const {
    if (workspace_actions(state.view.workspace).analysis != Analysis::Training) return false;
    return again_ || !training_ || training_->setup != network_of(state.document);
}

void NetworkResults::follow(const AppState& state) {
    moment_.reset();
    if (workspace_actions(state.view.workspace).analysis != Analysis::Training || !training_) return;
    const NetworkSetup& setup = training_->setup;
    const std::int64_t done = std::min(state.play.network_done, network_step_count(setup));
    const NetworkPlace place = network_place(setup, std::max<std::int64_t>(done - 1, 0));
    if (place.epoch > training_->epochs_done) return;
    moment_ = NetworkMoment{place, done > 0, pass_at(*training_, place)};
}

}  // namespace poolwalk
