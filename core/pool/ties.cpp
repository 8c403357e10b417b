#include "core/pool/ties.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/pool/window.h"

namespace poolwalk {
namespace {

// The maximum of some cells, and whether it occurs once or more often. Without a cell: `times` 0.
template <class T>
struct Top {
    T value = 0;
    std::uint8_t times = 0;
};

// Of cells that have none in common.
template <class T>
Top<T> joined(const Top<T>& a, const Top<T>& b) {
    if (a.times == 0) return b;
    if (b.times == 0) return a;
    const bool a_nan = std::isnan(a.value), b_nan = std::isnan(b.value);
    if (a_nan != b_nan) return a_nan ? a : b;
    if (a_nan || a.value == b.value) return {a.value, 2};
    return a.value > b.value ? a : b;
}

// One axis of all windows. Cells `dilation` apart make a chain of their own; along a chain a window is a run of at
// most `kernel` cells. Chains are cut into blocks of that many cells (van Herk, Gil and Werman), so that a run is the
// end of one block and the beginning of the next.
struct Axis {
    std::int64_t cells, outputs, kernel, stride, dilation, pad;

    // The run of output `o`: its chain, and the cells [begin, end) of that.
    struct Run {
        std::int64_t chain = 0, begin = 0, end = 0;
        bool is_empty() const { return begin == end; }
    };
    Run run_of(std::int64_t o) const {
        const std::int64_t start = o * stride - pad;
        const SlotRange slots = slots_inside(start, kernel, dilation, cells);
        if (slots.size() == 0) return {};
        const std::int64_t first = start + slots.begin * dilation;
        return {first % dilation, first / dilation, first / dilation + slots.size()};
    }
    std::int64_t length_of(std::int64_t chain) const {
        return chain < cells ? (cells - chain - 1) / dilation + 1 : 0;
    }
};

// What a run is joined from: the cells from `begin` to the end of its block, and those from the beginning of the
// block that its last cell is in up to that; either may be all of it.
struct Pieces {
    bool from_begin = false, up_to_end = false;
};
Pieces pieces_of(const Axis::Run& run, std::int64_t kernel) {
    if (run.begin / kernel != (run.end - 1) / kernel) return {true, true};
    return run.begin % kernel == 0 ? Pieces{false, true} : Pieces{true, false};
}

template <class T>
class TiedWindows {
public:
    TiedWindows(Plane<const T> input, const Geometry& g, const Shape& output, bool nan_matches)
        : input_(input),
          rows_{input.rows, output.h, g.kernel.rows, g.stride.rows, g.dilation.rows, g.pads.top},
          cols_{input.cols, output.w, g.kernel.cols, g.stride.cols, g.dilation.cols, g.pads.left},
          nan_matches_(nan_matches),
          tied_(static_cast<std::size_t>(output.plane_cells())) {
        for (auto* line : {&line_, &up_to_, &from_line_, &up_to_line_})
            line->resize(static_cast<std::size_t>(input.cols));
    }

    bool run(const Progress& progress) {
        for (std::int64_t chain = 0; chain < rows_.dilation; ++chain)
            if (!run_chain(chain, progress)) return false;
        return true;
    }
    std::vector<std::uint8_t> take() { return std::move(tied_); }

private:
    using Line = std::vector<Top<T>>;

    const T* row_at(std::int64_t chain, std::int64_t i) const { return &input_(chain + i * rows_.dilation, 0); }
    void add_row(Line& line, std::int64_t chain, std::int64_t i) const {
        const T* row = row_at(chain, i);
        for (std::size_t w = 0; w < line.size(); ++w) line[w] = joined(line[w], Top<T>{row[w], 1});
    }

