// Predict: before a window the walk stops and asks: forward which cell wins it, backward where its gradient
// goes. The question is part of the state; judging an answer by the step itself is quiz.cpp's.
#pragma once

#include <cstdint>
#include <optional>

#include "core/pool/walk.h"

namespace poolwalk {

enum class Guess : std::uint8_t { Cell, NoCell, ShowMe };

// An answer to the window that was walked last.
struct QuizAnswer {
    std::int64_t done = 0;  // where the walk stands since
    Guess guess = Guess::ShowMe;
    Place cell;  // of a Guess::Cell
    bool right = false;
    bool operator==(const QuizAnswer&) const = default;
};

struct Quiz {
    bool on = false;
    bool asking = false;    // about the next window
    bool plays_on = false;  // after the answer
    std::int64_t answered = 0, right = 0, streak = 0;
    std::optional<QuizAnswer> answer;
    bool operator==(const Quiz&) const = default;
};

struct AppState;

// On or off, and the score; no question is open.
Quiz without_question(const Quiz& quiz);

// The step over the whole window that is asked about. Only while quiz.asking.
Step asked_step(const AppState& state);

// Where the walk has to stop and ask, at `done` or beyond; absent where nothing is asked any more.
std::optional<std::int64_t> next_question(const AppState& state, std::int64_t done);

}  // namespace poolwalk
