// Mistakes in the result of a backward pass: where its cells come from, what they are divided by, how they are
// rounded. The rows that use them are known_mistakes.cpp's.
#pragma once

#include "core/analysis/known_mistakes.h"

namespace poolwalk::mistakes {

// Other shapes that a dX may be declared with.
Shape turned(const Shape& x);
Shape channels_last(const Shape& x);
Shape channels_moved(const Shape& x);  // N x C x H x W taken for N x H x W x C and turned into NCHW
Shape batch_swapped(const Shape& x);

// As KnownMistake::source.
std::int64_t from_turned(const Site& site, std::int64_t index);
std::int64_t from_channels_last(const Site& site, std::int64_t index);
std::int64_t to_channels_last(const Site& site, std::int64_t index);
std::int64_t from_channels_moved(const Site& site, std::int64_t index);
std::int64_t from_batch_swapped(const Site& site, std::int64_t index);
std::int64_t from_padded_place(const Site& site, std::int64_t index);
std::int64_t from_padded_index(const Site& site, std::int64_t index);
std::int64_t from_nowhere(const Site& site, std::int64_t index);

// As KnownMistake::divisor.
double window_size(const Site& site);
double outputs(const Site& site);
double plane_outputs(const Site& site);
double images(const Site& site);
double minus_one(const Site& site);
double half(const Site& site);

// As KnownMistake::rounding.
double cut(double value);
double rounded(double value);

}  // namespace poolwalk::mistakes
