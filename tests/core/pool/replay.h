// The walk done by hand: the loops of both passes, executed slot by slot with a running maximum, a
// clear, a compare, a break, a remembered hit and a contribution. It keeps what every step did and every
// state in between, to hold against what step_at() computes from the step's number alone.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk::test {

template <class T>
class Replay {
public:
    struct Done {
        StepPlace place;
        SlotEvent event = SlotEvent::Lower;
        double output = 0;
        std::optional<Place> best;
        std::vector<Contribution> contributions;
        double overwritten = 0;
        bool visited = true;  // false in windows that dY does not have
    };
    struct State {
        std::vector<std::int64_t> outputs;            // windows of each plane that Y has
        std::vector<std::vector<double>> grad_input;  // of each plane, row by row
        bool backward = false;
    };
    struct Totals {
        double in = 0, out = 0, made = 0, overwritten = 0, dropped_for_nan = 0, on_padding = 0;
    };

    Replay(const PoolView& view, const Shape& output, StepBy by)
        : g_(view.geometry),
          rules_(view.rules),
          x_(std::get<Tensor<T>>(view.input)),
          dy_(std::get<Tensor<T>>(view.grad_output)),
          y_(output),
          dx_(x_.shape()),
          by_(by),
          filled_(static_cast<std::size_t>(output.planes())) {
        keep_state(false);
        each_window([this](std::int64_t p, Place w) { forward(p, w); });
        states_.back().backward = true;
        totals_.push_back({});
        each_window([this](std::int64_t p, Place w) { backward(p, w); });
    }

    const std::vector<Done>& steps() const { return steps_; }
    const std::vector<State>& states() const { return states_; }   // before each step, and the last
    const std::vector<Totals>& totals() const { return totals_; }  // before each window, and the last
    const std::vector<bool>& contributes_to_nonzero() const { return contributes_to_nonzero_; }

private:
    struct Cell {
        std::int64_t line;
        Place at;
        bool inside;
    };

    template <class Visit>
    void each_window(Visit visit) {
        for (std::int64_t p = 0; p < y_.shape().planes(); ++p)
            for (std::int64_t oh = 0; oh < y_.shape().h; ++oh)
                for (std::int64_t ow = 0; ow < y_.shape().w; ++ow) visit(p, Place{oh, ow});
    }

    std::vector<Cell> slots(Place w) const {
        const bool columns = rules_.tie == TieRule::FirstColumnMajor;
        std::vector<Cell> all;
        for (std::int64_t a = 0; a < (columns ? g_.kernel.cols : g_.kernel.rows); ++a)
            for (std::int64_t b = 0; b < (columns ? g_.kernel.rows : g_.kernel.cols); ++b) {
                const std::int64_t r = columns ? b : a, c = columns ? a : b;
                const Place at{w.h * g_.stride.rows + r * g_.dilation.rows - g_.pads.top,
                               w.w * g_.stride.cols + c * g_.dilation.cols - g_.pads.left};
                const bool in = at.h >= 0 && at.w >= 0 && at.h < x_.shape().h && at.w < x_.shape().w;
                all.push_back({a, at, in});
            }
        return all;
    }

    bool equal(T a, T b) const { return a == b || (a != a && b != b && rules_.nan != NanRule::NoMatch); }
    bool pytorch_nan() const { return rules_.tie == TieRule::First && rules_.nan == NanRule::LastNan; }

    bool takes(T v, T top) const {
        if (rules_.tie == TieRule::Last) return v >= top || v != v;
        return v > top || (v != v && (top == top || pytorch_nan()));
    }

    void keep_state(bool backward) {
        State state{filled_, {}, backward};
        for (std::int64_t p = 0; p < x_.shape().planes(); ++p) {
            state.grad_input.emplace_back();
            for (std::int64_t h = 0; h < x_.shape().h; ++h)
                for (std::int64_t w = 0; w < x_.shape().w; ++w) state.grad_input.back().push_back(dx_(p, h, w));
        }
        states_.push_back(std::move(state));
    }

    void begin_step(Phase phase, std::int64_t p, Place w) {
        steps_.push_back({{phase, p, w, 0}, SlotEvent::Lower, 0, {}, {}, 0, true});
    }
    // A step ends with each slot, or with the window.
    void slot_ends(std::size_t slot, std::size_t count) {
        const bool last = slot + 1 == count;
        if (by_ == StepBy::Window && !last) return;
        keep_state(steps_.back().place.phase == Phase::Backward);
        if (last) return;
        Done next = steps_.back();
        ++next.place.slot;
        next.event = SlotEvent::Lower;
        next.contributions.clear();
        next.overwritten = 0;
        steps_.push_back(std::move(next));
    }

