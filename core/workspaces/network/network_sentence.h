// The network in words with its numbers: what the present step does, why a gradient is zero, what each
// image teaches, how the tie rules' curves compare. The panels and the tooltips say it with these.
#pragma once

#include "core/doc/derived/network_results.h"
#include "core/workspaces/walk/walk_sentence.h"

namespace poolwalk::scene {

StepWords network_words(const NetworkSetup& setup, const NetworkMoment& moment);

// Why gradients are zero or next to it in this pass, as far as it is computed, one sentence a cause:
// dead ReLU, ReLU in single cells, a flat output function, cells that were not the maximum, ties.
std::vector<std::string> zero_reasons(const NetworkSetup& setup, const NetworkMoment& moment);

// One sentence for each image, at the epoch of the cursor.
struct Lesson {
    std::string sentence;
    bool learns = false;
};
std::vector<Lesson> what_images_teach(const Training& training, const NetworkMoment& moment);

// Has its loss fallen, and what that says: "So the loss stays at 1.179 through 1000 epochs."
bool has_learned(const Training& training);
std::string outcome_words(const Training& training);

// Which curves coincide, and why.
std::string curves_words(const Training& training);
std::string names_of(const std::vector<TieRule>& rules);

// What the author of the published run printed, and that the code does not give it; empty for any other setup.
std::string published_words(const Training& training);

// "Z(1, 2) = -3.4137...: the image convolved with the kernel K".
std::string network_cell_words(const NetworkMoment& moment, const NetworkCell& cell);

}  // namespace poolwalk::scene