    // All output rows whose rows of cells are in one chain, from the top down.
    bool run_chain(std::int64_t chain, const Progress& progress) {
        const std::int64_t length = rows_.length_of(chain), block = std::min(rows_.kernel, length);
        from_.assign(static_cast<std::size_t>(block), Line());
        std::int64_t from_block = -1, up_to = 0, up_to_block = -1;
        for (std::int64_t oh = 0; oh < rows_.outputs; ++oh) {
            const Axis::Run run = rows_.run_of(oh);
            if (run.is_empty() || run.chain != chain) continue;
            if (!goes_on(progress, static_cast<double>(oh) / static_cast<double>(rows_.outputs))) return false;
            const Pieces pieces = pieces_of(run, rows_.kernel);
            std::ranges::fill(line_, Top<T>{});
            if (pieces.from_begin) {
                const std::int64_t at = run.begin / rows_.kernel;
                if (at != from_block) fill_from(chain, at, length);
                from_block = at;
                line_ = from_[static_cast<std::size_t>(run.begin % rows_.kernel)];
            }
            if (pieces.up_to_end) {
                const std::int64_t at = (run.end - 1) / rows_.kernel;
                if (at != up_to_block) std::ranges::fill(up_to_, Top<T>{}), up_to = at * rows_.kernel;
                up_to_block = at;
                for (; up_to < run.end; ++up_to) add_row(up_to_, chain, up_to);
                for (std::size_t w = 0; w < line_.size(); ++w) line_[w] = joined(line_[w], up_to_[w]);
            }
            pool_line(&tied_[static_cast<std::size_t>(oh * cols_.outputs)]);
        }
        return true;
    }

    // Each row of the block joined with all below it.
    void fill_from(std::int64_t chain, std::int64_t block, std::int64_t length) {
        const std::int64_t begin = block * rows_.kernel, end = std::min(begin + rows_.kernel, length);
        for (std::int64_t i = end - 1; i >= begin; --i) {
            Line& line = from_[static_cast<std::size_t>(i - begin)];
            if (i == end - 1) line.assign(static_cast<std::size_t>(cols_.cells), Top<T>{});
            else line = from_[static_cast<std::size_t>(i - begin + 1)];
            add_row(line, chain, i);
        }
    }

    // The same across: line_ holds for each column what an output row's windows have there.
    void pool_line(std::uint8_t* tied) {
        for (std::int64_t chain = 0; chain < cols_.dilation; ++chain) {
            const std::int64_t length = cols_.length_of(chain);
            const auto at = [&](std::int64_t i) { return static_cast<std::size_t>(chain + i * cols_.dilation); };
            for (std::int64_t i = 0; i < length; ++i)
                up_to_line_[at(i)] =
                    i % cols_.kernel == 0 ? line_[at(i)] : joined(up_to_line_[at(i - 1)], line_[at(i)]);
            for (std::int64_t i = length - 1; i >= 0; --i)
                from_line_[at(i)] = i == length - 1 || (i + 1) % cols_.kernel == 0
                                        ? line_[at(i)]
                                        : joined(line_[at(i)], from_line_[at(i + 1)]);
        }
        for (std::int64_t ow = 0; ow < cols_.outputs; ++ow) {
            const Axis::Run run = cols_.run_of(ow);
            if (run.is_empty()) continue;
            const auto at = [&](std::int64_t i) { return static_cast<std::size_t>(run.chain + i * cols_.dilation); };
            const Pieces pieces = pieces_of(run, cols_.kernel);
            const Top<T> top = joined(pieces.from_begin ? from_line_[at(run.begin)] : Top<T>{},
                                      pieces.up_to_end ? up_to_line_[at(run.end - 1)] : Top<T>{});
            tied[ow] = top.times > 1 && (nan_matches_ || !std::isnan(top.value));
        }
    }

    Plane<const T> input_;
    Axis rows_, cols_;
    bool nan_matches_;
    std::vector<std::uint8_t> tied_;
    std::vector<Line> from_;  // of the block under way: each row with those below it
    Line line_, up_to_, from_line_, up_to_line_;
};

}  // namespace

std::vector<std::uint8_t> tied_windows(const PoolView& view, std::int64_t plane, const Progress& progress) {
    return std::visit(
        [&]<class T>(const Tensor<T>& input) {
            const Shape output = output_shape(input.shape(), view.geometry);
            TiedWindows<T> windows(input.plane(plane), view.geometry, output, row(view.rules.nan).matches);
            return windows.run(progress) ? windows.take() : std::vector<std::uint8_t>{};
        },
        view.input);
}

}  // namespace poolwalk
