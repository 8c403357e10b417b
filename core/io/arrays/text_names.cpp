#include "core/io/arrays/text_names.h"

#include <algorithm>
#include <array>

#include "core/io/arrays/text_facts.h"

namespace poolwalk::io {
namespace {

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

bool makes_list(std::string_view name) {
    static constexpr std::array<std::string_view, 13> names{
        "c",      "list",         "List",    "rbind", "Seq",           "Vector", "vec!",
        "listOf", "floatArrayOf", "arrayOf", "mat",   "doubleArrayOf", "tuple"};
    return is_one_of(last_name(name), names);
}

bool makes_up_numbers(std::string_view name) {
    static constexpr std::array<std::string_view, 16> names{
        "zeros", "ones", "full",     "empty",  "rand",    "randn",      "randint",   "arange",
        "range", "eye",  "linspace", "normal", "uniform", "zeros_like", "ones_like", "random"};
    return is_one_of(last_name(name), names);
}

bool is_shape_key(std::string_view key) {
    static constexpr std::array<std::string_view, 8> names{"shape", "size", "Size",    "dims",
                                                           "dim",   "Dim",  "reshape", "view"};
    return is_one_of(last_name(key), names);
}

bool is_data_key(std::string_view key) {
    static constexpr std::array<std::string_view, 8> names{"numpy", "data",   "value",  "values",
                                                           "array", "tensor", "object", "vals"};
    return is_one_of(last_name(key), names);
}

bool is_other_key(std::string_view key) {
    static constexpr std::array<std::string_view, 6> names{"strides", "stride", "layout", "device", "names", "ndim"};
    return is_one_of(last_name(key), names);
}

}  // namespace poolwalk::io
