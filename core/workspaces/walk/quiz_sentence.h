// Predict in words: the question before a window, and what an answer to it was worth, with the reason if it was
// wrong.
#pragma once

#include "core/workspaces/walk/walk_sentence.h"

namespace poolwalk::scene {

// While a question is open.
StepWords question_words(const AppState& state);

// Of the answer to the window walked last, while it stands: "Right.", or what the guess overlooked.
std::string answer_words(const AppState& state);

// "3 of 4 right · 2 in a row".
std::string score_words(const Quiz& quiz);

}  // namespace poolwalk::scene
