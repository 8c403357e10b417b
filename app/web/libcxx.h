// What the C++ library of Debian 12's Emscripten (libc++ 13) lacks of the C++20 that this program is written in: the
// algorithms over ranges, as far as they are used, and bit_cast. Included before every source of the page there, and
// by nothing else; a newer library has it all.
#pragma once

#ifdef __cplusplus
#include <version>
#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 15000

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <ranges>
#include <type_traits>
#include <utility>

namespace poolwalk::lacking {

// What a projection makes of an element, compared or asked.
template <class Projection, class Predicate>
auto after(Projection projection, Predicate predicate) {
    return [=](auto&&... elements) -> decltype(auto) {
        return std::invoke(predicate, std::invoke(projection, std::forward<decltype(elements)>(elements))...);
    };
}

}  // namespace poolwalk::lacking

namespace std {

template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
    return __builtin_bit_cast(To, from);
}

namespace ranges {

#define POOLWALK_ASKING(name, algorithm)                                                                            \
    template <class Range, class Predicate, class Projection = std::identity>                                       \
    constexpr auto name(Range&& range, Predicate predicate, Projection projection = {}) {                           \
        return std::algorithm(std::begin(range), std::end(range), poolwalk::lacking::after(projection, predicate)); \
    }
POOLWALK_ASKING(find_if, find_if)
POOLWALK_ASKING(any_of, any_of)
POOLWALK_ASKING(all_of, all_of)
POOLWALK_ASKING(none_of, none_of)
POOLWALK_ASKING(count_if, count_if)
#undef POOLWALK_ASKING

#define POOLWALK_ORDERING(name, algorithm)                                                                      \
    template <class Range, class Order = std::less<>, class Projection = std::identity>                         \
    constexpr auto name(Range&& range, Order order = {}, Projection projection = {}) {                          \
        return std::algorithm(std::begin(range), std::end(range), poolwalk::lacking::after(projection, order)); \
    }
POOLWALK_ORDERING(sort, sort)
POOLWALK_ORDERING(stable_sort, stable_sort)
POOLWALK_ORDERING(is_sorted, is_sorted)
POOLWALK_ORDERING(max_element, max_element)
POOLWALK_ORDERING(min_element, min_element)
#undef POOLWALK_ORDERING

template <class Range, class Value, class Projection = std::identity>
constexpr auto find(Range&& range, const Value& value, Projection projection = {}) {
    return ranges::find_if(range, [&](auto&& element) { return std::invoke(projection, element) == value; });
}
template <class Range, class Value>
constexpr auto count(Range&& range, const Value& value) {
    return std::count(std::begin(range), std::end(range), value);
}
template <class Range, class Value>
constexpr void fill(Range&& range, const Value& value) {
    std::fill(std::begin(range), std::end(range), value);
}
template <class Range, class Out>
constexpr auto copy(Range&& range, Out out) {
    return std::copy(std::begin(range), std::end(range), out);
}
template <class Range, class Out, class Predicate>
constexpr auto copy_if(Range&& range, Out out, Predicate predicate) {
    return std::copy_if(std::begin(range), std::end(range), out, predicate);
}
template <class Range, class Out>
constexpr auto move(Range&& range, Out out) {
    return std::move(std::begin(range), std::end(range), out);
}
template <class Range>
constexpr auto reverse(Range&& range) {
    return std::reverse(std::begin(range), std::end(range));
}
template <class Range, class Value>
constexpr auto lower_bound(Range&& range, const Value& value) {
    return std::lower_bound(std::begin(range), std::end(range), value);
}
template <class Range, class Value>
constexpr auto upper_bound(Range&& range, const Value& value) {
    return std::upper_bound(std::begin(range), std::end(range), value);
}
template <class Range, class Value>
constexpr bool binary_search(Range&& range, const Value& value) {
    return std::binary_search(std::begin(range), std::end(range), value);
}
template <class A, class B, class Equal = std::equal_to<>>
constexpr bool equal(A&& a, B&& b, Equal equal = {}) {
    return std::equal(std::begin(a), std::end(a), std::begin(b), std::end(b), equal);
}
template <class Range>
constexpr auto max(Range&& range) {
    return *std::max_element(std::begin(range), std::end(range));
}
template <class Range>
constexpr auto min(Range&& range) {
    return *std::min_element(std::begin(range), std::end(range));
}
template <class Value>
struct min_max_result {
    Value min, max;
};
template <class Range>
constexpr auto minmax(Range&& range) {
    const auto [low, high] = std::minmax_element(std::begin(range), std::end(range));
    return min_max_result<std::decay_t<decltype(*low)>>{*low, *high};
}

}  // namespace ranges
}  // namespace std

#endif
#endif
