// NHWC: neighbouring channels in neighbouring lanes, so that no stride stands in the way. Forward goes
// through the cells of a window; backward lets a cell ask each of its windows, in their order.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/channels.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

// One window of all channels; every window has a cell.
template <class T>
void best_of_window(const Plan& plan, const T* image, Place start, T* output, Int<T>* slots) {
    const Geometry& g = plan.geometry;
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const SlotRange rows = slots_inside(start.h, g.kernel.rows, g.dilation.rows, plan.input.rows);
    const SlotRange cols = slots_inside(start.w, g.kernel.cols, g.dilation.cols, plan.input.cols);
    const std::int64_t row_step = g.dilation.rows * plan.input_row(), col_step = g.dilation.cols * plan.unit;
    const T* origin = image + (start.h * plan.input.cols + start.w) * plan.unit;
    for (std::int64_t u = 0; u < plan.unit; u += lanes) {
        Best<T> best{hn::Set(d, -std::numeric_limits<T>::infinity()),
                     hn::Set(di, static_cast<Int<T>>(rows.begin * g.kernel.cols + cols.begin))};
        for (std::int64_t r = rows.begin; r < rows.end; ++r) {
            const T* cells = origin + r * row_step + cols.begin * col_step + u;
            for (std::int64_t c = cols.begin; c < cols.end; ++c, cells += col_step)
                challenge<T>(best, load_up_to(cells, plan.unit - u),
                             hn::Set(di, static_cast<Int<T>>(r * g.kernel.cols + c)));
        }
        hn::StoreU(best.value, d, output + u);
        hn::StoreU(best.slot, di, slots + u);
    }
}

template <class T>
void channels(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    const std::int64_t width = plan.output_row();
    std::vector<Int<T>> lanes(static_cast<std::size_t>(width + slack));
    Sink<T> values(output + range.begin * width, output + range.end * width, width, plan.streams);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const T* image = input + at / plan.output.rows * plan.input_image();
        T* to = values.room(width);
        for (std::int64_t ow = 0; ow < plan.output.cols; ++ow)
            best_of_window(plan, image, slot_place(g, {at % plan.output.rows, ow}, 0, 0), to + ow * plan.unit,
                           lanes.data() + ow * plan.unit);
        values.commit(width);
        narrow(lanes.data(), slots + at * width * plan.slot_bytes, plan.slot_bytes, width);
    }
}

// The windows of one axis that reach padded coordinate `at`: those from first to last.
struct Reach {
    std::int64_t first, last;
};
HWY_INLINE Reach reach(std::int64_t at, std::int64_t kernel, std::int64_t stride, std::int64_t windows) {
    return {at < kernel ? 0 : (at - kernel) / stride + 1, std::min(at / stride, windows - 1)};
}

template <class T>
void channels_back(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const Geometry& g = plan.geometry;
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d)), width = plan.output_row();
    const std::int64_t depth = (g.kernel.rows - 1) / g.stride.rows + 1, pitch = width + slack;
    std::vector<Int<T>> ring(static_cast<std::size_t>(depth * pitch));
    std::int64_t next = 0;  // row of windows to widen
    Sink<T> sink(grad_input + range.begin * plan.input_row(), grad_input + range.end * plan.input_row(),
                 plan.input_row(), plan.streams);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const std::int64_t h = at % plan.input.rows + g.pads.top, first_row = at / plan.input.rows * plan.output.rows;
        if (h == g.pads.top || at == range.begin) next = 0;
        const Reach rows = reach(h, g.kernel.rows, g.stride.rows, plan.output.rows);
        for (next = std::max(next, rows.first); next <= rows.last; ++next)
            widen(slots + (first_row + next) * width * plan.slot_bytes, ring.data() + next % depth * pitch,
                  plan.slot_bytes, width);
        T* to = sink.room(plan.input_row());
        for (std::int64_t w = g.pads.left; w < plan.input.cols + g.pads.left; ++w, to += plan.unit) {
            const Reach cols = reach(w, g.kernel.cols, g.stride.cols, plan.output.cols);
            for (std::int64_t u = 0; u < plan.unit; u += lanes) {
                auto sum = hn::Zero(d);
                for (std::int64_t oh = rows.first; oh <= rows.last; ++oh)
                    for (std::int64_t ow = cols.first; ow <= cols.last; ++ow) {
                        const std::int64_t slot = (h - oh * g.stride.rows) * g.kernel.cols + w - ow * g.stride.cols;
                        const std::int64_t e = ow * plan.unit + u;
                        const T* gradients = grad_output + (first_row + oh) * width + e;
                        const auto mine = hn::Eq(hn::LoadU(di, ring.data() + oh % depth * pitch + e),
                                                 hn::Set(di, static_cast<Int<T>>(slot)));
                        sum = hn::Add(sum, hn::IfThenElseZero(hn::RebindMask(d, mine),
                                                              load_up_to(gradients, plan.unit - u)));
                    }
                hn::StoreU(sum, d, to + u);
            }
        }
        sink.commit(plan.input_row());
    }
}

void channels_float(const Plan& plan, const float* input, float* output, std::uint8_t* slots, Range range) {
    channels(plan, input, output, slots, range);
}
void channels_double(const Plan& plan, const double* input, double* output, std::uint8_t* slots, Range range) {
    channels(plan, input, output, slots, range);
}
void channels_back_float(const Plan& plan, const float* grad_output, const std::uint8_t* slots, float* grad_input,
                         Range range) {
    channels_back(plan, grad_output, slots, grad_input, range);
}
void channels_back_double(const Plan& plan, const double* grad_output, const std::uint8_t* slots, double* grad_input,
                          Range range) {
    channels_back(plan, grad_output, slots, grad_input, range);
}

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
HWY_EXPORT(channels_float);
HWY_EXPORT(channels_double);
HWY_EXPORT(channels_back_float);
HWY_EXPORT(channels_back_double);
template <>
void channels_forward(const Plan& plan, const float* input, float* output, std::uint8_t* slots, Range range) {
    HWY_DYNAMIC_DISPATCH(channels_float)(plan, input, output, slots, range);
}
template <>
void channels_forward(const Plan& plan, const double* input, double* output, std::uint8_t* slots, Range range) {
    HWY_DYNAMIC_DISPATCH(channels_double)(plan, input, output, slots, range);
}
template <>
void channels_backward(const Plan& plan, const float* grad_output, const std::uint8_t* slots, float* grad_input,
                       Range range) {
    HWY_DYNAMIC_DISPATCH(channels_back_float)(plan, grad_output, slots, grad_input, range);
}
template <>
void channels_backward(const Plan& plan, const double* grad_output, const std::uint8_t* slots, double* grad_input,
                       Range range) {
    HWY_DYNAMIC_DISPATCH(channels_back_double)(plan, grad_output, slots, grad_input, range);
}
}  // namespace poolwalk::kernels
#endif
