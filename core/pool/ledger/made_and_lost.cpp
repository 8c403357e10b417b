#include "core/pool/ledger/made_and_lost.h"

namespace poolwalk {

MadeAndLost made_and_lost(const PoolView& view, const Shape& output, std::int64_t plane) {
    MadeAndLost found;
    Tensor<std::int32_t> receivers({1, 1, output.h, output.w});
    Tensor<double> made({1, 1, output.h, output.w});
    const bool shares = row(view.rules.tie).shares;
    const std::int64_t width = shape_of(view.input).w;
    const auto ledgers = ledgers_of(view, output, plane);
    for (std::size_t i = 0; i < ledgers.size(); ++i) {
        double balance = 0, lost = 0;
        for (const LedgerEntry& entry : ledgers[i]) {
            if (entry.overwrote) lost += balance;
            balance = entry.balance;
            if (!entry.has_grad_output ||
                (entry.outcome != CellOutcome::Won && entry.outcome != CellOutcome::TiedChosen))
                continue;
            if (receivers(0, entry.window.h, entry.window.w)++ > 0 && !shares)
                made(0, entry.window.h, entry.window.w) += entry.amount;
        }
        const auto cell = static_cast<std::int64_t>(i);
        if (lost != 0) found.lost.push_back({{cell / width, cell % width}, lost});
    }
    for (std::int64_t oh = 0; oh < output.h; ++oh)
        for (std::int64_t ow = 0; ow < output.w; ++ow)
            if (made(0, oh, ow) != 0) found.made.push_back({{oh, ow}, made(0, oh, ow)});
    return found;
}

}  // namespace poolwalk
