// Forward with stride 1 and large kernels: the best of 4 neighbours, then of 16, of 64 ... until the kernel
// is covered, along the rows and then along the columns. The work grows with the logarithm of the kernel.
// Small images are laid out with their padding as one line of cells, in which no row begins or ends.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/doubling.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

// Some rows of windows of one image.
template <class T>
struct Strip {
    explicit Strip(const Plan& plan) : pitch(plan.geometry.pads.left + plan.input.cols + plan.reach_right()) {
        const Geometry& g = plan.geometry;
        max_rows = std::clamp<std::int64_t>(strip_cells / pitch - g.kernel.rows + 1, g.kernel.rows, plan.output.rows);
        const std::int64_t cells = (max_rows + g.kernel.rows) * pitch + g.kernel.cols + slack;
        padded.assign(static_cast<std::size_t>(cells), -std::numeric_limits<T>::infinity());
        values = padded;
        slots.assign(padded.size(), Int<T>{0});
        for (std::int64_t e = 0; e < plan.output.cols + slack; ++e)
            first.push_back(static_cast<Int<T>>(std::max<std::int64_t>(0, g.pads.left - e)));
    }

    std::int64_t pitch, max_rows;
    std::vector<T> padded, values;  // cells with their padding; the best from each cell on, so far
    std::vector<Int<T>> slots;      // and how far from it that one is
    std::vector<Int<T>> first;      // of each window of a row, its first slot inside the image
};

template <class T>
void lay_out(const Plan& plan, const T* image, std::int64_t first_row, std::int64_t rows, Strip<T>& strip) {
    T* to = strip.padded.data();
    for (std::int64_t i = 0; i < rows; ++i, to += strip.pitch) {
        const std::int64_t h = first_row + i - plan.geometry.pads.top;
        T* cells = to + plan.geometry.pads.left;
        const std::int64_t count = plan.input.cols;
        if (h < 0 || h >= plan.input.rows) {
            std::fill_n(cells, count, -std::numeric_limits<T>::infinity());
            continue;
        }
        const T* from = image + h * plan.input_row();
        prefetch_behind(from, count);
        copy_between_padding(from, cells, count);
    }
}

// From each of the first `count` cells: the best of it and of those 1 to `parts` - 1 times `step` further on,
// whose slots are `slot_step` higher each time. In place, as only cells further on are read.
template <int parts, bool from_cells, class T>
void best_of_parts(const T* from, T* values, Int<T>* slots, std::int64_t count, std::int64_t step,
                   std::int64_t slot_step) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const auto further = hn::Set(di, static_cast<Int<T>>(slot_step));
    for (std::int64_t x = 0; x < count; x += lanes) {
        Best<T> best{hn::LoadU(d, from + x), from_cells ? hn::Zero(di) : hn::LoadU(di, slots + x)};
        auto distance = further;
        for (int part = 1; part < parts; ++part, distance = hn::Add(distance, further)) {
            const std::int64_t at = x + part * step;
            challenge<T>(best, hn::LoadU(d, from + at),
                         from_cells ? distance : hn::Add(hn::LoadU(di, slots + at), distance));
        }
        hn::StoreU(best.value, d, values + x);
        hn::StoreU(best.slot, di, slots + x);
    }
}

// The best of `kernel` cells that lie `step` apart. The last parts may overlap: what is best twice stays.
template <class T>
void best_along(Strip<T>& strip, bool from_cells, std::int64_t count, std::int64_t kernel, std::int64_t step,
                std::int64_t slot_step) {
    T* values = strip.values.data();
    Int<T>* slots = strip.slots.data();
    std::int64_t covered = 1;
    if (from_cells) {
        covered = std::min<std::int64_t>(kernel, 4);
        (covered == 4   ? best_of_parts<4, true, T>
         : covered == 3 ? best_of_parts<3, true, T>
         : covered == 2 ? best_of_parts<2, true, T>
                        : best_of_parts<1, true, T>)(strip.padded.data(), values, slots,
                                                     count + (kernel - covered) * step, step, slot_step);
    }
    while (covered < kernel) {
        const std::int64_t parts = std::clamp<std::int64_t>(kernel / covered, 2, 4);
        const std::int64_t apart = std::min(covered, kernel - covered);
        covered += (parts - 1) * apart;
        // What later parts still ask for further on must be ready too.
        (parts == 4   ? best_of_parts<4, false, T>
         : parts == 3 ? best_of_parts<3, false, T>
                      : best_of_parts<2, false, T>)(values, values, slots, count + (kernel - covered) * step,
                                                    apart * step, apart * slot_step);
    }
}

// One row of windows. Where the best is -inf it may be padding's: there the first
// cell is the argmax.
template <class T>
void hand_over(const Plan& plan, const Strip<T>& strip, std::int64_t row, std::int64_t first_row_slot, T* output,
               std::uint8_t* slots) {
    const Lanes<T> d;
    const IntLanes<T> di;
    const std::int64_t lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const auto lowest = hn::Set(d, -std::numeric_limits<T>::infinity());
    const auto row_slot = hn::Set(di, static_cast<Int<T>>(first_row_slot));
    const std::int64_t width = plan.output_row(), from = row * strip.pitch;
    for (std::int64_t e = 0; e < width; e += lanes) {
        const auto value = hn::LoadU(d, strip.values.data() + from + e);
        const auto slot = hn::IfThenElse(hn::RebindMask(di, hn::Eq(value, lowest)),
                                         hn::Add(hn::LoadU(di, strip.first.data() + e), row_slot),
                                         hn::LoadU(di, strip.slots.data() + from + e));
        store_up_to<T>(value, slot, output + e, slots + e * plan.slot_bytes, plan.slot_bytes, width - e);
    }
}

template <class T>
void doubling(const Plan& plan, const T* input, T* output, std::uint8_t* slots, Range range) {
    const Geometry& g = plan.geometry;
    Strip<T> strip(plan);
    for (std::int64_t at = range.begin; at < range.end;) {
        const std::int64_t image = at / plan.output.rows, oh = at % plan.output.rows;
        const std::int64_t rows = std::min({strip.max_rows, plan.output.rows - oh, range.end - at});
        const std::int64_t cell_rows = rows + g.kernel.rows - 1;
        lay_out(plan, input + image * plan.input_image(), oh, cell_rows, strip);
        best_along(strip, true, cell_rows * strip.pitch, g.kernel.cols, 1, 1);
        best_along(strip, false, rows * strip.pitch, g.kernel.rows, strip.pitch, g.kernel.cols);
        for (std::int64_t r = 0; r < rows; ++r) {
            const std::int64_t to = (at + r) * plan.output_row();
            hand_over(plan, strip, r, std::max<std::int64_t>(0, g.pads.top - oh - r) * g.kernel.cols, output + to,
                      slots + to * plan.slot_bytes);
        }
        at += rows;
    }
}

POOLWALK_FORWARD(doubling_forward, doubling)

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
POOLWALK_CHOOSE_FORWARD(doubling_forward)
}  // namespace poolwalk::kernels
#endif
