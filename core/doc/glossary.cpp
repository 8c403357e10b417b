#include "core/doc/glossary.h"

#include <algorithm>
#include <array>

namespace poolwalk {
namespace {

constexpr std::array table{
    GlossaryTerm{"window|windows", "The cells of X that one cell of Y is the maximum of."},
    GlossaryTerm{"kernel|kernels", "The size of the window: its rows and columns."},
    GlossaryTerm{"stride|strides", "How many cells the window moves from one cell of Y to the next."},
    GlossaryTerm{"padding", "Cells around X that let windows start outside it; they never win and receive nothing."},
    GlossaryTerm{"dilation", "The distance between neighbouring cells of a window; 1 means that they touch."},
    GlossaryTerm{"ceil mode", "Rounds the size of Y up, so that a last window may hang over the edge of X."},
    GlossaryTerm{"argmax", "The place of the maximum: which cell of the window it is in."},
    GlossaryTerm{"tie|ties|tied", "Two or more cells of a window hold its maximum."},
    GlossaryTerm{"tie rule|tie rules", "Decides which of the tied cells receive the gradient."},
    GlossaryTerm{"overlap|overlaps", "Windows overlap when a cell lies in more than one of them."},
    GlossaryTerm{"overlap rule|overlap rules", "Decides what happens to a cell of dX that several windows write to."},
    GlossaryTerm{"NaN|NaNs", "\"Not a number\", as 0/0 gives it; it is equal to nothing, not even to itself."},
    GlossaryTerm{"gradient|gradients", "How fast the loss changes when a cell changes: one number for each cell."},
    GlossaryTerm{"subgradient|subgradients",
                 "At a corner of a function: a slope whose line touches it there and lies nowhere above it."},
    GlossaryTerm{"finite difference|finite differences",
                 "A slope measured by nudging one cell a little and looking how much the loss changes."},
    GlossaryTerm{"central difference|central differences",
                 "The finite difference between a nudge up and a nudge down of the same size."},
    GlossaryTerm{"one-sided derivative|one-sided derivatives",
                 "The slope in one direction only: to the right or to the left."},
    GlossaryTerm{"loss", "The one number that training makes small; its gradient is what flows back."},
    GlossaryTerm{"im2col", "Copies each window of X into a column of a matrix."},
    GlossaryTerm{"col2im", "The way back from im2col: adds each column's entries to the cells that they came from."},
    GlossaryTerm{"NCHW", "The order of an array's axes: images, channels, rows, columns."},
    GlossaryTerm{"NHWC", "The order of an array's axes: images, rows, columns, channels."},
    GlossaryTerm{"ledger", "The list of what each window added to one cell of dX."},
    GlossaryTerm{"gradient budget|budget",
                 "All gradient that comes in (the sum of dY) against all that goes out (the sum of dX)."},
    GlossaryTerm{"batch|batches", "Several images that go through the layer together."},
    GlossaryTerm{"channel|channels",
                 "One of the layers of values of an image, as red, green and blue; each is pooled by itself."},
    GlossaryTerm{"mask", "Marks the cells that are an argmax with 1 and all others with 0."},
    GlossaryTerm{"ReLU", "Keeps what is positive and turns the rest into 0."},
    GlossaryTerm{"bias", "A number that a layer adds to all of its sums."},
    GlossaryTerm{"dense layer", "Multiplies every input by a weight of its own and adds the products up."},
    GlossaryTerm{"arctan", "A function that bends any number to between -π/2 and π/2; far from 0 it is nearly flat."},
    GlossaryTerm{"logistic", "A function that bends any number to between 0 and 1; far from 0 it is nearly flat."},
    GlossaryTerm{"epoch|epochs", "One pass through all training images."},
    GlossaryTerm{"learning rate", "How far the weights move along the gradient in each update."},
    GlossaryTerm{"seed|seeds",
                 "The number that a random generator starts from; the same seed gives the same numbers."},
    GlossaryTerm{"float32", "Numbers of 32 bits, with about 7 decimal digits."},
    GlossaryTerm{"float64", "Numbers of 64 bits, with about 16 decimal digits."},
};

constexpr std::string_view fixed_space = "\u00A0";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Accented Latin letters are two bytes, of which the first is this.
constexpr char accented = '\xC3';

bool is_of_word(std::string_view words, std::size_t at) {
    const char c = lower(words[at]);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == accented ||
           (at > 0 && words[at - 1] == accented);
}

// How many bytes at the beginning of `words` are the form, or 0.
std::size_t length_of(std::string_view form, std::string_view words) {
    std::string_view rest = words;
    for (const char c : form) {
        if (c == ' ' && rest.starts_with(fixed_space)) rest.remove_prefix(fixed_space.size());
        else if (!rest.empty() && lower(rest.front()) == lower(c)) rest.remove_prefix(1);
        else return 0;
    }
    const bool goes_on = !rest.empty() && is_of_word(rest, 0);
    return goes_on ? 0 : words.size() - rest.size();
}

std::size_t longest_form(const GlossaryTerm& term, std::string_view words) {
    std::size_t longest = 0;
    for (std::string_view forms = term.forms; !forms.empty();) {
        const std::size_t end = std::min(forms.find('|'), forms.size());
        longest = std::max(longest, length_of(forms.substr(0, end), words));
        forms.remove_prefix(std::min(end + 1, forms.size()));
    }
    return longest;
}

}  // namespace

std::span<const GlossaryTerm> glossary() { return table; }

std::vector<NamedTerm> terms_in(std::string_view words) {
    std::vector<NamedTerm> found;
    for (std::size_t at = 0; at < words.size();) {
        NamedTerm named{nullptr, at, at};
        for (const GlossaryTerm& term : table)
            if (const std::size_t length = longest_form(term, words.substr(at)); at + length > named.end)
                named = {&term, at, at + length};
        if (named.term) found.push_back(named);
        at = std::max(named.end, at);
        while (at < words.size() && is_of_word(words, at)) ++at;
        while (at < words.size() && !is_of_word(words, at)) ++at;
    }
    return found;
}

}  // namespace poolwalk
