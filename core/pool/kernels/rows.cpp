// Forward, rows before columns: the best of each row's kernel.cols cells, then the best of kernel.rows of those.
// Taken in this order, `>` alone keeps the first of equals. A band of rows is worked on at a time, and what is kept
// of it stays in the nearest cache. NaN is asked for while cells are read: a band that holds one is taken again by a
// test that minds it.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/rows.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/across.inc"
#include "core/pool/window.h"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

#if HWY_TARGET == HWY_SCALAR  // vectors of one cell bring nothing
template <class T>
void rows(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range) {
    any_forward(plan, input, output, argmax, range);
}
#else

// From each of `count` windows: the best of it and of the parts that lie `apart`, the last of them at `last`. In
// place, as only windows further on are read.
template <bool nan, class T>
void best_of_parts(T* values, Int<T>* places, std::int64_t count, std::int64_t apart, std::int64_t last) {
    const Lanes<T> d;
    const IntLanes<T> di;
    for (std::int64_t i = 0; i < count; i += lanes<T>) {
        Best<T> best{hn::LoadU(d, values + i), hn::LoadU(di, places + i)};
        for (std::int64_t at = i; at < i + last;) {
            at = std::min(at + apart, i + last);
            challenge<nan>(best, hn::LoadU(d, values + at), hn::LoadU(di, places + at));
        }
        hn::StoreU(best.value, d, values + i);
        hn::StoreU(best.place, di, places + i);
    }
}

// Rows of windows that reach equally many rows of cells.
template <class T>
struct Run {
    const T* values;  // what across() left in the first of those rows
    const Int<T>* places;
    std::int64_t parts, apart, last;  // parts of a window, the distance of one from the next, and of the last
    std::int64_t rows, step;  // rows of windows, and the distance of the first row of one from that of the next
    std::int64_t windows, base, base_step;
};

// The best of `fixed` parts where the compiler is to know how many, for each window of a run.
template <int fixed, bool nan, class T, class Index>
void down(const Run<T>& run, T* output, Index* argmax) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t parts = fixed > 0 ? fixed : run.parts;
    for (std::int64_t row = 0; row < run.rows; ++row, output += run.windows, argmax += run.windows) {
        const auto base = hn::Set(di, static_cast<Int<T> >(run.base + row * run.base_step));
        const T* values = run.values + row * run.step;
        const Int<T>* places = run.places + row * run.step;
        for (std::int64_t i = 0; i < run.windows; i += lanes<T>) {
            Best<T> best{hn::LoadU(d, values + i), hn::LoadU(di, places + i)};
            for (std::int64_t r = 1; r < parts; ++r) {
                const std::int64_t at = i + (r + 1 < parts ? r * run.apart : run.last);
                challenge<nan>(best, hn::LoadU(d, values + at), hn::LoadU(di, places + at));
            }
            hn::StoreU(best.value, d, output + i);
            store_places<T>(hn::Sub(best.place, base), argmax + i);
        }
    }
}

template <class T, class Index>
auto choose_down(std::int64_t parts, bool nan) {
    return nan          ? down<0, true, T, Index>
           : parts == 2 ? down<2, false, T, Index>
           : parts == 3 ? down<3, false, T, Index>
           : parts == 5 ? down<5, false, T, Index>
                        : down<0, false, T, Index>;
}

template <class T, class Index>
class Bands {
public:
    Bands(const Plan& plan, const T* input, T* output, Index* argmax, Range range)
        : plan_(plan),
          g_(plan.geometry),
          taps_(plan),
          input_(input),
          end_(input + plan.planes * plan.cells()),
          span_((g_.kernel.rows - 1) * g_.dilation.rows + 1),
          rows_in_part_(rows_in_part()),
          at_once_(rows_at_once()),
          is_flat_(taps_.windows * g_.stride.cols == plan.input.cols),
          beyond_((g_.kernel.cols - 1) * g_.dilation.cols + 1 + (g_.stride.cols + 1) * lanes<T>),
          output_(output + range.begin * plan.output.cols, output + range.end * plan.output.cols,
                  at_once_ * plan.output.cols, plan.streams),
          argmax_(argmax + range.begin * plan.output.cols, argmax + range.end * plan.output.cols,
                  at_once_ * plan.output.cols, plan.streams) {
        const std::int64_t rows = std::min((at_once_ - 1) * g_.stride.rows + span_, plan.input.rows);
        room_ = keeps() ? std::max(rows + 2, 2 * span_) : rows;  // so that what is kept is not moved each time
        const std::int64_t room = room_ * taps_.windows + 4 * lanes<T>;
        values_ = scratch<T>(room);
        places_ = scratch<Int<T> >(room);
        copy_ = scratch<T>(rows * plan.input.cols + g_.pads.left + beyond_);
        cut_row();
    }

