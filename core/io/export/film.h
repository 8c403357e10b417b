// Pictures one after the other, and for how long each is seen. A Film keeps of each only what differs
// from the one before, so that many of them fit. Encoding it is gif.h's; painting it, app's.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/doc/update/update.h"

namespace poolwalk::io {

// The rectangle of a picture that changed. A pixel is 0xRRGGBB, or `same` where it is as it was.
struct Change {
    static constexpr std::uint32_t same = 0xFF000000;
    int x = 0, y = 0, width = 0, height = 0;
    std::vector<std::uint32_t> pixels{};  // [height * width]
    int centiseconds = 0;
};

class Film {
public:
    Film(int width, int height) : width_(width), height_(height) {}

    // rgba [height * width * 4], top row first; alpha is ignored. A picture like the one before it only
    // makes that one stay longer.
    void add(std::span<const std::uint8_t> rgba, int centiseconds);

    int width() const { return width_; }
    int height() const { return height_; }
    std::span<const Change> changes() const { return changes_; }
    // Every colour that occurs, and how many pixels have it in all changes.
    const std::unordered_map<std::uint32_t, std::uint64_t>& colors() const { return colors_; }
    // The picture as it stands after the last change, rgba as in add().
    std::span<const std::uint8_t> last() const { return last_; }

private:
    void count(const Change& change);

    int width_, height_;
    std::vector<Change> changes_;
    std::unordered_map<std::uint32_t, std::uint64_t> colors_;
    std::vector<std::uint8_t> last_;
};

// A picture of a film as it is to be painted: what is done before it, and how long it stays.
struct Shot {
    Command command;
    int centiseconds = 25;
};

// The walk from step `from` to step `to`, both included, and every `every`-th between them; the first and the last
// picture stay longer.
std::vector<Shot> shots_of_walk(std::int64_t from, std::int64_t to, double fps, std::int64_t every = 1);

// The same with the way between the steps: a step a second, in `fps` pictures.
std::vector<Shot> moving_shots_of_walk(std::int64_t from, std::int64_t to, double fps);

// The lesson that `state` is at, as a person reads it who goes on when it is read.
std::vector<Shot> shots_of_lesson(AppState state);

inline constexpr double film_fps = 4;          // of still steps, so that one can be followed
inline constexpr double moving_film_fps = 12;  // so that a movement can
// Of a film that nobody has chosen the length of; where nothing moves between two steps, as in the Network, each
// picture is new as a whole, and so many keep a film under 3 MB.
inline constexpr std::int64_t max_shots = 300, max_new_shots = 53;
// The last step of such a film that begins at `from` and shows each `every`-th.
std::int64_t usual_last_step(const AppState& state, std::int64_t from, std::int64_t every);

}  // namespace poolwalk::io
