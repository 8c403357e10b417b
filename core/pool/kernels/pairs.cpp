// Kernel 2 x 2, stride 2, the commonest pooling. Forward, two rows become one without anything kept in between;
// backward, one row of dY becomes two of dX, where each cell asks whether its place is the one that its window kept.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/pairs.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR  // has vectors of one cell
template <class T, class Index>
void pairs(const Plan& plan, const T* input, T* output, Index* argmax, Range range) {
    any_forward(plan, input, output, reinterpret_cast<std::byte*>(argmax), range);
}

template <class T, class Index>
void rows_back(const T* gradients, const Index* argmax, std::int64_t windows, std::int64_t place, std::int64_t row,
               T* to) {
    for (std::int64_t r = 0; r < 2; ++r)
        for (std::int64_t i = 0; i < 2 * windows; ++i)
            to[r * row + i] = argmax[i / 2] == place + r * row + i ? gradients[i / 2] + T(0) : T(0);
}
#else

// One row of windows, counted from the place of its first cell, which is `place`.
template <class T, class Index>
void best_of_pairs(const T* top, std::int64_t row, std::int64_t place, std::int64_t windows, T* output,
                   Index* argmax) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const auto one = hn::Set(di, 1), down = hn::Set(di, static_cast<Int<T> >(row)),
               further = hn::Set(di, static_cast<Int<T> >(2 * lanes<T>)), number = hn::Iota(di, 0);
    auto at = hn::Add(hn::Set(di, static_cast<Int<T> >(place)), hn::Add(number, number));
    for (std::int64_t i = 0; i < windows; i += lanes<T>, top += 2 * lanes<T>, at = hn::Add(at, further)) {
        const auto low = hn::LoadU(d, top), high = hn::LoadU(d, top + lanes<T>);
        const auto low_below = hn::LoadU(d, top + row), high_below = hn::LoadU(d, top + row + lanes<T>);
        const auto below = hn::Add(at, down);
        Best<T> best{hn::ConcatEven(d, high, low), at};
        challenge<true>(best, hn::ConcatOdd(d, high, low), hn::Add(at, one));
        challenge<true>(best, hn::ConcatEven(d, high_below, low_below), below);
        challenge<true>(best, hn::ConcatOdd(d, high_below, low_below), hn::Add(below, one));
        hn::StoreU(best.value, d, output + i);
        store_places<T>(best.place, argmax + i);
    }
}

template <class T, class Index>
void pairs(const Plan& plan, const T* input, T* output, Index* argmax, Range range) {
    const std::int64_t width = plan.output.cols, row = plan.input.cols, begin = range.begin * width,
                       end = range.end * width;
    const T* last = input + plan.planes * plan.cells() - 2 * row - 2 * lanes<T>;
    const auto copy = scratch<T>(2 * row + 2 * lanes<T>);
    Sink<T> values(output + begin, output + end, width, plan.streams);
    Sink<Index> places(argmax + begin, argmax + end, width, plan.streams);
    const auto take = [&](const T* cells, std::int64_t place, std::int64_t count) HWY_ATTR {
        best_of_pairs(cells, row, place, count, values.room(count), places.room(count));
        values.commit(count);
        places.commit(count);
    };
    constexpr std::int64_t piece = 64;  // of a long row, so that memory works while windows are compared
    std::int64_t oh = range.begin % plan.output.rows;
    const T* plane = input + range.begin / plan.output.rows * plan.cells();
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const T* cells = plane + 2 * oh * row;
        const std::int64_t place = 2 * oh * row - plan.base(oh);
        if (cells > last) cells = std::copy_n(cells, 2 * row, copy.get()) - 2 * row;
        if (width <= piece) {
            prefetch_behind(cells, 2 * row);
            take(cells, place, width);
        } else
            for (std::int64_t ow = 0; ow < width; ow += piece) {
                const std::int64_t count = std::min(width - ow, piece);
                for (const T* top : {cells, cells + row}) prefetch_behind(top + 2 * ow, 2 * count);
                take(cells + 2 * ow, place + 2 * ow, count);
            }
        if (++oh == plan.output.rows) oh = 0, plane += plan.cells();
    }
    values.finish();
    places.finish();
}

// `gradient` where the window kept `place`, 0 elsewhere.
template <class T>
HWY_INLINE Values<T> where_kept(Places<T> kept, Places<T> place, Values<T> gradient) {
    return hn::IfThenElseZero(hn::RebindMask(Lanes<T>(), hn::Eq(kept, place)), gradient);
}

