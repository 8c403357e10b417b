#include "core/analysis/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/analysis/tie_groups.h"
#include "core/pool/ledger/balance.h"

namespace poolwalk {
namespace {

// One window's part of L. A dY that is 0, or becomes it in T, asks nothing of an infinite Y.
template <class T>
T term(double grad_output, T output) {
    const auto factor = static_cast<T>(grad_output);
    return factor == 0 ? T{0} : factor * output;
}

template <class T>
T larger(T others, T value) {
    if (std::isnan(others) || std::isnan(value)) return std::numeric_limits<T>::quiet_NaN();
    return std::max(others, value);
}

// The maximum of the window's cells but one.
double maximum_beside(const PoolView& view, const Nudge& nudge, Place window) {
    const Shape& shape = shape_of(view.input);
    double maximum = -std::numeric_limits<double>::infinity();
    for_each_cell(view.geometry, shape.h, shape.w, window, [&](std::int64_t, std::int64_t, Place cell) {
        if (cell != nudge.cell) maximum = larger(maximum, value_at(view.input, nudge.plane, cell.h, cell.w));
    });
    return maximum;
}

// The cells that share a window with `cell`.
std::vector<Place> neighbours(const PoolView& view, const Shape& output, Place cell) {
    const Shape& shape = shape_of(view.input);
    std::set<Place> cells;
    for (const Place window : windows_of(view.geometry, output, cell))
        for_each_cell(view.geometry, shape.h, shape.w, window,
                      [&](std::int64_t, std::int64_t, Place neighbour) { cells.insert(neighbour); });
    return {cells.begin(), cells.end()};
}

// Differentiates sum(dX) by one cell after the other.
class GradSum {
public:
    GradSum(const PoolView& view, double h)
        : view_(view), h_(h), output_(output_shape(shape_of(view.input), view.geometry)), input_(view.input) {}

    double central(std::int64_t plane, Place cell) {
        const std::vector<Place> cells = neighbours(view_, output_, cell);
        const double value = value_at(view_.input, plane, cell.h, cell.w);
        const auto above = grad_input(plane, cell, value + h_, cells),
                   below = grad_input(plane, cell, value - h_, cells);
        set_value(input_, plane, cell.h, cell.w, value);
        // Cell by cell, so that where nothing moves the answer is 0 and not what adding rounds.
        double change = 0;
        for (const Place at : cells) change += above.at(at) - below.at(at);
        return change / (2 * h_);
    }

private:
    std::map<Place, double> grad_input(std::int64_t plane, Place cell, double value,
                                       const std::vector<Place>& cells) {
        set_value(input_, plane, cell.h, cell.w, value);
        const PoolView nudged{input_, view_.grad_output, view_.geometry, view_.rules};
        return balances_before(nudged, output_, {plane, {output_.h, 0}}, cells);
    }

    const PoolView& view_;
    const double h_;
    const Shape output_;
    AnyTensor input_;
};

template <class Value>
Tensor<double> for_each_input_cell(const Shape& shape, Value&& value) {
    Tensor<double> result(shape);
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) result(p, h, w) = value(p, Place{h, w});
    return result;
}

std::string why_it_says_nothing(const TwoChecks& checks) {
    const bool zeros = std::ranges::all_of(checks.of_grad_sum.data(), [](double value) { return value == 0; });
    std::string sentence =
        "A nudge too small to change which cells win leaves dX as it is, so the derivative of sum(dX) is 0 for a "
        "right "
        "dX and for a wrong one: this check compares dX with nothing.";
    if (zeros && checks.grad_sum_error == 1) sentence += " The relative error is then 1, whatever dX holds.";
    if (!zeros)
        sentence +=
            " Where it is not 0 here, the nudge changed which cells win, and with them how much gradient was "
            "made or lost; that is nothing about the loss either.";
    return sentence + " The loss to nudge is sum(dY * Y).";
}

}  // namespace

double loss_of(const PoolView& view, DType arithmetic) {
    const auto sum = [&](auto in, auto stored) {
        using T = decltype(in);
        using Stored = decltype(stored);
        double loss = 0;
        // Rounding keeps the order, so the rounded maximum is the maximum of the rounded.
        for (std::int64_t p = 0; p < shape_of(view.input).planes(); ++p)
            for_each_counted_window<Stored>(view, p, [&](Place, double dy, const PooledWindow<Stored>& pooled) {
                loss += static_cast<double>(term<T>(dy, static_cast<T>(pooled.value)));
            });
        return loss;
    };
    return with_dtype(arithmetic, [&](auto in) {
        return with_dtype(dtype_of(view.input), [&](auto stored) { return sum(in, stored); });
    });
}

