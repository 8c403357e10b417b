// What follows from a document in the Rules and Check workspaces: all rules side by side, numerical
// gradients, the verdict on dX, the diagnosis of a claimed dX. Worked out only for the workspace that
// is open, and kept until what it follows from changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/doc/network_desk.h"
#include "core/doc/update.h"
#include "core/pool/diagnose.h"
#include "core/pool/gradient_check.h"
#include "core/pool/rule_table.h"

namespace poolwalk {

// Above these many cells of X a workspace says so instead of making the window wait.
inline constexpr std::int64_t max_cells_for_rules = std::int64_t{1} << 20;
inline constexpr std::int64_t max_cells_for_check = std::int64_t{1} << 14;

struct CheckResults {
    Judgement judgement;                 // of the document's dX
    Tensor<double> central;              // central differences of the loss, [N, C, H, W]
    double relative_error = 0;           // of dX against them
    TwoChecks notebook;                  // the right check beside the one that checks nothing
};

class Explorer {
public:
    // Brings what the state's workspace shows up to date.
    void follow(const AppState& state, const AnyTensor& grad_input);

    NetworkDesk& network() { return network_; }
    const NetworkDesk& network() const { return network_; }
    const std::vector<RuleTile>& tiles() const { return tiles_; }         // empty: too large
    const std::optional<CheckResults>& check() const { return check_; }   // absent: too large
    const std::optional<Result<Diagnosis>>& diagnosis() const { return diagnosis_; }  // of the claim

private:
    void follow_rules(const AppState& state);
    void follow_check(const AppState& state, const AnyTensor& grad_input);
    void follow_claim(const AppState& state);

    NetworkDesk network_;
    std::vector<RuleTile> tiles_;
    std::uint64_t tiles_revision_ = 0;
    Rules tiles_reference_;
    std::optional<CheckResults> check_;
    std::uint64_t check_revision_ = 0;
    CheckSettings check_settings_;
    std::optional<Result<Diagnosis>> diagnosis_;
    std::uint64_t diagnosis_revision_ = 0;
    SharedTensor diagnosed_;
};

}  // namespace poolwalk
