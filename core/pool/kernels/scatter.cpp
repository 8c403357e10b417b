// Backward as a scatter: each window adds its dY to the cell that it chose, in their order. Takes every problem.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/pool/kernels/scatter.cpp"
#include <hwy/foreach_target.h>
//
#include "core/pool/kernels/lanes.inc"

HWY_BEFORE_NAMESPACE();
namespace poolwalk::kernels::HWY_NAMESPACE {
namespace {

// An image of at most so many bytes stays in the nearest cache while windows add to it.
constexpr std::int64_t near_bytes = 16384;

// Some rows of windows, short ones together. Places are counted modulo 2^32, which is enough: what a window chose
// lies in the image, though the window may begin outside.
struct Group {
    explicit Group(const Plan& plan) {
        const Geometry& g = plan.geometry;
        const std::int64_t width = plan.gradient.cols;
        if (plan.gradient == plan.output) rows = std::clamp<std::int64_t>(256 / width, 1, plan.output.rows);
        origins.resize(static_cast<std::size_t>(rows * width));
        std::uint32_t* origin = origins.data();
        for (std::int64_t row = 0; row < rows; ++row)
            for (std::int64_t ow = 0; ow < plan.gradient.cols; ++ow)
                *origin++ = static_cast<std::uint32_t>(row * g.stride.rows * plan.input.cols + ow * g.stride.cols);
        offsets.reserve(static_cast<std::size_t>(g.kernel.rows * g.kernel.cols));
        for (std::int64_t r = 0; r < g.kernel.rows; ++r)
            for (std::int64_t c = 0; c < g.kernel.cols; ++c)
                offsets.push_back(
                    static_cast<std::uint32_t>(r * g.dilation.rows * plan.input.cols + c * g.dilation.cols));
        across = static_cast<std::uint32_t>(g.dilation.cols);
        down = static_cast<std::uint32_t>(g.dilation.rows * plan.input.cols - g.kernel.cols * g.dilation.cols);
        per_row = static_cast<std::uint32_t>(65536 / g.kernel.cols + 1);
    }
    std::int64_t rows = 1;
    std::vector<std::uint32_t> origins;  // of each window: where its slot 0 lies, counted from that of the first
    std::vector<std::uint32_t> offsets;  // of each slot, counted from slot 0
    std::uint32_t across, down;          // to the next slot, and what is more where a row of slots ends
    std::uint32_t per_row;               // a slot of a byte by this, in 2^16ths, is its row
};

// The first `windows` windows of a group whose slot 0 is the image's cell `origin`, which may lie outside.
// `every_window_contributes`: no window is without a cell.
template <bool every_window_contributes, class T, class Slot>
void scatter_group(const Group& group, std::int64_t windows, const T* gradients, const Slot* slots, T* image,
                   std::uint32_t origin) {
    const std::uint32_t *origins = group.origins.data(), *offsets = group.offsets.data();
    if constexpr (!every_window_contributes || sizeof(Slot) > 1) {
        const std::size_t slot_count = group.offsets.size();
        for (std::int64_t i = 0; i < windows; ++i)
            if (const std::size_t slot = slots[i]; every_window_contributes || slot < slot_count)
                image[origin + origins[i] + offsets[slot]] += gradients[i];
        return;
    }
    // First the places, which a compiler does in vectors, then the sums.
    constexpr std::int64_t piece = 256;
    std::uint32_t places[piece];
    const std::uint32_t across = group.across, down = group.down, per_row = group.per_row;
    for (std::int64_t from = 0; from < windows; from += piece) {
        const std::int64_t count = std::min(piece, windows - from);
        for (std::int64_t i = 0; i < count; ++i) {
            const std::uint32_t slot = slots[from + i];
            places[i] = origin + origins[from + i] + slot * across + (slot * per_row >> 16) * down;
        }
        for (std::int64_t i = 0; i < count; ++i) image[places[i]] += gradients[from + i];
    }
}

// All windows of an image. prepare(rows): windows are about to add to its first `rows` rows.
template <bool every_window_contributes, class T, class Slot, class Prepare>
HWY_INLINE void scatter_image_with(const Plan& plan, const Group& group, const T* gradients, const Slot* slots,
                                   T* image, Prepare&& prepare) {
    const Geometry& g = plan.geometry;
    const std::int64_t span = (g.kernel.rows - 1) * g.dilation.rows + 1, width = plan.gradient.cols;
    for (std::int64_t oh = 0; oh < plan.gradient.rows; oh += group.rows) {
        const std::int64_t rows = std::min(group.rows, plan.gradient.rows - oh);
        const Place start = slot_place(g, {oh, 0}, 0, 0);
        prepare(start.h + (rows - 1) * g.stride.rows + span);
        const T* dy = gradients + oh * width;
        prefetch_behind(dy, rows * width);
        const std::int64_t origin = start.h * plan.input.cols + start.w;
        scatter_group<every_window_contributes>(group, rows * width, dy, slots + oh * plan.output_row(), image,
                                                static_cast<std::uint32_t>(origin));
    }
}

template <bool every_window_contributes, class T, class Slot>
void scatter_images(const Plan& plan, const T* grad_output, const Slot* slots, T* grad_input, Range range) {
    const Group group(plan);
    const std::int64_t windows = plan.gradient.rows * plan.gradient.cols, cells = plan.input_image();
    const std::int64_t row = plan.input_row(), near = near_bytes / static_cast<std::int64_t>(sizeof(T));
    const auto scatter_image = [&](std::int64_t at, T* image, auto&& prepare) HWY_ATTR {
        scatter_image_with<every_window_contributes>(plan, group, grad_output + at * windows,
                                                     slots + at * plan.output_image(), image, prepare);
    };
    if (plan.streams && cells <= near) {
        Sink<T> sink(grad_input + range.begin * cells, grad_input + range.end * cells, cells, true);
        for (std::int64_t at = range.begin; at < range.end; ++at) {
            T* image = sink.room(cells);
            std::fill_n(image, cells, T(0));
            scatter_image(at, image, [](std::int64_t) HWY_ATTR {});
            sink.commit(cells);
        }
        return;
    }
    // Rows of dX become 0 just before the first window reaches them, and are still near when it adds.
    for (std::int64_t at = range.begin; at < range.end; ++at) {
        T* image = grad_input + at * cells;
        std::int64_t zeroed = 0;  // rows
        const auto zero = [&](std::int64_t rows) HWY_ATTR {
            std::fill_n(image + zeroed * row, (rows - zeroed) * row, T(0));
            zeroed = rows;
        };
        scatter_image(at, image, [&](std::int64_t reached) HWY_ATTR {
            if (reached > zeroed) zero(std::min(std::max(reached, zeroed + near / row), plan.input.rows));
        });
        zero(plan.input.rows);
    }
}

template <class T>
void scatter(const Plan& plan, const T* grad_output, const std::uint8_t* slots, T* grad_input, Range range) {
    const auto typed = [&](const auto* of_their_width) HWY_ATTR {
        using Slot = std::remove_cvref_t<decltype(*of_their_width)>;
        (plan.every_window_has_a_cell()
             ? scatter_images<true, T, Slot>
             : scatter_images<false, T, Slot>)(plan, grad_output, of_their_width, grad_input, range);
    };
    if (plan.slot_bytes == 1) typed(slots);
    else if (plan.slot_bytes == 2) typed(reinterpret_cast<const std::uint16_t*>(slots));
    else typed(reinterpret_cast<const std::uint32_t*>(slots));
}

POOLWALK_BACKWARD(scatter_backward, scatter)

}  // namespace
}  // namespace poolwalk::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolwalk::kernels {
POOLWALK_CHOOSE_BACKWARD(scatter_backward)
}  // namespace poolwalk::kernels
#endif