// Two rows of dX; `place` is that of their first cell. Whole vectors are written, so the second row begins when the
// first has ended.
template <class T, class Index>
void rows_back(const T* gradients, const Index* argmax, std::int64_t windows, std::int64_t place, std::int64_t row,
               T* to) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const auto one = hn::Set(di, 1), down = hn::Set(di, static_cast<Int<T> >(row)),
               further = hn::Set(di, static_cast<Int<T> >(2 * lanes<T>)), number = hn::Iota(di, 0);
    const auto first = hn::Add(hn::Set(di, static_cast<Int<T> >(place)), hn::Add(number, number));
    const auto take = [&](std::int64_t i, Places<T> left, bool above, bool below) HWY_ATTR {
        const auto gradient = hn::Add(hn::LoadU(d, gradients + i), hn::Zero(d));  // a sum begins at +0: -0 becomes +0
        const auto kept = load_places<T>(argmax + i);
        const auto store = [&](Places<T> mine, T* pair) HWY_ATTR {
            hn::StoreInterleaved2(where_kept<T>(kept, mine, gradient),
                                  where_kept<T>(kept, hn::Add(mine, one), gradient), d, pair);
        };
        if (above) store(left, to + 2 * i);
        if (below) store(hn::Add(left, down), to + row + 2 * i);
    };
    take(0, first, true, false);
    auto left = first;
    for (std::int64_t i = lanes<T>; i < windows; i += lanes<T>) {
        left = hn::Add(left, further);
        take(i, left, true, true);
    }
    take(0, first, false, true);
}

#endif

template <class T, class Index>
void pairs_back(const Plan& plan, const T* grad_output, const Index* argmax, T* grad_input, Range range) {
    const std::int64_t width = plan.output.cols, row = plan.input.cols;
    const auto place_of = [&](std::int64_t at) {
        return grad_input + at / plan.output.rows * plan.cells() + at % plan.output.rows * 2 * row;
    };
    Sink<T> sink(place_of(range.begin), place_of(range.end), 2 * row, plan.streams);
    const auto gradient_copy = scratch<T>(width + lanes<T>);
    const auto argmax_copy = scratch<Index>(width + lanes<T>);
    const std::int64_t last = plan.planes * plan.windows() - width - lanes<T>;
    std::int64_t oh = range.begin % plan.output.rows;
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const T* gradients = grad_output + at * width;
        const Index* kept = argmax + at * width;
        prefetch_behind(gradients, width);
        prefetch_behind(kept, width);
        if (at * width > last) {
            gradients = std::copy_n(gradients, width, gradient_copy.get()) - width;
            kept = std::copy_n(kept, width, argmax_copy.get()) - width;
        }
        T* to = sink.room(2 * row);
        rows_back(gradients, kept, width, 2 * oh * row - plan.base(oh), row, to);
        if (row % 2 == 1) to[row - 1] = to[2 * row - 1] = T(0);
        sink.commit(2 * row);
        if (++oh < plan.output.rows) continue;
        oh = 0;
        if (plan.input.rows % 2 == 0) continue;
        std::fill_n(sink.room(row), row, T(0));
        sink.commit(row);
    }
    sink.finish();
}

template <class T>
void forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range) {
    with_index(plan, argmax, [&](auto* places) HWY_ATTR { pairs(plan, input, output, places, range); });
}
template <class T>
void backward(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range) {
    with_index(plan, argmax,
               [&](const auto* places) HWY_ATTR { pairs_back(plan, grad_output, places, grad_input, range); });
}

auto pairs_here() { return std::tuple(&forward<float>, &forward<double>, &backward<float>, &backward<double>); }

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
HWY_EXPORT(pairs_here);
template <class T>
void pairs_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range) {
    std::get<ForwardFunction<T>*>(HWY_DYNAMIC_DISPATCH(pairs_here)())(plan, input, output, argmax, range);
}
template <class T>
void pairs_backward(const Plan& plan, const T* grad_output, const std::byte* argmax, T* grad_input, Range range) {
    std::get<BackwardFunction<T>*>(HWY_DYNAMIC_DISPATCH(pairs_here)())(plan, grad_output, argmax, grad_input, range);
}
template ForwardFunction<float> pairs_forward;
template ForwardFunction<double> pairs_forward;
template BackwardFunction<float> pairs_backward;
template BackwardFunction<double> pairs_backward;
}  // namespace poolwalk::kernels
#endif