    void forward(std::int64_t p, Place w) {
        const std::vector<Cell> cells = slots(w);
        begin_step(Phase::Forward, p, w);
        std::optional<Place> best;
        T top = -std::numeric_limits<T>::infinity();
        for (std::size_t s = 0; s < cells.size(); ++s) {
            Done& step = steps_.back();
            const Place at = cells[s].at;
            if (!cells[s].inside) {
                step.event = SlotEvent::Padding;
            } else if (const T v = x_(p, at.h, at.w); !best || takes(v, top)) {
                step.event = SlotEvent::Kept;
                best = at;
                top = v;
            } else {
                step.event = equal(v, top) ? SlotEvent::Tied : SlotEvent::Lower;
            }
            step.best = best;
            step.output = top;
            if (s + 1 == cells.size()) {
                y_(p, w.h, w.w) = top;
                ++filled_[static_cast<std::size_t>(p)];
            }
            slot_ends(s, cells.size());
        }
    }

    void contribute(std::int64_t p, Place at, T amount) {
        Done& step = steps_.back();
        const auto index = static_cast<std::size_t>(at.h * x_.shape().w + at.w);
        if (before_window_[index] != 0) contributes_to_nonzero_.back() = true;
        T& held = dx_(p, at.h, at.w);
        if (rules_.overlap == OverlapRule::Accumulate) {
            held += amount;
        } else {
            throw_away(held);
            held = amount;
        }
        totals_.back().out += amount;
        given_ += amount;
        step.contributions.push_back(
            {at, amount, states_.back().grad_input[static_cast<std::size_t>(p)][index], held});
    }

    void throw_away(T& held) {
        steps_.back().overwritten += held;
        totals_.back().overwritten += held;
        totals_.back().out -= held;
        held = 0;
    }

    void backward(std::int64_t p, Place w) {
        const std::vector<Cell> cells = slots(w);
        begin_step(Phase::Backward, p, w);
        totals_.push_back(totals_.back());
        contributes_to_nonzero_.push_back(false);
        before_window_ = states_.back().grad_input[static_cast<std::size_t>(p)];
        if (w.h < dy_.shape().h && w.w < dy_.shape().w) return give(p, w, cells);
        for (std::size_t s = 0; s < cells.size(); ++s) {
            steps_.back().event = SlotEvent::Skipped;
            steps_.back().visited = false;
            slot_ends(s, cells.size());
        }
    }

    void give(std::int64_t p, Place w, const std::vector<Cell>& cells) {
        const T y = y_(p, w.h, w.w), dy = dy_(p, w.h, w.w);
        std::int64_t ties = 0, inside = 0;
        for (const Cell& cell : cells)
            if (cell.inside) {
                ++inside;
                ties += equal(x_(p, cell.at.h, cell.at.w), y);
            }
        given_ = 0;
        if (rules_.overlap == OverlapRule::AssignWindow)
            for (const Place at : row_by_row(cells)) throw_away(dx_(p, at.h, at.w));
        std::optional<Place> hit;
        bool left = false;
        for (std::size_t s = 0; s < cells.size(); ++s) {
            const auto& [line, at, in] = cells[s];
            if (rules_.tie == TieRule::FirstPerRow && s > 0 && line != cells[s - 1].line) left = false;
            Done& step = steps_.back();
            step.output = y;
            if (left) {
                step.event = SlotEvent::Skipped;
            } else if (!in) {
                step.event = SlotEvent::Padding;
            } else if (!equal(x_(p, at.h, at.w), y)) {
                step.event = SlotEvent::Lower;
            } else if (rules_.tie == TieRule::Last || (pytorch_nan() && y != y)) {
                step.event = SlotEvent::Kept;
                hit = at;
            } else {
                step.event = SlotEvent::Receives;
                contribute(p, at, rules_.tie == TieRule::Split ? dy / static_cast<T>(ties) : dy);
                left = rules_.tie != TieRule::All && rules_.tie != TieRule::Split;
            }
            if (s + 1 == cells.size() && hit) contribute(p, *hit, dy);
            slot_ends(s, cells.size());
        }
        Totals& totals = totals_.back();
        totals.in += dy;
        if (inside == 0) totals.on_padding += dy;
        else if (ties == 0) totals.dropped_for_nan += dy;
        else if (rules_.tie != TieRule::Split) totals.made += given_ - dy;
    }

    static std::vector<Place> row_by_row(const std::vector<Cell>& cells) {
        std::vector<Place> inside;
        for (const Cell& cell : cells)
            if (cell.inside) inside.push_back(cell.at);
        std::sort(inside.begin(), inside.end());
        return inside;
    }

    const Geometry& g_;
    const Rules rules_;
    const Tensor<T>& x_;
    const Tensor<T>& dy_;
    Tensor<T> y_, dx_;
    StepBy by_;
    std::vector<std::int64_t> filled_;
    T given_ = 0;
    std::vector<Done> steps_;
    std::vector<State> states_;
    std::vector<Totals> totals_;
    std::vector<bool> contributes_to_nonzero_;
    std::vector<double> before_window_;
};

}  // namespace poolwalk::test