    void take(Range range) {
        for (std::int64_t at = range.begin, count; at < range.end; at += count) {
            const std::int64_t oh = at % plan_.output.rows;
            count = std::min({at_once_, plan_.output.rows - oh, range.end - at});
            take_band(at / plan_.output.rows, {oh, oh + count});
        }
        output_.finish();
        argmax_.finish();
    }

private:
    // What is kept of as many cells fills the nearest cache.
    static constexpr std::int64_t cells_kept = 4096 / sizeof(T);
    // Windows of a long row that are written at once, so that memory works while others are compared.
    static constexpr std::int64_t piece = 128;

    // Windows of a row that are alike: with the edges of the row, or without.
    struct Piece {
        Range windows;
        Across<T>*quick, *exact;
    };

    // Only a long row is worth cutting.
    void cut_row() {
        const Piece edge{{0, taps_.windows}, choose_across<true>(taps_), any_across<true, true>(taps_)};
        const Piece inner{{0, taps_.windows}, choose_across<false>(taps_), any_across<true, false>(taps_)};
        const std::int64_t reach = taps_.cells + taps_.left - (taps_.kernel - 1) * taps_.dilation;
        const std::int64_t begin = (taps_.left + taps_.stride * lanes<T> - 1) / (taps_.stride * lanes<T>)*lanes<T>;
        const std::int64_t end = std::min((reach - 1) / taps_.stride + 1, taps_.windows);
        pieces_ = {taps_.edges ? edge : inner};
        if (!taps_.edges || end - begin < 8 * lanes<T>) return;
        pieces_ = {edge, inner, edge};
        pieces_[0].windows.end = pieces_[1].windows.begin = begin;
        pieces_[1].windows.end = pieces_[2].windows.begin = end;
        is_flat_ = false;
    }

    // Every window must reach as many rows as a part has.
    std::int64_t rows_in_part() const {
        std::int64_t reached = g_.kernel.rows;
        if (reached < large_kernel * g_.stride.rows) return 1;
        for (std::int64_t oh = 0; oh < plan_.output.rows; ++oh) reached = std::min(reached, rows_of(oh).size());
        return std::min(part_of(g_.kernel.rows), reached);
    }
    SlotRange rows_of(std::int64_t oh) const {
        return slots_inside(oh * g_.stride.rows - g_.pads.top, g_.kernel.rows, g_.dilation.rows, plan_.input.rows);
    }

    // Rows of windows of one band: about as many as fill the nearest cache. Of long rows one, if it leaves its rows
    // of cells to the next; else, where windows overlap, not so few that most rows of cells would be taken twice.
    std::int64_t rows_at_once() const {
        const std::int64_t fit = (cells_kept / taps_.windows - (span_ - g_.stride.rows)) / g_.stride.rows;
        if (fit < 1 && keeps()) return 1;
        const std::int64_t least = span_ > g_.stride.rows ? 2 * span_ : 1;
        return std::clamp(fit, std::min(plan_.output.rows, least), plan_.output.rows);
    }

    void take_band(std::int64_t plane, Range windows) {
        const std::int64_t first = first_row(g_, windows.begin);
        const std::int64_t end = std::min(plan_.input.rows, (windows.end - 1) * g_.stride.rows - g_.pads.top + span_);
        const T* cells = readable(input_ + (plane * plan_.input.rows + first) * plan_.input.cols, end - first);
        const std::int64_t kept = keep_rows(plane, first, end - first);
        const T* fresh = cells + kept * plan_.input.cols;
        const bool fresh_nan = take_rows(false, fresh, {first + kept, end}, kept);
        if (fresh_nan) take_rows(true, fresh, {first + kept, end}, kept);
        const bool nan = fresh_nan || (kept > 0 && nan_);
        nan_ = nan;
        nan ? join_parts<true>(end - first) : join_parts<false>(end - first);
        for (std::int64_t oh = windows.begin; oh < windows.end;) oh += take_run({oh, windows.end}, first, nan);
    }

    // Rows of cells with enough that may be read on both sides.
    const T* readable(const T* cells, std::int64_t rows) const {
        const std::int64_t count = rows * plan_.input.cols;
        if (cells - g_.pads.left >= input_ && cells + count + beyond_ <= end_) return cells;
        std::copy_n(cells, count, copy_.get() + g_.pads.left);
        return copy_.get() + g_.pads.left;
    }

    // Are rows of cells left for the next band? Parts of them are of no use.
    bool keeps() const { return rows_in_part_ == 1 && taps_.windows == plan_.output.cols; }

    // How many of the band's `rows`, from `first` on, the band before has left.
    std::int64_t keep_rows(std::int64_t plane, std::int64_t first, std::int64_t rows) {
        const std::int64_t kept = plane == plane_ && keeps() ? std::max<std::int64_t>(0, end_row_ - first) : 0;
        const std::int64_t from = begin_ + first - first_row_, pitch = taps_.windows;
        plane_ = plane, first_row_ = first;
        begin_ = kept > 0 && from + rows <= room_ ? from : 0;
        if (kept == 0 || begin_ == from) return kept;
        std::copy_n(values_.get() + from * pitch, kept * pitch, values_.get());
        std::copy_n(places_.get() + from * pitch, kept * pitch, places_.get());
        return kept;
    }

