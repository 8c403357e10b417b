// Forward, rows first: the best of each row's kernel.cols cells, kept in a ring of rows, then the best
// of kernel.rows of those. Taking rows before columns keeps the first of equals with no more to compare.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/rows.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

// The best of `count` cells that lie `step` apart, for each of `width` windows of a row.
template <int stride, class T>
void best_of_row(const T* cells, const Int<T>* first, std::int64_t width, std::int64_t count, std::int64_t step,
                 T* values, Int<T>* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t e = 0; e < width; e += lanes) {
        Best<T> best{hn::LoadU(d, cells + e), hn::LoadU(di, first + e)};
        if constexpr (stride == 1) {
            for (std::int64_t c = 1; c < count; ++c)
                challenge<T>(best, hn::LoadU(d, cells + e + c * step), hn::Set(di, static_cast<Int<T>>(c)));
        } else {
            for (std::int64_t c = 0; c < count; c += 2) {  // two slots of every other cell
                const auto low = hn::LoadU(d, cells + 2 * e + c), high = hn::LoadU(d, cells + 2 * e + c + lanes);
                const auto even = even_cells(d, low, high);
                if (c == 0)
                    best.value = even;
                else
                    challenge<T>(best, even, hn::Set(di, static_cast<Int<T>>(c)));
                if (c + 1 < count)
                    challenge<T>(best, odd_cells(d, low, high), hn::Set(di, static_cast<Int<T>>(c + 1)));
            }
        }
        hn::StoreU(best.value, d, values + e);
        hn::StoreU(best.slot, di, slots + e);
    }
}

// The rows of one image, each looked at once and in order.
template <class T>
class Ring {
public:
    Ring(const Plan& plan, const T* input_end)
        : plan_(plan),
          input_end_(input_end),
          span_((plan.geometry.kernel.rows - 1) * plan.geometry.dilation.rows + 1),
          pitch_(plan.output_row() + slack),
          left_(plan.geometry.pads.left * plan.unit),
          values_(static_cast<std::size_t>(span_ * pitch_)),
          slots_(values_.size()),
          first_(static_cast<std::size_t>(pitch_)) {
        const Geometry& g = plan.geometry;
        for (std::int64_t e = 0; e < plan.output_row(); ++e)
            first_[static_cast<std::size_t>(e)] = static_cast<Int<T>>(
                slots_inside(e / plan.unit * g.stride.cols - g.pads.left, g.kernel.cols, g.dilation.cols, plan.input.cols)
                    .begin);
        const std::int64_t padded = left_ + plan.input_row() + plan.reach_right() * plan.unit + slack;
        row_.assign(static_cast<std::size_t>(padded + slack), -std::numeric_limits<T>::infinity());
        copies_ = left_ > 0 || plan.reach_right() > 0;
    }

    void start(const T* image) { image_ = image, next_ = 0; }

    // Makes rows up to `last` ready; those before `first` are not asked for any more.
    void advance(std::int64_t first, std::int64_t last) {
        for (next_ = std::max(next_, first); next_ <= last; ++next_) look_at(next_);
    }
    const T* values(std::int64_t row) const { return values_.data() + row % span_ * pitch_; }
    const Int<T>* slots(std::int64_t row) const { return slots_.data() + row % span_ * pitch_; }

private:
    void look_at(std::int64_t row) {
        const Geometry& g = plan_.geometry;
        const T* cells = image_ + row * plan_.input_row();
        if (copies_ || cells + plan_.input_row() + slack > input_end_) {
            std::copy_n(cells, plan_.input_row(), row_.data() + left_);
            cells = row_.data();
        }
        T* values = values_.data() + row % span_ * pitch_;
        Int<T>* slots = slots_.data() + row % span_ * pitch_;
        (g.stride.cols == 1 ? best_of_row<1, T> : best_of_row<2, T>)(
            cells, first_.data(), plan_.output_row(), g.kernel.cols, g.dilation.cols * plan_.unit, values, slots);
    }

    const Plan& plan_;
    const T *input_end_, *image_ = nullptr;
    std::int64_t span_, pitch_, left_, next_ = 0;
    bool copies_ = false;
    std::vector<T> values_, row_;
    std::vector<Int<T>> slots_, first_;  // of each row; the first slot inside the row, for each window
};

template <class T>
void best_of_rows(const Ring<T>& ring, const Plan& plan, std::int64_t start, SlotRange rows, T* output, Int<T>* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d)), width = plan.output_row();
    for (std::int64_t e = 0; e < width; e += lanes) {
        const auto candidate = [&](std::int64_t r) HWY_ATTR {
            const std::int64_t row = start + r * plan.geometry.dilation.rows;
            const auto first = hn::Set(di, static_cast<Int<T>>(r * plan.geometry.kernel.cols));
            return Best<T>{hn::LoadU(d, ring.values(row) + e), hn::Add(hn::LoadU(di, ring.slots(row) + e), first)};
        };
        Best<T> best = candidate(rows.begin);
        for (std::int64_t r = rows.begin + 1; r < rows.end; ++r) {
            const Best<T> next = candidate(r);
            challenge<T>(best, next.value, next.slot);
        }
        hn::StoreU(best.value, d, output + e);
        hn::StoreU(best.slot, di, slots + e);
    }
}

template <class T>
void rows_first(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    const std::int64_t width = plan.output_row();
    Ring<T> ring(plan, input + plan.images * plan.input_image());
    std::vector<Int<T>> lanes(static_cast<std::size_t>(width + slack));
    Sink<T> values(output + range.begin * width, output + range.end * width, width, plan.streams);
    const auto bytes = [&](std::int64_t row) { return slots + row * width * plan.slot_bytes; };
    Sink<std::uint8_t> narrowed(bytes(range.begin), bytes(range.end), width * plan.slot_bytes, plan.streams);
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const std::int64_t oh = at % plan.output.rows;
        if (oh == 0 || at == range.begin) ring.start(input + at / plan.output.rows * plan.input_image());
        const std::int64_t start = oh * g.stride.rows - g.pads.top;
        const SlotRange rows = slots_inside(start, g.kernel.rows, g.dilation.rows, plan.input.rows);
        ring.advance(std::max<std::int64_t>(start, 0), start + (rows.end - 1) * g.dilation.rows);
        best_of_rows<T>(ring, plan, start, rows, values.room(width), lanes.data());
        narrow(lanes.data(), narrowed.room(width * plan.slot_bytes), plan.slot_bytes, width);
        values.commit(width);
        narrowed.commit(width * plan.slot_bytes);
    }
}

void rows_float(const Plan& plan, const float* input, float* output, std::uint8_t* slots, Range range) {
    rows_first(plan, input, output, slots, range);
}
void rows_double(const Plan& plan, const double* input, double* output, std::uint8_t* slots, Range range) {
    rows_first(plan, input, output, slots, range);
}

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
HWY_EXPORT(rows_float);
HWY_EXPORT(rows_double);
template <>
void rows_forward(const Plan& plan, const float* input, float* output, std::uint8_t* slots, Range range) {
    HWY_DYNAMIC_DISPATCH(rows_float)(plan, input, output, slots, range);
}
template <>
void rows_forward(const Plan& plan, const double* input, double* output, std::uint8_t* slots, Range range) {
    HWY_DYNAMIC_DISPATCH(rows_double)(plan, input, output, slots, range);
}
}  // namespace poolwalk::kernels
#endif
