// Forward, columns first: the best of kernel.rows cells above each other, for all columns of the image
// at once, then the best of kernel.cols of those, gathered from wherever the stride has put them.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/strides.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

// What stands above each other has been compared, for some rows of windows together: short rows alone would
// leave most lanes idle.
template <class T>
struct Columns {
    explicit Columns(const Plan& plan)
        : rows(std::clamp<std::int64_t>(at_once / plan.output_row(), 1, plan.output.rows)),
          left(plan.geometry.pads.left),
          pitch(left + plan.input_row() + plan.reach_right()),
          values(static_cast<std::size_t>(rows * pitch + slack), padding_value),
          slots(values.size(), padding_slot),
          from(static_cast<std::size_t>(rows * plan.output_row() + slack)),
          first(from.size()) {
        const Geometry& g = plan.geometry;
        for (std::int64_t e = 0; e < rows * plan.output_row(); ++e) {
            const std::int64_t row = e / plan.output_row(), ow = e % plan.output_row();
            const SlotRange inside =
                slots_inside(ow * g.stride.cols - g.pads.left, g.kernel.cols, g.dilation.cols, plan.input.cols);
            from[static_cast<std::size_t>(e)] = static_cast<Int<T>>(row * pitch + ow * g.stride.cols);
            first[static_cast<std::size_t>(e)] = static_cast<Int<T>>(inside.begin);
        }
    }
    static constexpr std::int64_t at_once = 256;
    static constexpr T padding_value = -std::numeric_limits<T>::infinity();
    static constexpr Int<T> padding_slot = std::numeric_limits<Int<T>>::max() / 2;  // nobody's first

    std::int64_t rows, left, pitch;
    std::vector<T> values;            // the best of each column, between the padding
    std::vector<Int<T>> slots;        // and in which row of the window it stood, times kernel.cols
    std::vector<Int<T>> from, first;  // of each window: its first column, its first slot inside the image
};

template <class T>
void best_of_columns(const Plan& plan, const T* image, std::int64_t start, SlotRange rows, T* values, Int<T>* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d)), width = plan.input_row();
    const std::int64_t kernel_cols = plan.geometry.kernel.cols, step = plan.geometry.dilation.rows * width;
    const T* top = image + (start + rows.begin * plan.geometry.dilation.rows) * width;
    const auto best_at = [&](std::int64_t e, auto load) HWY_ATTR {
        Best<T> best{load(top + e), hn::Set(di, static_cast<Int<T>>(rows.begin * kernel_cols))};
        const T* cells = top + e + step;
        for (std::int64_t r = rows.begin + 1; r < rows.end; ++r, cells += step)
            challenge<T>(best, load(cells), hn::Set(di, static_cast<Int<T>>(r * kernel_cols)));
        return best;
    };
    std::int64_t e = 0;
    for (; e + lanes <= width; e += lanes) {
        const Best<T> best = best_at(e, [&](const T* cells) HWY_ATTR { return hn::LoadU(d, cells); });
        hn::StoreU(best.value, d, values + e);
        hn::StoreU(best.slot, di, slots + e);
    }
    if (e == width) return;
    const Best<T> best = best_at(e, [&](const T* cells) HWY_ATTR { return load_up_to(cells, width - e); });
    // What is written too much is padding, and where it meets the next row, that is written later.
    const auto there = hn::FirstN(d, static_cast<std::size_t>(width - e));
    hn::StoreU(hn::IfThenElse(there, best.value, hn::Set(d, Columns<T>::padding_value)), d, values + e);
    hn::StoreU(hn::IfThenElse(hn::RebindMask(di, there), best.slot, hn::Set(di, Columns<T>::padding_slot)), di,
               slots + e);
}

