// Backward as a gather: each row of dX is written once, from the few rows of dY whose windows
// reach it. A cell asks each of its windows, in their order, whether it was that window's slot.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/gather.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

// Rows of slots with windows of no slot on both sides, so that every cell may ask beyond the edges; what
// stands in dY there is never taken.
template <class T>
class Windows {
public:
    Windows(const Plan& plan, const T* grad_output, const std::uint8_t* slots)
        : plan_(plan),
          grad_output_(grad_output),
          given_slots_(slots),
          mask_(static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(
                    (plan.geometry.kernel.rows - 1) / plan.geometry.stride.rows + 1 + ahead))) -
                1),
          before_((plan.geometry.kernel.cols - 1) / plan.geometry.stride.cols),
          pitch_(before_ + std::max(plan.output.cols, plan.input.cols + plan.geometry.pads.left) + slack),
          gradients_(static_cast<std::size_t>((mask_ + 1) * pitch_)),
          slots_(gradients_.size(), std::uint8_t{0xff}),
          rows_(static_cast<std::size_t>(mask_ + 1)) {}

    void start(std::int64_t image) { image_ = image, next_ = 0; }
    // Makes rows up to `last` ready, and some more: bytes that were just stored cannot be loaded at another
    // offset without waiting.
    void advance(std::int64_t first, std::int64_t last) {
        const std::int64_t cols = plan_.output.cols, end = std::min(last + ahead + 1, plan_.output.rows);
        for (next_ = std::max(next_, first); next_ < end; ++next_) {
            const std::int64_t row = (image_ * plan_.output.rows + next_) * cols,
                               at = (next_ & mask_) * pitch_ + before_;
            const bool within = row >= before_ && row + pitch_ <= plan_.images * plan_.output_image();
            prefetch_behind(grad_output_ + row, cols);
            copy_slots(given_slots_ + row, slots_.data() + at, cols, within);
            if (!within) copy_between_padding(grad_output_ + row, gradients_.data() + at, cols);
            rows_[static_cast<std::size_t>(next_ & mask_)] = within ? grad_output_ + row : gradients_.data() + at;
        }
    }
    const T* gradients(std::int64_t oh) const { return rows_[static_cast<std::size_t>(oh & mask_)]; }
    const std::uint8_t* slots(std::int64_t oh) const { return slots_.data() + (oh & mask_) * pitch_ + before_; }

private:
    static constexpr std::int64_t ahead = 4;

    // Writes up to a vector too much, and mends the padding.
    static void copy_slots(const std::uint8_t* from, std::uint8_t* to, std::int64_t count, bool may_read_on) {
        const hn::ScalableTag<std::uint8_t> d8;
        const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d8));
        if (may_read_on)
            for (std::int64_t i = 0; i < count; i += lanes) hn::StoreU(hn::LoadU(d8, from + i), d8, to + i);
        else std::memcpy(to, from, static_cast<std::size_t>(count));
        hn::StoreU(hn::Set(d8, 0xff), d8, to + count);
    }

    const Plan& plan_;
    const T* grad_output_;
    const std::uint8_t* given_slots_;
    std::int64_t mask_, before_, pitch_, image_ = 0, next_ = 0;
    std::vector<T> gradients_;  // of rows at the ends of dY, beyond which nothing may be read
    std::vector<std::uint8_t> slots_;
    std::vector<const T*> rows_;
};

// A row of windows that reaches the row of cells: dY, slots, and the slot of the cell's row at column 0.
template <class T>
struct Above {
    const T* gradients;
    const std::uint8_t* slots;
    hn::Vec<IntLanes<T>> slot;
};

// Neighbouring cells of one phase (their padded column modulo the stride) ask neighbouring windows, the last of
// which for the first cell is `window`. `fixed`: the kernel's columns where the compiler may know them.
template <int stride, int fixed, int phase, class T>
HWY_INLINE hn::Vec<Lanes<T>> answers(const Above<T>* above, std::int64_t count, std::int64_t window,
                                     std::int64_t kernel_cols) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t cols = fixed > 0 ? fixed : kernel_cols;
    auto sum = hn::Zero(d);
    for (std::int64_t i = 0; i < count; ++i)
        for (std::int64_t k = (cols - 1 - phase + stride) / stride - 1; k >= 0; --k)
            sum = added_where_equal<T>(sum, load_slots<T>(above[i].slots + window - k),
                                       hn::Add(above[i].slot, hn::Set(di, static_cast<Int<T>>(phase + k * stride))),
                                       hn::LoadU(d, above[i].gradients + window - k));
    return sum;
}

template <int stride, int fixed, class T>
void gather_row(const Plan& plan, const Above<T>* above, std::int64_t count, T* to) {
    const Lanes<T> d;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d)), left = plan.geometry.pads.left;
    const std::int64_t cols = plan.geometry.kernel.cols;
    for (std::int64_t w = 0; w < plan.input.cols; w += stride * lanes) {
        const std::int64_t window = (w + left) / stride;
        if constexpr (stride == 1) hn::StoreU(answers<1, fixed, 0, T>(above, count, window, cols), d, to + w);
        else if (left % 2 == 0)
            store_alternating(d, answers<2, fixed, 0, T>(above, count, window, cols),
                              answers<2, fixed, 1, T>(above, count, window, cols), to + w);
        else
            store_alternating(d, answers<2, fixed, 1, T>(above, count, window, cols),
                              answers<2, fixed, 0, T>(above, count, window + 1, cols), to + w);
    }
}

template <class T>
void gather(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const Geometry& g = plan.geometry;
    const std::int64_t width = plan.input.cols;
    const bool every = g.stride.cols == 1;
    const auto gather_one = g.kernel.cols == 3   ? (every ? gather_row<1, 3, T> : gather_row<2, 3, T>)
                            : g.kernel.cols == 5 ? (every ? gather_row<1, 5, T> : gather_row<2, 5, T>)
                                                 : (every ? gather_row<1, 0, T> : gather_row<2, 0, T>);
    Windows<T> windows(plan, grad_output, slots);
    Above<T> above[longest_reach];
    std::vector<Reach> reaches;
    for (std::int64_t row = 0; row < plan.input.rows; ++row)
        reaches.push_back(reach(row + g.pads.top, g.kernel.rows, g.stride.rows, plan.output.rows));
    Sink<T> sink(grad_input + range.begin * width, grad_input + range.end * width, width, plan.streams);
    std::int64_t image = range.begin / plan.input.rows, row = range.begin % plan.input.rows;
    windows.start(image);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const std::int64_t h = row + g.pads.top;
        const Reach rows = reaches[static_cast<std::size_t>(row)];
        windows.advance(rows.first, rows.last);
        std::int64_t count = 0;
        for (std::int64_t oh = rows.first; oh <= rows.last; ++oh, ++count)
            above[count] = {windows.gradients(oh), windows.slots(oh),
                            hn::Set(IntLanes<T>(), static_cast<Int<T>>((h - oh * g.stride.rows) * g.kernel.cols))};
        gather_one(plan, above, count, sink.room(width));
        sink.commit(width);
        if (++row == plan.input.rows) row = 0, windows.start(++image);
    }
}

POOLWALK_BACKWARD(gather_backward, gather)
std::int64_t bytes_of_vector() { return static_cast<std::int64_t>(hn::Lanes(hn::ScalableTag<std::uint8_t>())); }

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
POOLWALK_CHOOSE_BACKWARD(gather_backward)
HWY_EXPORT(bytes_of_vector);
std::int64_t vector_bytes() { return HWY_DYNAMIC_DISPATCH(bytes_of_vector)(); }
}  // namespace poolwalk::kernels
#endif
