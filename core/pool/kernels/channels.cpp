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

// A cell of a window: where, counted from the window's origin, and its slot.
template <class T>
struct Candidate {
    std::int64_t offset;
    Int<T> slot;
};

template <class T>
std::vector<Candidate<T>> candidates_of(const Plan& plan, SlotRange rows, SlotRange cols) {
    const Geometry& g = plan.geometry;
    std::vector<Candidate<T>> candidates;
    for (std::int64_t r = rows.begin; r < rows.end; ++r)
        for (std::int64_t c = cols.begin; c < cols.end; ++c)
            candidates.push_back({(r * g.dilation.rows * plan.input.cols + c * g.dilation.cols) * plan.unit,
                                  static_cast<Int<T>>(r * g.kernel.cols + c)});
    return candidates;
}

// One window of all channels, of which every window has the same candidates.
template <class T>
void best_of_window(const Plan& plan, const T* origin, std::span<const Candidate<T>> candidates, T* output,
                    std::uint8_t* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const auto contest = [&](std::int64_t u, auto load) HWY_ATTR {
        Best<T> best{load(origin + candidates[0].offset + u), hn::Set(di, candidates[0].slot)};
        for (const Candidate<T>& candidate : candidates.subspan(1))
            challenge<T>(best, load(origin + candidate.offset + u), hn::Set(di, candidate.slot));
        hn::StoreU(best.value, d, output + u);
        store_slots<T>(best.slot, slots + u * plan.slot_bytes, plan.slot_bytes);
    };
    std::int64_t u = 0;
    for (; u + lanes <= plan.unit; u += lanes)
        contest(u, [&](const T* cells) HWY_ATTR { return hn::LoadU(d, cells); });
    if (u < plan.unit) contest(u, [&](const T* cells) HWY_ATTR { return load_up_to(cells, plan.unit - u); });
}

template <class T>
void channels(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    const std::int64_t width = plan.output_row();
    const SlotRange all_cols{0, g.kernel.cols};
    Sink<T> values(output + range.begin * width, output + range.end * width, width, plan.streams);
    Sink<std::uint8_t> bytes(slots + range.begin * width * plan.slot_bytes,
                             slots + range.end * width * plan.slot_bytes, width * plan.slot_bytes, plan.streams);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const Place row_start = slot_place(g, {at % plan.output.rows, 0}, 0, 0);
        const SlotRange rows = slots_inside(row_start.h, g.kernel.rows, g.dilation.rows, plan.input.rows);
        const std::vector<Candidate<T>> inner = candidates_of<T>(plan, rows, all_cols);
        std::vector<Candidate<T>> outer;
        const T* image = input + at / plan.output.rows * plan.input_image();
        for (std::int64_t r = 0; r < std::min(g.stride.rows, g.kernel.rows); ++r)
            prefetch_behind(image + (row_start.h + r) * plan.input_row(), plan.input_row());
        T* to = values.room(width);
        std::uint8_t* slots_to = bytes.room(width * plan.slot_bytes);
        for (std::int64_t ow = 0; ow < plan.output.cols; ++ow) {
            const std::int64_t w = row_start.w + ow * g.stride.cols;
            const bool inside = w >= 0 && w + (g.kernel.cols - 1) * g.dilation.cols < plan.input.cols;
            if (!inside)
                outer =
                    candidates_of<T>(plan, rows, slots_inside(w, g.kernel.cols, g.dilation.cols, plan.input.cols));
            best_of_window<T>(plan, image + (row_start.h * plan.input.cols + w) * plan.unit, inside ? inner : outer,
                              to + ow * plan.unit, slots_to + ow * plan.unit * plan.slot_bytes);
        }
        values.commit(width);
        bytes.commit(width * plan.slot_bytes);
    }
}

// A window that a cell asks, for all channels: where it begins in dY and in the slots.
template <class T>
struct Question {
    std::int64_t window;
    Int<T> slot;
};

template <class T>
void ask_windows(const Plan& plan, std::span<const Question<T>> questions, const T* gradients,
                 const std::uint8_t* slots, T* to) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t u = 0;
    for (; u + lanes <= plan.unit; u += lanes) {
        auto sum = hn::Zero(d);
        for (const Question<T>& question : questions)
            sum = paid<T>(sum, load_slots<T>(slots + question.window + u), hn::Set(di, question.slot),
                          hn::LoadU(d, gradients + question.window + u));
        hn::StoreU(sum, d, to + u);
    }
    if (u == plan.unit) return;
    auto sum = hn::Zero(d);
    for (const Question<T>& question : questions)
        sum = paid<T>(sum, load_slots_up_to<T>(slots + question.window + u, plan.unit - u),
                      hn::Set(di, question.slot), load_up_to(gradients + question.window + u, plan.unit - u));
    hn::StoreU(sum, d, to + u);
}

template <class T>
void channels_back(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const Geometry& g = plan.geometry;
    std::vector<Question<T>> questions(static_cast<std::size_t>(((g.kernel.rows - 1) / g.stride.rows + 1) *
                                                                ((g.kernel.cols - 1) / g.stride.cols + 1)));
    std::vector<Reach> col_reaches;
    for (std::int64_t w = 0; w < plan.input.cols; ++w)
        col_reaches.push_back(reach(w + g.pads.left, g.kernel.cols, g.stride.cols, plan.output.cols));
    Sink<T> sink(grad_input + range.begin * plan.input_row(), grad_input + range.end * plan.input_row(),
                 plan.input_row(), plan.streams);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const std::int64_t h = at % plan.input.rows + g.pads.top, image = at / plan.input.rows * plan.output_image();
        const Reach rows = reach(h, g.kernel.rows, g.stride.rows, plan.output.rows);
        T* to = sink.room(plan.input_row());
        for (std::int64_t w = g.pads.left; w < plan.input.cols + g.pads.left; ++w, to += plan.unit) {
            const Reach cols = col_reaches[static_cast<std::size_t>(w - g.pads.left)];
            Question<T>* question = questions.data();
            for (std::int64_t oh = rows.first; oh <= rows.last; ++oh)
                for (std::int64_t ow = cols.first; ow <= cols.last; ++ow)
                    *question++ = {
                        (oh * plan.output.cols + ow) * plan.unit,
                        static_cast<Int<T>>((h - oh * g.stride.rows) * g.kernel.cols + w - ow * g.stride.cols)};
            ask_windows<T>(plan, {questions.data(), question}, grad_output + image, slots + image, to);
        }
        sink.commit(plan.input_row());
    }
}

POOLWALK_FORWARD(channels_forward, channels)
POOLWALK_BACKWARD(channels_backward, channels_back)

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
POOLWALK_CHOOSE_FORWARD(channels_forward)
POOLWALK_CHOOSE_BACKWARD(channels_backward)
}  // namespace poolwalk::kernels
#endif
