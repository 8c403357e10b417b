// Kernel 2 x 2, stride 2, the commonest pooling: two rows become one without anything kept in between,
// and one row of dY becomes two of dX.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/pairs.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

template <class T>
void best_of_pairs(const T* top, const T* bottom, std::int64_t width, T* output, std::uint8_t* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t e = 0; e < width; e += lanes) {
        const auto top_low = hn::LoadU(d, top + 2 * e), top_high = hn::LoadU(d, top + 2 * e + lanes);
        const auto low = hn::LoadU(d, bottom + 2 * e), high = hn::LoadU(d, bottom + 2 * e + lanes);
        Best<T> best{even_cells(d, top_low, top_high), hn::Zero(di)};
        challenge<T>(best, odd_cells(d, top_low, top_high), hn::Set(di, 1));
        challenge<T>(best, even_cells(d, low, high), hn::Set(di, 2));
        challenge<T>(best, odd_cells(d, low, high), hn::Set(di, 3));
        hn::StoreU(best.value, d, output + e);
        store_slots<T>(best.slot, slots + e, 1);
    }
}

template <class T>
void pairs(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const std::int64_t width = plan.output.cols, row = plan.input.cols;
    const T* end = input + plan.images * plan.input_image();
    std::vector<T> copy(static_cast<std::size_t>(2 * row + slack));
    Sink<T> values(output + range.begin * width, output + range.end * width, width, plan.streams);
    Sink<std::uint8_t> bytes(slots + range.begin * width, slots + range.end * width, width, plan.streams);
    std::int64_t image = range.begin / plan.output.rows, oh = range.begin % plan.output.rows;
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const T* cells = input + image * plan.input_image() + 2 * oh * row;
        prefetch_behind(cells, 2 * row);
        if (cells + 2 * row + slack > end) cells = std::copy_n(cells, 2 * row, copy.data()) - 2 * row;
        best_of_pairs(cells, cells + row, width, values.room(width), bytes.room(width));
        values.commit(width);
        bytes.commit(width);
        if (++oh == plan.output.rows) oh = 0, ++image;
    }
}

// One of the two rows of dX whose slots are `slot` and `slot` + 1.
template <class T>
void contribute_row(const T* gradients, const std::uint8_t* slots, std::int64_t windows, std::int64_t slot, T* to) {
    const Lanes<T> d;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t e = 0; e < windows; e += lanes) {
        const auto gradient = hn::Add(hn::LoadU(d, gradients + e), hn::Zero(d));  // a sum begins at +0: -0 becomes +0
        const auto taken = load_slots<T>(slots + e);
        store_alternating(d, where<T>(taken, slot, gradient), where<T>(taken, slot + 1, gradient), to + 2 * e);
    }
}

template <class T>
void pairs_back(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const std::int64_t width = plan.output.cols, row = plan.input.cols, all = plan.images * plan.output_image();
    std::vector<T> gradient_copy(static_cast<std::size_t>(width + slack));
    std::vector<std::uint8_t> slot_copy(gradient_copy.size());
    std::int64_t image = range.begin / plan.output.rows, oh = range.begin % plan.output.rows;
    const auto place = [&](std::int64_t at) {
        return grad_input + at / plan.output.rows * plan.input_image() + at % plan.output.rows * 2 * row;
    };
    Sink<T> sink(place(range.begin), place(range.end), row, plan.streams);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const T* gradients = grad_output + at * width;
        const std::uint8_t* row_slots = slots + at * width;
        prefetch_behind(gradients, width);
        if (at * width + width + slack > all) {
            gradients = std::copy_n(gradients, width, gradient_copy.data()) - width;
            row_slots = std::copy_n(row_slots, width, slot_copy.data()) - width;
        }
        for (const std::int64_t slot : {0, 2}) {
            T* to = sink.room(row);
            contribute_row(gradients, row_slots, width, slot, to);
            if (row % 2 == 1) to[row - 1] = T(0);
            sink.commit(row);
        }
        if (++oh < plan.output.rows) continue;
        oh = 0, ++image;
        if (plan.input.rows % 2 == 0) continue;
        std::fill_n(sink.room(row), row, T(0));
        sink.commit(row);
    }
}

POOLWALK_FORWARD(pairs_forward, pairs)
POOLWALK_BACKWARD(pairs_backward, pairs_back)

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
POOLWALK_CHOOSE_FORWARD(pairs_forward)
POOLWALK_CHOOSE_BACKWARD(pairs_backward)
}  // namespace poolwalk::kernels
#endif
