// What the tests of the readers share: the values of a loaded array and .npy and .png bytes made by hand.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/arrays/array_reader.h"

namespace poolwalk::io {

using testing::ElementsAre;
using testing::HasSubstr;

// The sentence that refuses, or what was loaded against expectation.
inline std::string refusal_of(const Result<Loaded>& result) {
    return result ? "loaded as " + to_string(shape_of(result->tensor)) : result.error().message;
}

inline std::vector<double> loaded_values(const Result<Loaded>& result) {
    EXPECT_TRUE(result) << refusal_of(result);
    return result ? values_of(result->tensor) : std::vector<double>{};
}

// Equal to the last bit, signs of zeros included; any NaN equals any other.
inline bool same_value(double a, double b) {
    return (a != a && b != b) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

inline bool same_values(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!same_value(a[i], b[i])) return false;
    return true;
}

inline std::string npy_with_header(const std::string& header, std::string_view data, int version = 1) {
    std::string bytes = "\x93NUMPY";
    bytes += {static_cast<char>(version), '\0'};
    for (int i = 0; i < (version == 1 ? 2 : 4); ++i) bytes += static_cast<char>(header.size() >> (8 * i) & 255);
    return bytes.append(header).append(data);
}

inline std::string npy(const std::string& descr, const std::string& shape, std::string_view data,
                       bool fortran_order = false, int version = 1) {
    return npy_with_header("{'descr': '" + descr + "', 'fortran_order': " + (fortran_order ? "True" : "False") +
                               ", 'shape': " + shape + ", }\n",
                           data, version);
}

template <class T>
std::string bytes_of(const std::vector<T>& values) {
    std::string bytes(values.size() * sizeof(T), '\0');
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

}  // namespace poolwalk::io
