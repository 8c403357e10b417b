// What a step does, in words with its numbers: the right-hand panel, the status of a picture and
// the lessons say it with these.
#pragma once

#include <string>
#include <vector>

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "core/pool/ledger/ledger.h"

namespace poolwalk::scene {

struct StepWords {
    std::string heading;  // "BACKWARD · WINDOW (1, 1)"
    bool backward = false;
    std::vector<std::string> lines;  // sentences
    std::vector<std::string> sums;   // "dX(2, 2) ← 0 + 4 = 4"
    std::string after;               // "3 later windows reach this cell"
};

// The step done last; before the first step, what is about to be walked.
StepWords words_of(const AppState& state, const std::optional<Step>& step_done);

// "X(2, 2) = 9 · held by 4 windows", for a tooltip and the ledger's heading.
std::string cell_words(const AppState& state, const Derived& derived, const CellRef& ref);

// "dX(2, 2) = 2 + 4 + 1 = 7".
std::string ledger_sum(const std::vector<LedgerEntry>& ledger, Place cell, const OverlapRow& overlap);

// The words of a budget: what differs between sum dY and sum dX, a line a reason; empty if nothing.
std::vector<std::string> budget_reasons(const Budget& budget);

std::string place_text(Place place);  // "(2, 2)"
std::string outcome_text(CellOutcome outcome);

}  // namespace poolwalk::scene
