#include "core/workspaces/network/network_sentence.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"

namespace poolwalk::scene {
namespace {

constexpr double flat = 1e-2;  // a slope below this is said to be flat

std::string number(double value) { return number_text(value, 4); }
std::string image_name(std::int64_t sample) { return "image " + std::to_string(sample + 1); }

std::string count_words(std::int64_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

template <class M>
std::string range_words(const M& matrix) {
    const auto [least, largest] = std::ranges::minmax(matrix.cells);
    return "from " + number(least) + " to " + number(largest);
}

bool is_dead(const NetworkPass& pass) { return pass.rectified.is_zero(); }
std::int64_t passing(const NetworkPass& pass) {
    return std::ranges::count_if(pass.convolved.cells, [](double z) { return z > 0; });
}

double largest_change(const NetworkPass& pass) {
    double largest = 0;
    const auto compare = [&largest](const auto& after, const auto& before) {
        for (std::size_t i = 0; i < after.cells.size(); ++i)
            largest = std::max(largest, std::abs(after.cells[i] - before.cells[i]));
    };
    compare(pass.updated.kernel, pass.weights.kernel);
    compare(pass.updated.dense, pass.weights.dense);
    return largest;
}

struct TieCount {
    std::int64_t windows = 0, of_zeros = 0;
};
TieCount ties_of(const NetworkSetup& setup, const NetworkPass& pass) {
    TieCount count;
    const auto windows = pool_windows(pass.rectified, rules_of(setup.tie));
    for (std::size_t i = 0; i < windows.size(); ++i) {
        if (windows[i].maxima.size() < 2) continue;
        ++count.windows;
        count.of_zeros += pass.pooled(static_cast<std::int64_t>(i)) == 0;
    }
    return count;
}

std::string tie_words(const NetworkSetup& setup, const NetworkPass& pass) {
    const TieCount ties = ties_of(setup, pass);
    if (ties.windows == 0) return "No window ties.";
    if (ties.of_zeros == 4) return "Every window is a tie of four zeros.";
    std::string words = count_words(ties.windows, "window ties", "windows tie");
    if (ties.of_zeros > 0) words += ", " + std::to_string(ties.of_zeros) + " of them of nothing but zeros";
    return words + ".";
}

// The places where a sentence and its sums meet the reader, step by step.
using Say = void (*)(const NetworkSetup&, const NetworkMoment&, StepWords&);

void say_convolve(const NetworkSetup&, const NetworkMoment& m, StepWords& words) {
    const NetworkPass& p = m.pass;
    words.lines = {"The kernel K, rotated by 180 degrees, is laid over each 3 × 3 patch of " +
                       image_name(m.place.sample) + ", multiplied cell by cell and summed.",
                   "Z holds 16 values, " + range_words(p.convolved) + "."};
    if (passing(p) == 0) words.lines.push_back("Not one of them is above 0.");
    words.sums = {"Z(0, 0) ← Σ X · K rotated = " + number(p.convolved(0, 0))};
}

void say_relu(const NetworkSetup&, const NetworkMoment& m, StepWords& words) {
    const std::int64_t pass = passing(m.pass);
    words.lines = {"ReLU keeps what is above 0 and makes the rest 0."};
    if (pass == 0)
        words.lines.push_back(
            "None of the 16 values is above 0: A is 0 everywhere. For this image the layer is dead.");
    else words.lines.push_back(std::to_string(pass) + " of 16 values pass.");
}

void say_pool(const NetworkSetup& setup, const NetworkMoment& m, StepWords& words) {
    words.lines = {"Each 2 × 2 window of A keeps its maximum.", tie_words(setup, m.pass)};
    for (std::int64_t h = 0; h < 2; ++h)
        for (std::int64_t w = 0; w < 2; ++w)
            words.sums.push_back("P" + place_text({h, w}) + " ← max = " + number(m.pass.pooled(h, w)));
}

void say_dense(const NetworkSetup&, const NetworkMoment& m, StepWords& words) {
    words.lines = {"The four pooled values, each times its weight, are summed to z = " + number(m.pass.sum) + "."};
    for (std::int64_t i = 0; i < 4; ++i) {
        const double p = m.pass.pooled(i / 2, i % 2), w = m.pass.weights.dense(i);
        words.sums.push_back(number(p) + " · " + number(w) + " = " + number(p * w));
    }
    words.sums.push_back("z ← " + number(m.pass.sum));
}

void say_output(const NetworkSetup& setup, const NetworkMoment& m, StepWords& words) {
    const OutputRow& output = row(setup.output);
    words.lines = {"The output function " + std::string(output.label) +
                   " makes z the prediction a = " + number(m.pass.prediction) + "."};
    if (m.pass.slope < flat)
        words.lines.push_back("So far from 0 it is nearly flat: its slope here is " + number(m.pass.slope) + ".");
    words.sums = {"a ← " + std::string(output.formula) + " = " + number(m.pass.prediction)};
}

void say_loss(const NetworkSetup& setup, const NetworkMoment& m, StepWords& words) {
    const NetworkSample& sample = setup.samples[static_cast<std::size_t>(m.place.sample)];
    const std::string whence = sample.target ? "typed"
                                             : std::string(row(setup.output).label) + " of the sum of the image, " +
                                                   number(sum(sample.image));
    words.lines = {"The target is t = " + number(m.pass.target) + " (" + whence + ").",
                   "The loss is half the square of a - t."};
    words.sums = {"L ← ½ (" + number(m.pass.prediction) + " - " + number(m.pass.target) +
                  ")² = " + number(m.pass.loss)};
}

void say_loss_back(const NetworkSetup&, const NetworkMoment& m, StepWords& words) {
    words.lines = {"Backward: the loss grows with the prediction by a - t."};
    words.sums = {"da ← a - t = " + number(m.pass.d_prediction)};
}

void say_output_back(const NetworkSetup& setup, const NetworkMoment& m, StepWords& words) {
    const OutputRow& output = row(setup.output);
    words.lines = {"da times the slope of " + std::string(output.label) + " at z = " + number(m.pass.sum) + "."};
    words.sums = {"dz ← " + number(m.pass.d_prediction) + " · " + number(m.pass.slope) + " = " +
                  number(m.pass.d_sum)};
    words.after = "the slope is " + std::string(output.slope_formula);
}

void say_dense_back(const NetworkSetup&, const NetworkMoment& m, StepWords& words) {
    words.lines = {
        "Each weight's gradient is its pooled value times dz; each pooled cell's gradient is its weight times dz."};
    if (m.pass.d_dense.is_zero()) words.lines.push_back("dw is 0 everywhere: no dense weight will change.");
    for (std::int64_t i = 0; i < 4; ++i)
        words.sums.push_back("dw" + place_text({i / 2, i % 2}) + " ← " + number(m.pass.pooled(i / 2, i % 2)) +
                             " · dz = " + number(m.pass.d_dense(i)));
}

void say_pool_back(const NetworkSetup& setup, const NetworkMoment& m, StepWords& words) {
    words.lines = {"Max pooling hands each dP back to the maximum of its window; of tied cells, " +
                       std::string(row(setup.tie).text.help) + ".",
                   tie_words(setup, m.pass)};
    words.sums = {"Σ dP = " + number(sum(m.pass.d_pooled)), "Σ dA = " + number(sum(m.pass.d_rectified))};
    if (sum(m.pass.d_pooled) != sum(m.pass.d_rectified)) words.sums.push_back("each tied cell received it");
}

void say_relu_back(const NetworkSetup&, const NetworkMoment& m, StepWords& words) {
    words.lines = {"Where Z > 0 the gradient passes, elsewhere it stops: " + std::to_string(passing(m.pass)) +
                   " of 16 cells let it through."};
    if (m.pass.d_convolved.is_zero()) words.lines.push_back("dZ is 0 everywhere.");
}

void say_convolve_back(const NetworkSetup&, const NetworkMoment& m, StepWords& words) {
    words.lines = {"Each kernel weight's gradient is the sum of dZ times the pixels that it was multiplied with."};
    if (m.pass.d_kernel.is_zero()) words.lines.push_back("dK is 0 everywhere: no kernel weight will change.");
    else words.lines.push_back("dK ranges " + range_words(m.pass.d_kernel) + ".");
}

void say_update(const NetworkSetup& setup, const NetworkMoment& m, StepWords& words) {
    const double most = largest_change(m.pass);
    words.lines = {"Every weight moves against its gradient, by the learning rate " + number(setup.rate) + "."};
    if (most == 0)
        words.lines.push_back("Nothing changes: " + image_name(m.place.sample) + " has taught the network nothing.");
    else words.lines.push_back("The largest change of a weight is " + number(most) + ".");
    words.sums = {"K ← K - " + number(setup.rate) + " · dK", "w ← w - " + number(setup.rate) + " · dw"};
}

struct StepSaying {
    const char* heading;
    Say say;
};
constexpr std::array<StepSaying, 13> sayings{{
    {"FORWARD · CONVOLUTION", say_convolve},
    {"FORWARD · RELU", say_relu},
    {"FORWARD · MAX POOL", say_pool},
    {"FORWARD · DENSE", say_dense},
    {"FORWARD · OUTPUT", say_output},
    {"FORWARD · LOSS", say_loss},
    {"BACKWARD · LOSS", say_loss_back},
    {"BACKWARD · OUTPUT", say_output_back},
    {"BACKWARD · DENSE", say_dense_back},
    {"BACKWARD · MAX POOL", say_pool_back},
    {"BACKWARD · RELU", say_relu_back},
    {"BACKWARD · CONVOLUTION", say_convolve_back},
    {"UPDATE", say_update},
}};

std::string dead_words(const NetworkPass& pass) {
    return "Dead ReLU: every value of Z is at or below 0 (the largest is " +
           number(std::ranges::max(pass.convolved.cells)) +
           "), so A, P and z are 0. dw = P · dz is 0 because P is, and no gradient passes back where Z is not above "
           "0.";
}

}  // namespace

StepWords network_words(const NetworkSetup& setup, const NetworkMoment& moment) {
    StepWords words;
    if (!moment.started) {
        words.heading = "BEFORE THE FIRST STEP";
        words.lines = {"An image goes through convolution, ReLU, max pooling, a dense layer and " +
                           std::string(row(setup.output).label) +
                           " to the loss; then the gradient comes back, layer by layer, and the weights are changed.",
                       "Space plays; the right arrow goes one layer further."};
        return words;
    }
    const StepSaying& saying = sayings[static_cast<std::size_t>(moment.place.step)];
    words.heading = saying.heading;
    words.backward = is_backward(moment.place.step);
    saying.say(setup, moment, words);
    return words;
}

std::vector<std::string> zero_reasons(const NetworkSetup& setup, const NetworkMoment& moment) {
    const NetworkPass& p = moment.pass;
    std::vector<std::string> reasons;
    if (!moment.has(NetworkArray::Rectified)) return reasons;
    if (is_dead(p)) reasons.push_back(dead_words(p));
    else if (passing(p) < 16)
        reasons.push_back("ReLU: in " + std::to_string(16 - passing(p)) +
                          " of 16 cells Z is not above 0; there dZ is 0.");
    if (moment.has(NetworkArray::Prediction) && p.slope < flat)
        reasons.push_back("Saturated " + std::string(row(setup.output).label) + ": at z = " + number(p.sum) +
                          " the slope is only " + number(p.slope) +
                          ", and every gradient before it is made that much smaller.");
    if (!moment.has(NetworkArray::DRectified) || is_dead(p)) return reasons;
    std::int64_t receivers = 0;
    for (const PoolWindow& window : pool_windows(p.rectified, rules_of(setup.tie)))
        receivers += static_cast<std::int64_t>(window.receivers.size());
    reasons.push_back("Not the maximum: " + std::to_string(16 - receivers) +
                      " of 16 cells of A do not receive their window's gradient; there dA is 0.");
    if (const TieCount ties = ties_of(setup, p); ties.windows > ties.of_zeros)
        reasons.push_back("Ties above 0: " + count_words(ties.windows - ties.of_zeros, "window has", "windows have") +
                          " equal maxima; under this rule, " + std::string(row(setup.tie).text.help) + ".");
    return reasons;
}

namespace {

std::string teaches(const NetworkSetup& setup, const NetworkPass& pass, double most) {
    if (pass.slope >= flat) return " moves the weights, by " + number(most) + " at most.";
    return " teaches almost nothing: " + std::string(row(setup.output).label) +
           " is flat at z = " + number(pass.sum) + ". Its slope there, " + number(pass.slope) +
           ", multiplies every gradient before it, so no weight moves by more than " + number(most) + ".";
}

}  // namespace

std::vector<Lesson> what_images_teach(const Training& training, const NetworkMoment& moment) {
    std::vector<Lesson> lessons;
    for (std::size_t i = 0; i < training.setup.samples.size(); ++i) {
        const auto sample = static_cast<std::int64_t>(i);
        const NetworkPass pass = pass_at(training, {moment.place.epoch, sample, NetworkStep::Update});
        const double most = largest_change(pass);
        std::string name = image_name(sample);
        name.front() = 'I';
        if (is_dead(pass))
            lessons.push_back({name + " teaches nothing: all 16 values of Z are at or below 0, ReLU makes them 0, "
                                      "each pooling window is a tie "
                                      "of zeros, and no gradient gets past a ReLU that gave 0.",
                               false});
        else if (most == 0) lessons.push_back({name + " teaches nothing: its gradients are 0.", false});
        else lessons.push_back({name + teaches(training.setup, pass, most), true});
    }
    return lessons;
}

bool has_learned(const Training& training) {
    const std::vector<double>& losses = training.own().losses;
    return !losses.empty() && losses.back() < 0.9 * losses.front();
}

std::string outcome_words(const Training& training) {
    const std::vector<double>& losses = training.own().losses;
    if (losses.empty()) return {};
    const std::string epochs = count_words(static_cast<std::int64_t>(losses.size()), "epoch", "epochs");
    if (has_learned(training))
        return "In " + epochs + " the loss falls from " + number(losses.front()) + " to " + number(losses.back()) +
               ".";
    return "So the loss does not fall: it is " + number(losses.front()) + " before and " + number(losses.back()) +
           " after " + epochs + ". No tie rule can help; other start weights can.";
}

std::string names_of(const std::vector<TieRule>& rules) {
    std::string names;
    for (const TieRule rule : rules) {
        const std::string_view label = row(rule).text.label;
        names += (names.empty() ? "" : ", ") + std::string(label.substr(0, label.find(" (")));
    }
    return names;
}

std::string curves_words(const Training& training) {
    const auto groups = curves_that_coincide(training);
    if (groups.size() == 1)
        return "Every tie rule gives one and the same curve: no window above 0 ties here, or its tied cells come "
               "from equal patches and are treated alike.";
    std::string words = "The curves fall into " + std::to_string(groups.size()) + " groups: ";
    for (std::size_t i = 0; i < groups.size(); ++i) words += (i == 0 ? "" : "; ") + names_of(groups[i]);
    words += ". ";
    double apart = 0;
    for (std::size_t i = 0; i < training.own().losses.size(); ++i) {
        double low = INFINITY, high = -INFINITY;
        for (const TrainingRun& run : training.runs) {
            low = std::min(low, run.losses[i]);
            high = std::max(high, run.losses[i]);
        }
        apart = std::max(apart, high - low);
    }
    words += "They are at most " + number(apart) + " apart. ";
    if (std::ranges::any_of(groups, [](const auto& group) { return group.size() > 2; }))
        words +=
            "Where rows of an image repeat, tied cells come from equal patches: whichever one receives the gradient, "
            "the kernel "
            "gets the same "
            "gradient, and only rules that give it to several of them change more.";
    else words += "Here tied cells come from different patches, so it matters which of them receives the gradient.";
    return words;
}

std::string published_words(const Training& training) {
    const NetworkSetup& now = training.setup;
    NetworkSetup published = default_setup();
    published.epochs = now.epochs;
    published.tie = now.tie;
    if (now != published) return {};
    return "This is the published run: two images, seed 7839. Its author printed the predictions 1.5410 and 1.5606 "
           "before training and 1.5410 "
           "and 1.5603 after. The code does not give those numbers: its cells were not run from top to bottom, and "
           "none "
           "of the first 3000 "
           "draws from this seed gives them. The code gives " +
           number(training.own().before[0]) + " and " + number(training.own().before[1]) + ", as here.";
}

std::string network_cell_words(const NetworkMoment& moment, const NetworkCell& cell) {
    const NetworkArrayRow& array = row(cell.array);
    const std::string place = array.rows * array.cols > 1 ? place_text(cell.cell) : "";
    std::string words = std::string(array.symbol) + place;
    if (!moment.has(cell.array)) return words + ": not computed yet. " + std::string(array.help);
    words += " = " + exact_text(value_at(moment.pass, cell, moment.updated())) + "\n" + std::string(array.help);
    if (cell.array == NetworkArray::DConvolved && moment.pass.convolved(cell.cell.h, cell.cell.w) <= 0)
        words += "\n0, because Z is not above 0 here";
    else if (cell.array == NetworkArray::DRectified && value_at(moment.pass, cell) == 0)
        words += "\n0, because this cell receives nothing from its window";
    if (array.editable) words += "\nclick to choose it, double-click or type to change it";
    return words;
}

}  // namespace poolwalk::scene
