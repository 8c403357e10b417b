// Training: one image after the other, the weights changed after each. Every tie rule learns from the
// same start side by side, so that their loss curves can be laid over each other. The setup's own rule
// keeps its weights after every epoch: any moment is then shown by one epoch's work.
#pragma once

#include "core/base/progress.h"
#include "core/network/pass.h"

namespace poolwalk {

// How one tie rule fared. A loss is that of an epoch: the sum over the images, each taken before the
// weights change for it.
struct TrainingRun {
    TieRule tie = TieRule::All;
    std::vector<double> losses;
    std::vector<double> before, after;  // predictions, image by image
    Weights last;
};

struct Training {
    NetworkSetup setup;
    std::vector<TrainingRun> runs;  // in the order of tie_rules()
    std::vector<Weights> weights;   // of the setup's rule: at the start, then after each epoch done
    std::int64_t epochs_done = 0;   // fewer than setup.epochs after a stop

    const TrainingRun& own() const { return runs[static_cast<std::size_t>(setup.tie)]; }
};

// Asks `progress` before every epoch. Told to stop, it returns the epochs done so far.
Training train(const NetworkSetup& setup, const Progress& progress = {});
// One rule alone, without the weights in between.
TrainingRun train_with(const NetworkSetup& setup, TieRule tie);

std::vector<double> predictions(const NetworkSetup& setup, const Weights& weights);

// The pass that `place` belongs to; its epoch must not lie beyond epochs_done.
NetworkPass pass_at(const Training& training, const NetworkPlace& place);

// The groups of rules whose curves are the same to `rtol`, each in the order of tie_rules().
std::vector<std::vector<TieRule>> curves_that_coincide(const Training& training, double rtol = 1e-9);

}  // namespace poolwalk