// One vector of windows. As long as no two columns are equal (or NaN), the slot is asked of the winner alone.
template <class T>
HWY_INLINE Best<T> best_of_gathered(const Columns<T>& columns, hn::Vec<IntLanes<T>> from, hn::Vec<IntLanes<T>> first,
                                    std::int64_t kernel_cols, std::int64_t step) {
    const Lanes<T> d;
    const IntLanes<T> di;
    auto value = hn::GatherIndex(d, columns.values.data(), from);
    auto winner = from, column = hn::Zero(di);
    auto distinct = hn::Eq(value, value);
    for (std::int64_t c = 1; c < kernel_cols; ++c) {
        const auto next = hn::GatherIndex(d, columns.values.data() + c * step, from);
        const auto greater = hn::Gt(next, value);
        const auto wins = hn::RebindMask(di, greater);
        distinct = hn::And(distinct, hn::Or(greater, hn::Lt(next, value)));
        value = hn::IfThenElse(greater, next, value);
        winner = hn::IfThenElse(wins, hn::Add(from, hn::Set(di, static_cast<Int<T>>(c * step))), winner);
        column = hn::IfThenElse(wins, hn::Set(di, static_cast<Int<T>>(c)), column);
    }
    if (hn::AllTrue(d, distinct)) return {value, hn::Add(hn::GatherIndex(di, columns.slots.data(), winner), column)};
    Best<T> best{hn::Set(d, -std::numeric_limits<T>::infinity()), first};
    for (std::int64_t c = 0; c < kernel_cols; ++c)
        challenge_by_slot<T>(
            best, hn::GatherIndex(d, columns.values.data() + c * step, from),
            hn::Add(hn::GatherIndex(di, columns.slots.data() + c * step, from), hn::Set(di, static_cast<Int<T>>(c))));
    return best;
}

template <class T>
void best_of_rows(const Plan& plan, const Columns<T>& columns, std::int64_t first_row, std::int64_t width, T* output,
                  std::uint8_t* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d)), step = plan.geometry.dilation.cols;
    const auto row_slot = hn::Set(di, static_cast<Int<T>>(first_row * plan.geometry.kernel.cols));
    for (std::int64_t e = 0; e < width; e += lanes) {
        const Best<T> best = best_of_gathered(columns, hn::LoadU(di, columns.from.data() + e),
                                              hn::Add(hn::LoadU(di, columns.first.data() + e), row_slot),
                                              plan.geometry.kernel.cols, step);
        hn::StoreU(best.value, d, output + e);
        store_slots<T>(best.slot, slots + e * plan.slot_bytes, plan.slot_bytes);
    }
}

template <class T>
void columns_first(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    const std::int64_t width = plan.output_row();
    Columns<T> columns(plan);
    Sink<T> values(output + range.begin * width, output + range.end * width, columns.rows * width, plan.streams);
    Sink<std::uint8_t> bytes(slots + range.begin * width * plan.slot_bytes,
                             slots + range.end * width * plan.slot_bytes, columns.rows * width * plan.slot_bytes,
                             plan.streams);
    for (std::int64_t at = range.begin; at < range.end;) {
        const T* image = input + at / plan.output.rows * plan.input_image();
        const std::int64_t oh = at % plan.output.rows, max_count = std::min(range.end - at, plan.output.rows - oh);
        std::int64_t count = 0, first_row = 0;
        while (count < std::min(max_count, columns.rows) && first_row == 0) {
            const std::int64_t start = (oh + count) * g.stride.rows - g.pads.top;
            const SlotRange rows = slots_inside(start, g.kernel.rows, g.dilation.rows, plan.input.rows);
            if (count > 0 && rows.begin > 0) break;  // cut off above: has other first slots than the rest
            first_row = rows.begin;
            const std::int64_t to = count++ * columns.pitch + columns.left;
            best_of_columns(plan, image, start, rows, columns.values.data() + to, columns.slots.data() + to);
        }
        const std::int64_t windows = count * width, slot_bytes = windows * plan.slot_bytes;
        best_of_rows(plan, columns, first_row, windows, values.room(windows), bytes.room(slot_bytes));
        values.commit(windows);
        bytes.commit(slot_bytes);
        at += count;
    }
}

POOLWALK_FORWARD(strides_forward, columns_first)

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
POOLWALK_CHOOSE_FORWARD(strides_forward)
}  // namespace poolwalk::kernels
#endif