    // Is there a NaN in rows [begin, end), the first of which is the band's row `at`?
    bool take_rows(bool exact, const T* cells, Range rows, std::int64_t at) {
        const std::int64_t first = rows.begin, end = rows.end, width = plan_.input.cols;
        const std::int64_t at_once = is_flat_ ? end - first : 1;
        bool nan = false;
        end_row_ = end;
        for (std::int64_t h = first, to = (begin_ + at) * taps_.windows; h < end; h += at_once, to += taps_.windows)
            for (const Piece& piece : pieces_) {
                const std::int64_t begin = piece.windows.begin, from = begin * taps_.stride;
                const std::int64_t cells_end =
                    piece.windows.end < taps_.windows ? piece.windows.end * taps_.stride : at_once * width;
                nan |= (exact ? piece.exact : piece.quick)(
                    taps_, {cells + (h - first) * width + from, h * width + from, cells_end - from,
                            at_once * piece.windows.end - begin, begin, values_.get() + to + begin,
                            places_.get() + to + begin});
            }
        return nan;
    }

    // Of large kernels, what across() left are parts: they become windows of a row, and then parts of some rows.
    template <bool nan>
    void join_parts(std::int64_t rows) {
        const std::int64_t pitch = taps_.windows, rest = pitch - plan_.output.cols;
        if (rest > 0) best_of_parts<nan>(values_.get(), places_.get(), rows * pitch - rest, taps_.kernel, rest);
        const std::int64_t apart = g_.dilation.rows * pitch, last = (rows_in_part_ - 1) * apart;
        if (last > 0) best_of_parts<nan>(values_.get(), places_.get(), rows * pitch - rest - last, apart, last);
    }

    // Takes rows of windows from windows.begin on that reach equally many rows of cells, and says how many.
    std::int64_t take_run(Range windows, std::int64_t first, bool nan) {
        const std::int64_t start = windows.begin * g_.stride.rows - g_.pads.top;
        const std::int64_t width = plan_.output.cols, pitch = taps_.windows, row = g_.dilation.rows * pitch;
        const SlotRange inside = rows_of(windows.begin);
        std::int64_t rows = 1;
        if (inside.size() == g_.kernel.rows)
            rows =
                std::min(windows.end, (plan_.input.rows - span_ + g_.pads.top) / g_.stride.rows + 1) - windows.begin;
        const std::int64_t from = (begin_ + start + inside.begin * g_.dilation.rows - first) * pitch;
        Run<T> run{values_.get() + from,
                   places_.get() + from,
                   (inside.size() + rows_in_part_ - 1) / rows_in_part_,
                   rows_in_part_ * row,
                   (inside.size() - rows_in_part_) * row,
                   rows,
                   g_.stride.rows * pitch,
                   width,
                   plan_.base(windows.begin),
                   plan_.places.by_row ? g_.stride.rows * plan_.input.cols : 0};
        if (run.step == width && run.base_step == 0) run.windows = rows * width, run.rows = 1;
        const auto take = choose_down<T, Index>(run.parts, nan);
        const std::int64_t all = rows * width;
        for (std::int64_t at = 0, count; at < all; at += count, run.values += count, run.places += count) {
            count = at_once_ == 1 ? std::min(all - at, piece) : all;
            if (at_once_ == 1) run.windows = count;
            take(run, output_.room(count), argmax_.room(count));
            output_.commit(count);
            argmax_.commit(count);
        }
        return rows;
    }

    const Plan& plan_;
    const Geometry& g_;
    Taps<T> taps_;
    const T *input_, *end_;
    std::int64_t span_, rows_in_part_, at_once_;
    bool is_flat_;         // the windows of a row are followed at once by those of the next
    std::int64_t beyond_;  // cells after the last of a row that may be read
    Sink<T> output_;
    Sink<Index> argmax_;
    std::vector<Piece> pieces_;
    std::int64_t plane_ = -1, first_row_ = 0, end_row_ = 0;  // of the band at hand
    std::int64_t begin_ = 0, room_ = 0;  // of the rows that are kept: where the band begins, and how many have room
    bool nan_ = false;
    std::unique_ptr<T[]> values_, copy_;
    std::unique_ptr<Int<T>[]> places_;
};

template <class T>
void rows(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range) {
    with_index(plan, argmax, [&]<class Index>(Index* places) HWY_ATTR {
        Bands<T, Index>(plan, input, output, places, range).take(range);
    });
}

#endif

auto rows_here() { return std::tuple(&rows<float>, &rows<double>); }

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
HWY_EXPORT(rows_here);
template <class T>
void rows_forward(const Plan& plan, const T* input, T* output, std::byte* argmax, Range range) {
    std::get<ForwardFunction<T>*>(HWY_DYNAMIC_DISPATCH(rows_here)())(plan, input, output, argmax, range);
}
template ForwardFunction<float> rows_forward;
template ForwardFunction<double> rows_forward;
}  // namespace poolwalk::kernels
#endif