LossLine::LossLine(const PoolView& view, const Nudge& nudge)
    : LossLine(view, nudge, loss_of(view, nudge.arithmetic)) {}

LossLine::LossLine(const PoolView& view, const Nudge& nudge, double loss)
    : nudge_(nudge), value_(value_at(view.input, nudge.plane, nudge.cell.h, nudge.cell.w)), rest_(loss) {
    // dY's shape leaves out the windows that it does not have.
    for (const Place window : windows_of(view.geometry, shape_of(view.grad_output), nudge.cell)) {
        const double dy = value_at(view.grad_output, nudge.plane, window.h, window.w);
        if (dy != 0) windows_.push_back({dy, maximum_beside(view, nudge, window)});
    }
    with_dtype(nudge.arithmetic, [&](auto in) {
        using T = decltype(in);
        for (const Window& window : windows_)
            rest_ -= static_cast<double>(
                term<T>(window.grad_output, larger(static_cast<T>(window.others), static_cast<T>(value_))));
    });
}

template <class T>
double LossLine::sum(double rest, double t) const {
    const T value = static_cast<T>(value_) + static_cast<T>(t);
    T loss = static_cast<T>(rest);
    for (const Window& window : windows_) {
        const T output = larger(static_cast<T>(window.others), value);
        loss += term<T>(window.grad_output, output);
    }
    return static_cast<double>(loss);
}

double LossLine::at(double t) const {
    return with_dtype(nudge_.arithmetic, [&](auto in) { return sum<decltype(in)>(rest_, t); });
}

std::vector<Sample> curve(const LossLine& line, double from, double to, int count) {
    POOLWALK_CHECK(count >= 2);
    std::vector<Sample> samples(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const double part = static_cast<double>(i) / (count - 1);
        const double t = i + 1 == count ? to : from + (to - from) * part;
        samples[static_cast<std::size_t>(i)] = {t, line.at(t)};
    }
    return samples;
}

Differences differences(const LossLine& line, double h) {
    return with_dtype(line.arithmetic(), [&](auto in) {
        using T = decltype(in);
        const T step = static_cast<T>(h), here = static_cast<T>(line.at(0));
        const T above = static_cast<T>(line.at(h)), below = static_cast<T>(line.at(-h));
        return Differences{static_cast<double>((here - below) / step), static_cast<double>((above - here) / step),
                           static_cast<double>((above - below) / (2 * step))};
    });
}

Tensor<double> central_differences(const PoolView& view, double h, DType arithmetic) {
    const double loss = loss_of(view, arithmetic);
    return for_each_input_cell(shape_of(view.input), [&](std::int64_t plane, Place cell) {
        return differences(LossLine(view, {plane, cell, arithmetic}, loss), h).central;
    });
}

double relative_error(const AnyTensor& a, const AnyTensor& b) {
    POOLWALK_CHECK(shape_of(a) == shape_of(b));
    const std::vector<double> left = values_of(a), right = values_of(b);
    double largest = 0;  // scales the squares, which then cannot overflow
    for (const auto* values : {&left, &right})
        for (const double value : *values) {
            if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
            largest = std::max(largest, std::abs(value));
        }
    if (largest == 0) return 0;
    double difference = 0, left_size = 0, right_size = 0;
    const auto add = [largest](double& sum, double value) { sum += (value / largest) * (value / largest); };
    for (std::size_t i = 0; i < left.size(); ++i) {
        add(difference, left[i] - right[i]);
        add(left_size, left[i]);
        add(right_size, right[i]);
    }
    return std::sqrt(difference) / (std::sqrt(left_size) + std::sqrt(right_size));
}

Tensor<double> differences_of_grad_sum(const PoolView& view, double h) {
    GradSum sum(view, h);
    return for_each_input_cell(shape_of(view.input),
                               [&](std::int64_t plane, Place cell) { return sum.central(plane, cell); });
}

TwoChecks two_checks(const PoolView& view, const AnyTensor& grad_input, double h) {
    TwoChecks checks;
    checks.of_loss = central_differences(view, h, dtype_of(view.input));
    checks.of_grad_sum = differences_of_grad_sum(view, h);
    checks.loss_error = relative_error(grad_input, checks.of_loss);
    checks.grad_sum_error = relative_error(grad_input, checks.of_grad_sum);
    checks.sentence = why_it_says_nothing(checks);
    return checks;
}

}  // namespace poolwalk
