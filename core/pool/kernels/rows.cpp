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

// A row after its cells were compared: for each window the best value, and in which column it stood.
template <class T>
struct Line {
    T* values;
    Int<T>* slots;
};

// The best of `count` cells that lie `step` apart. `fixed` is the count where the compiler may know it.
template <int stride, int fixed, class T>
void best_of_row(const T* cells, const Int<T>* first, std::int64_t width, std::int64_t count, std::int64_t step,
                 Line<T> to) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d)), last = fixed > 0 ? fixed : count;
    const auto one = hn::Set(di, 1);
    for (std::int64_t e = 0; e < width; e += lanes) {
        Best<T> best{hn::LoadU(d, cells + e), hn::LoadU(di, first + e)};
        auto slot = one;
        if constexpr (stride == 1) {
            for (std::int64_t c = 1; c < last; ++c, slot = hn::Add(slot, one))
                challenge<T>(best, hn::LoadU(d, cells + e + c * step), slot);
        } else {
            for (std::int64_t c = 0; c < last; c += 2) {  // two slots of every other cell
                const auto low = hn::LoadU(d, cells + 2 * e + c), high = hn::LoadU(d, cells + 2 * e + c + lanes);
                const auto even = even_cells(d, low, high);
                if (c == 0) best.value = even;
                else challenge<T>(best, even, slot), slot = hn::Add(slot, one);
                if (c + 1 < last) challenge<T>(best, odd_cells(d, low, high), slot), slot = hn::Add(slot, one);
            }
        }
        hn::StoreU(best.value, d, to.values + e);
        hn::StoreU(best.slot, di, to.slots + e);
    }
}

// The best of the same window in `count` lines, whose first is row `first_row` of the window.
template <int fixed, class T>
void best_of_lines(const Plan& plan, const Line<T>* lines, std::int64_t first_row, std::int64_t count, T* output,
                   std::uint8_t* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d)), width = plan.output_row();
    const std::int64_t last = fixed > 0 ? fixed : count;
    const auto row_slots = hn::Set(di, static_cast<Int<T>>(plan.geometry.kernel.cols));
    const auto top_slot = hn::Set(di, static_cast<Int<T>>(first_row * plan.geometry.kernel.cols));
    const int bytes = plan.slot_bytes;
    for (std::int64_t e = 0; e < width; e += lanes) {
        Best<T> best{hn::LoadU(d, lines[0].values + e), hn::Add(hn::LoadU(di, lines[0].slots + e), top_slot)};
        auto row_slot = hn::Add(top_slot, row_slots);
        for (std::int64_t r = 1; r < last; ++r, row_slot = hn::Add(row_slot, row_slots))
            challenge<T>(best, hn::LoadU(d, lines[r].values + e),
                         hn::Add(hn::LoadU(di, lines[r].slots + e), row_slot));
        hn::StoreU(best.value, d, output + e);
        store_slots<T>(best.slot, slots + e * bytes, bytes);
    }
}

// The rows of one image, each taken once and in order.
template <class T>
class Ring {
public:
    Ring(const Plan& plan, const T* input_end)
        : plan_(plan),
          input_end_(input_end),
          mask_(static_cast<std::int64_t>(std::bit_ceil(
                    static_cast<std::uint64_t>((plan.geometry.kernel.rows - 1) * plan.geometry.dilation.rows + 1))) -
                1),
          pitch_(plan.output_row() + slack),
          left_(plan.geometry.pads.left),
          copies_(left_ > 0 || plan.reach_right() > 0),
          padded_pitch_(left_ + plan.input_row() + plan.reach_right() + 2 * slack),
          values_(static_cast<std::size_t>((mask_ + 1) * pitch_)),
          padded_(static_cast<std::size_t>(padded_pitch_ * (copies_ ? ahead : 1)),
                  -std::numeric_limits<T>::infinity()),
          slots_(values_.size()),
          first_(static_cast<std::size_t>(pitch_)) {
        const Geometry& g = plan.geometry;
        for (std::int64_t e = 0; e < plan.output_row(); ++e)
            first_[static_cast<std::size_t>(e)] = static_cast<Int<T>>(
                slots_inside(e * g.stride.cols - g.pads.left, g.kernel.cols, g.dilation.cols, plan.input.cols).begin);
        const bool every = g.stride.cols == 1;
        best_of_row_ = g.kernel.cols == 2   ? (every ? best_of_row<1, 2, T> : best_of_row<2, 2, T>)
                       : g.kernel.cols == 3 ? (every ? best_of_row<1, 3, T> : best_of_row<2, 3, T>)
                                            : (every ? best_of_row<1, 0, T> : best_of_row<2, 0, T>);
    }

