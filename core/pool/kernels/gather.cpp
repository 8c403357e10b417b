// Backward in NCHW as a gather: each row of dX is written once, from the few rows of dY whose windows
// reach it. A cell asks each of its windows, in their order, whether it was that window's slot.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/gather.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

// Rows of dY and of widened slots with windows of no slot on both sides, so that every cell may ask beyond
// the edges. `before` is how many columns of windows a cell can look to the left.
template <class T>
class Windows {
public:
    Windows(const Plan& plan, const T* grad_output, const std::uint8_t* slots)
        : plan_(plan),
          grad_output_(grad_output),
          slot_bytes_(slots),
          depth_((plan.geometry.kernel.rows - 1) / plan.geometry.stride.rows + 1),
          before_((plan.geometry.kernel.cols - 1) / plan.geometry.stride.cols),
          pitch_(before_ + plan.output.cols + plan.input.cols + slack),
          gradients_(static_cast<std::size_t>(depth_ * pitch_)),
          slots_(gradients_.size(), Int<T>{-1}) {}

    void start(std::int64_t image) { image_ = image, next_ = 0; }
    void advance(std::int64_t first, std::int64_t last) {
        for (next_ = std::max(next_, first); next_ <= last; ++next_) {
            const std::int64_t row = image_ * plan_.output.rows + next_, at = next_ % depth_ * pitch_ + before_;
            std::copy_n(grad_output_ + row * plan_.output.cols, plan_.output.cols, gradients_.data() + at);
            widen(slot_bytes_ + row * plan_.output.cols * plan_.slot_bytes, slots_.data() + at, plan_.slot_bytes,
                  plan_.output.cols);
        }
    }
    const T* gradients(std::int64_t oh) const { return gradients_.data() + oh % depth_ * pitch_ + before_; }
    const Int<T>* slots(std::int64_t oh) const { return slots_.data() + oh % depth_ * pitch_ + before_; }

private:
    const Plan& plan_;
    const T* grad_output_;
    const std::uint8_t* slot_bytes_;
    std::int64_t depth_, before_, pitch_, image_ = 0, next_ = 0;
    std::vector<T> gradients_;
    std::vector<Int<T>> slots_;
};

// Adds dY where the window's slot is `slot`. Sums begin at +0 and so are never -0: adding +0 changes nothing.
template <class T>
HWY_INLINE void collect(hn::Vec<Lanes<T>>& sum, const T* gradients, const Int<T>* slots, std::int64_t slot) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const auto mine = hn::Eq(hn::LoadU(di, slots), hn::Set(di, static_cast<Int<T>>(slot)));
    sum = hn::Add(sum, hn::IfThenElseZero(hn::RebindMask(d, mine), hn::LoadU(d, gradients)));
}

// One row of dX: the windows of rows [top, bottom] reach it. Neighbouring cells of one phase (their column
// modulo the stride) ask neighbouring windows.
template <int stride, class T>
void gather_row(const Plan& plan, const Windows<T>& windows, std::int64_t h, std::int64_t top, std::int64_t bottom,
                T* grad_input) {
    const Geometry& g = plan.geometry;
    const Lanes<T> d;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t w = 0; w < plan.input.cols; w += stride * lanes) {
        hn::Vec<Lanes<T>> sums[2] = {hn::Zero(d), hn::Zero(d)};
        for (std::int64_t oh = top; oh <= bottom; ++oh) {
            const std::int64_t slot = (h - oh * g.stride.rows) * g.kernel.cols;
            for (int phase = 0; phase < stride; ++phase) {
                const std::int64_t column = w + phase + g.pads.left, remainder = column % stride;
                const std::int64_t last = g.kernel.cols - 1 - (g.kernel.cols - 1 - remainder + stride) % stride;
                for (std::int64_t c = last; c >= 0; c -= stride)
                    collect<T>(sums[phase], windows.gradients(oh) + (column - c) / stride,
                               windows.slots(oh) + (column - c) / stride, slot + c);
            }
        }
        if constexpr (stride == 1)
            hn::StoreU(sums[0], d, grad_input + w);
        else
            store_alternating(d, sums[0], sums[1], grad_input + w);
    }
}

template <class T>
void gather(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const Geometry& g = plan.geometry;
    Windows<T> windows(plan, grad_output, slots);
    Sink<T> sink(grad_input + range.begin * plan.input.cols, grad_input + range.end * plan.input.cols, plan.input.cols,
                 plan.streams);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const std::int64_t row = at % plan.input.rows, h = row + g.pads.top;
        if (row == 0 || at == range.begin) windows.start(at / plan.input.rows);
        const std::int64_t top = h < g.kernel.rows ? 0 : (h - g.kernel.rows) / g.stride.rows + 1;
        const std::int64_t bottom = std::min(h / g.stride.rows, plan.output.rows - 1);
        windows.advance(top, bottom);
        (g.stride.cols == 1 ? gather_row<1, T> : gather_row<2, T>)(plan, windows, h, top, bottom,
                                                                   sink.room(plan.input.cols));
        sink.commit(plan.input.cols);
    }
}

void gather_float(const Plan& plan, const float* grad_output, const std::uint8_t* slots, float* grad_input, Range range) {
    gather(plan, grad_output, slots, grad_input, range);
}
void gather_double(const Plan& plan, const double* grad_output, const std::uint8_t* slots, double* grad_input,
                   Range range) {
    gather(plan, grad_output, slots, grad_input, range);
}

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
HWY_EXPORT(gather_float);
HWY_EXPORT(gather_double);
template <>
void gather_backward(const Plan& plan, const float* grad_output, const std::uint8_t* slots, float* grad_input,
                     Range range) {
    HWY_DYNAMIC_DISPATCH(gather_float)(plan, grad_output, slots, grad_input, range);
}
template <>
void gather_backward(const Plan& plan, const double* grad_output, const std::uint8_t* slots, double* grad_input,
                     Range range) {
    HWY_DYNAMIC_DISPATCH(gather_double)(plan, grad_output, slots, grad_input, range);
}
}  // namespace poolwalk::kernels
#endif
