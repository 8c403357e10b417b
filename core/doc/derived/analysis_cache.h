// What follows from a document beside the walk: its method's code, all rules side by side, numerical
// gradients, the verdict on dX, the diagnosis of a claimed dX. What a workspace shows is worked
// out only while it is open, and kept until what it follows from changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/diagnose.h"
#include "core/analysis/gradient_check.h"
#include "core/analysis/one_sided_derivatives.h"
#include "core/analysis/rule_table.h"
#include "core/doc/derived/network_results.h"
#include "core/doc/update/update.h"
#include "core/doc/update/workspace_actions.h"

namespace poolwalk {

// Above these many cells of X a workspace says so instead of making the window wait.
inline constexpr std::int64_t max_cells_for_rules = std::int64_t{1} << 20;
inline constexpr std::int64_t max_cells_for_check = std::int64_t{1} << 14;
// Above these, rules and a diagnosis are worked out beside the window.
inline constexpr std::int64_t max_cells_at_once = std::int64_t{1} << 15;

// A cell whose two one-sided derivatives differ: exact from the windows, and measured with the step h.
struct Corner {
    std::int64_t plane = 0;
    Place cell;
    OneSided exact;
    double left = 0, right = 0;
};

struct CheckResults {
    Judgement judgement;          // of the document's dX
    Tensor<double> central;       // central differences of the loss, [N, C, H, W]
    double relative_error = 0;    // of dX against them
    TwoChecks notebook;           // the right check beside the one that checks nothing
    std::vector<Corner> corners;  // the first most_corners of them
};

inline constexpr std::size_t max_corners = 100;

// The document's method, and what it makes of the document.
struct MethodNow {
    const MethodRow* row = nullptr;
    Listing listing;
    std::string error;                     // why its own code cannot run here; may be empty
    std::optional<AnyTensor> of_integers;  // dX if X were an array of integers, where that differs
};
MethodNow method_now(const Document& document, bool input_has_nan);

// What a workspace shows of a document that can take long to work out.
struct AnalysisOrder {
    Analysis analysis = Analysis::RuleTable;
    std::uint64_t revision = 0;
    Document document;
    Rules reference;                      // of the tiles
    std::optional<SharedTensor> claim{};  // to diagnose
    std::optional<double> rtol{};         // as diagnose() takes it

    bool is_same(const AnalysisOrder& other) const;
    bool is_slow() const;  // over about 100 ms
};
struct AnalysisResult {
    std::vector<RuleTile> tiles;
    std::optional<Result<Diagnosis>> diagnosis;
};
// On any thread.
Result<AnalysisResult> analyse(const AnalysisOrder& order, const Progress& progress);

class AnalysisCache {
public:
    // Brings what the state's workspace shows up to date, but for what is slow.
    void follow(const AppState& state, const AnyTensor& grad_input);
    // What is left to be worked out for it, if anything; take() brings it.
    std::optional<AnalysisOrder> wanted(const AppState& state) const;
    void take(const AnalysisOrder& order, AnalysisResult found);

    NetworkResults& network() { return network_; }
    const NetworkResults& network() const { return network_; }
    const std::vector<RuleTile>& tiles() const { return tiles_; }        // empty: too large, or not there yet
    const std::optional<CheckResults>& check() const { return check_; }  // absent: too large
    const std::optional<Result<Diagnosis>>& diagnosis() const { return diagnosis_; }  // of the claim

private:
    void follow_rules(const AppState& state);
    void follow_check(const AppState& state, const AnyTensor& grad_input);

    NetworkResults network_;
    std::vector<RuleTile> tiles_;
    std::uint64_t tiles_revision_ = 0;
    Rules tiles_reference_;
    std::optional<CheckResults> check_;
    std::uint64_t check_revision_ = 0;
    CheckSettings check_settings_;
    std::optional<Result<Diagnosis>> diagnosis_;
    std::uint64_t diagnosis_revision_ = 0;
    SharedTensor diagnosed_;
    std::optional<double> diagnosis_rtol_;
};

}  // namespace poolwalk