    void start(const T* image) { image_ = image, next_ = copied_ = 0; }

    // Makes rows up to `last` ready; those before `first` are not asked for any more.
    void advance(std::int64_t first, std::int64_t last) {
        for (next_ = std::max(next_, first); next_ <= last; ++next_) take_row(next_);
    }
    Line<T> line(std::int64_t row) {
        return {values_.data() + (row & mask_) * pitch_, slots_.data() + (row & mask_) * pitch_};
    }

private:
    static constexpr std::int64_t ahead = 8;

    void take_row(std::int64_t row) {
        const T* cells = image_ + row * plan_.input_row();
        prefetch_behind(cells, plan_.input_row());
        if (copies_) {
            // Some rows ahead: cells that were just stored cannot be loaded at another offset without waiting.
            for (copied_ = std::max(copied_, row); copied_ < std::min(row + ahead - 1, plan_.input.rows); ++copied_)
                copy_between_padding(image_ + copied_ * plan_.input_row(), padded(copied_) + left_,
                                     plan_.input_row());
            cells = padded(row);
        } else if (cells + plan_.input_row() + slack > input_end_) {
            copy_between_padding(cells, padded_.data(), plan_.input_row());
            cells = padded_.data();
        }
        best_of_row_(cells, first_.data(), plan_.output_row(), plan_.geometry.kernel.cols,
                     plan_.geometry.dilation.cols, line(row));
    }
    T* padded(std::int64_t row) { return padded_.data() + row % ahead * padded_pitch_; }

    const Plan& plan_;
    const T *input_end_, *image_ = nullptr;
    std::int64_t mask_, pitch_, left_, next_ = 0, copied_ = 0;
    bool copies_;  // padding needs rows of its own
    std::int64_t padded_pitch_;
    std::vector<T> values_, padded_;
    std::vector<Int<T>> slots_, first_;  // first_: the first slot inside the row, for each window
    decltype(&best_of_row<1, 0, T>) best_of_row_ = nullptr;
};

template <class T>
void rows_first(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    const std::int64_t width = plan.output_row();
    Ring<T> ring(plan, input + plan.images * plan.input_image());
    std::vector<Line<T>> lines(static_cast<std::size_t>(g.kernel.rows));
    Sink<T> values(output + range.begin * width, output + range.end * width, width, plan.streams);
    Sink<std::uint8_t> bytes(slots + range.begin * width * plan.slot_bytes,
                             slots + range.end * width * plan.slot_bytes, width * plan.slot_bytes, plan.streams);
    std::int64_t image = range.begin / plan.output.rows, oh = range.begin % plan.output.rows;
    ring.start(input + image * plan.input_image());
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        const std::int64_t start = oh * g.stride.rows - g.pads.top;
        const SlotRange rows = slots_inside(start, g.kernel.rows, g.dilation.rows, plan.input.rows);
        ring.advance(std::max<std::int64_t>(start, 0), start + (rows.end - 1) * g.dilation.rows);
        for (std::int64_t r = rows.begin; r < rows.end; ++r)
            lines[static_cast<std::size_t>(r - rows.begin)] = ring.line(start + r * g.dilation.rows);
        (rows.size() == 3   ? best_of_lines<3, T>
         : rows.size() == 2 ? best_of_lines<2, T>
                            : best_of_lines<0, T>)(plan, lines.data(), rows.begin, rows.size(), values.room(width),
                                                   bytes.room(width * plan.slot_bytes));
        values.commit(width);
        bytes.commit(width * plan.slot_bytes);
        if (++oh == plan.output.rows) oh = 0, ring.start(input + ++image * plan.input_image());
    }
}

POOLWALK_FORWARD(rows_forward, rows_first)

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
POOLWALK_CHOOSE_FORWARD(rows_forward)
}  // namespace poolwalk::kernels
#endif
