#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/io/arrays/npy_read.h"
#include "tests/core/io/arrays/array_reader_support.h"

namespace poolwalk::io {
namespace {

std::string repeated_ones(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "1, ";
    return text;
}

Result<Loaded> load(const std::string& bytes) { return read_npy(bytes, "x.npy"); }

template <class T>
std::vector<double> load_one_row(const std::string& descr, const std::vector<T>& values) {
    return loaded_values(load(npy(descr, "(" + std::to_string(values.size()) + ",)", bytes_of(values))));
}

TEST(Npy, KeepsTheTypeThatTheArrayHas) {
    EXPECT_EQ(dtype_of(load(npy("<f2", "(1, 1)", "ab"))->tensor), DType::Float32);
    EXPECT_EQ(dtype_of(load(npy("<f4", "(1, 1)", "abcd"))->tensor), DType::Float32);
    EXPECT_EQ(dtype_of(load(npy("<f8", "(1, 1)", "abcdefgh"))->tensor), DType::Float64);
    EXPECT_EQ(dtype_of(load(npy("|u1", "(1, 1)", "a"))->tensor), DType::Float64);
}

TEST(Npy, ReadsTheExtremesOfEachInteger) {
    EXPECT_THAT(load_one_row<std::int8_t>("|i1", {-128, 127}), ElementsAre(-128, 127));
    EXPECT_THAT(load_one_row<std::int32_t>("<i4", {INT32_MIN, INT32_MAX}), ElementsAre(-2147483648.0, 2147483647.0));
    EXPECT_THAT(load_one_row<std::uint16_t>("<u2", {0, 65535}), ElementsAre(0, 65535));
    EXPECT_THAT(load_one_row<std::uint32_t>("<u4", {UINT32_MAX}), ElementsAre(4294967295.0));
    EXPECT_THAT(load_one_row<std::int64_t>("<i8", {INT64_MIN, -1}), ElementsAre(-0x1p63, -1));
    EXPECT_THAT(load_one_row<std::uint64_t>("<u8", {std::uint64_t{1} << 63}), ElementsAre(0x1p63));
}

TEST(Npy, SaysWhenAnIntegerWasRounded) {
    const std::vector<std::int64_t> values{(std::int64_t{1} << 53) + 1, std::int64_t{1} << 53, INT64_MAX, INT64_MIN};
    const Result<Loaded> result = load(npy("<i8", "(4,)", bytes_of(values)));
    EXPECT_THAT(loaded_values(result), ElementsAre(0x1p53, 0x1p53, 0x1p63, -0x1p63));
    EXPECT_THAT(result->notes, ElementsAre("2 integers are not exact in float64 and were rounded"));
    EXPECT_TRUE(load(npy("<i8", "(1,)", bytes_of<std::int64_t>({-(std::int64_t{1} << 60)})))->notes.empty());
}

TEST(Npy, ReadsEveryHalf) {
    std::vector<std::uint16_t> halves(65536);
    for (std::size_t i = 0; i < halves.size(); ++i) halves[i] = static_cast<std::uint16_t>(i);
    const std::vector<double> values = loaded_values(load(npy("<f2", "(64, 1024)", bytes_of(halves))));
    ASSERT_EQ(values.size(), halves.size());
    for (std::size_t i = 0; i < halves.size(); ++i) {
        const int sign = i >> 15 != 0 ? -1 : 1, exponent = static_cast<int>(i >> 10 & 31);
        const double fraction = static_cast<double>(i & 1023) / 1024;
        double expected = exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1 + fraction, exponent - 15);
        if (exponent == 31) expected = fraction > 0 ? NAN : INFINITY;
        EXPECT_TRUE(same_value(values[i], sign * expected)) << i << ": " << values[i];
    }
}

TEST(Npy, ReadsEveryByteOrderVersionAndMemoryOrder) {
    EXPECT_TRUE(rc::check([] {
        const auto side = [] { return *rc::gen::inRange<std::int64_t>(1, 6); };
        const std::vector<std::int64_t> dims{side(), side(), side(), side()};
        const auto values = *rc::gen::container<std::vector<double>>(
            static_cast<std::size_t>(dims[0] * dims[1] * dims[2] * dims[3]), rc::gen::arbitrary<double>());
        const bool fortran = *rc::gen::arbitrary<bool>(), big = *rc::gen::arbitrary<bool>();
        std::string data;
        for (std::size_t i = 0; i < values.size(); ++i) {
            std::int64_t from = static_cast<std::int64_t>(i);
            if (fortran) {  // the cell that is i-th in memory
                std::int64_t rest = from, place[4];
                for (int d = 0; d < 4; ++d) place[d] = rest % dims[d], rest /= dims[d];
                from = ((place[0] * dims[1] + place[1]) * dims[2] + place[2]) * dims[3] + place[3];
            }
            std::string cell = bytes_of<double>({values[static_cast<std::size_t>(from)]});
            if (big) std::reverse(cell.begin(), cell.end());
            data += cell;
        }
        std::string shape = "(";
        for (const std::int64_t d : dims) shape += std::to_string(d) + ", ";
        const int version = *rc::gen::inRange(1, 4);
        const auto result = load(npy(big ? ">f8" : "<f8", shape + ")", data, fortran, version));
        RC_ASSERT(result.ok());
        RC_ASSERT(result->shape == dims);
        RC_ASSERT(same_values(values_of(result->tensor), values));
    }));
}

TEST(Npy, TakesTheHeadersThatPythonWrites) {
    const std::string data(16, '\0');
    for (const char* header : {"{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }          \n",
                               "{\"shape\":(1,2),\"descr\":\"<f8\",\"fortran_order\":False}",
                               "  { 'shape' : ( 1 , 2 , ) ,\n 'fortran_order' : True , 'descr' : \"<f8\" }\n\n",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 2L), }\n"})
        EXPECT_TRUE(load(npy_with_header(header, data))) << refusal_of(load(npy_with_header(header, data)));
}

TEST(Npy, RefusesEveryOtherHeader) {
    const std::string data(16, '\0');
    for (const char* header : {"",
                               "{}",
                               "{",
                               "None",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)} x",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2),,}",
                               "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1, 2)}",
                               "{'descr': '<f8', 'fortran_order': 0, 'shape': (1, 2)}",
                               "{'descr': '<f8', 'fortran_order': Falsehood, 'shape': (1, 2)}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': [1, 2]}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (2)}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (,)}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (1 2)}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (01, 2)}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (0x1, 2)}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (1_0, 2)}",
                               "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2}",
                               "{'descr': '\\x3cf8', 'fortran_order': False, 'shape': (1, 2)}",
                               "{'descr': '<f8\", 'fortran_order': False, 'shape': (1, 2)}",
                               "{descr: '<f8', 'fortran_order': False, 'shape': (1, 2)}",
                               "{'descr': '', 'fortran_order': False, 'shape': (1, 2)}",
                               "{'descr': '<', 'fortran_order': False, 'shape': (1, 2)}"})
        EXPECT_THAT(refusal_of(load(npy_with_header(header, data))), testing::StartsWith("x.npy, header")) << header;
}

TEST(Npy, NamesTheTypeItDoesNotTake) {
    EXPECT_EQ(refusal_of(load(npy("<c8", "(1,)", "abcdefgh"))),
              "x.npy, header: found complex numbers (\"<c8\"), expected bool, integers of 1 to 8 bytes, float16, "
              "float32 or float64");
    EXPECT_THAT(refusal_of(load(npy("|O", "(1,)", "abcdefgh"))), HasSubstr("Python objects"));
    EXPECT_THAT(refusal_of(load(npy("<U1", "(1,)", "abcd"))), HasSubstr("text"));
    EXPECT_THAT(refusal_of(load(npy("|S4", "(1,)", "abcd"))), HasSubstr("text"));
    EXPECT_THAT(refusal_of(load(npy("<M8[ns]", "(1,)", "abcdefgh"))), HasSubstr("dates"));
    EXPECT_THAT(refusal_of(load(npy("<f16", "(1,)", std::string(16, 'a')))), HasSubstr("of another size"));
    EXPECT_THAT(refusal_of(load(npy("<f08", "(1,)", "abcdefgh"))), HasSubstr("of another size"));
    const std::string fields = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }";
    EXPECT_THAT(refusal_of(load(npy_with_header(fields, "abcd"))), HasSubstr("structured array"));
}

TEST(Npy, RefusesShapesThatAreNotOneToFourDimensionsWithinTheLimits) {
    EXPECT_THAT(refusal_of(load(npy("|u1", "()", "a"))), HasSubstr("0 dimensions, expected 1 to 4"));
    EXPECT_THAT(refusal_of(load(npy("|u1", "(1, 1, 1, 1, 1)", "a"))),
                HasSubstr("found an array of 5 dimensions, expected 1 to 4"));
    EXPECT_THAT(refusal_of(load(npy("|u1", "(" + repeated_ones(33) + ")", "a"))),
                HasSubstr("expected at most 32 dimensions"));
    EXPECT_THAT(refusal_of(load(npy("|u1", "(0, 3)", ""))), HasSubstr("empty"));
    EXPECT_THAT(refusal_of(load(npy("|u1", "(-1, 3)", "abc"))), HasSubstr("\"-1, 3)"));
    EXPECT_THAT(refusal_of(load(npy("|u1", "(16385,)", std::string(16385, 'a')))), HasSubstr("16384 cells a side"));
    EXPECT_THAT(refusal_of(load(npy("|u1", "(67108865, 1, 1)", ""))), HasSubstr("2^26"));
    EXPECT_THAT(refusal_of(load(npy("|u1", "(4294967296, 4294967296, 1, 1)", ""))), HasSubstr("2^26"));
    EXPECT_THAT(refusal_of(load(npy("<f8", "(8192, 8192)", ""))),
                HasSubstr("found 0 bytes of data, expected 536870912"));
}

TEST(Npy, RefusesALongHeaderByItsLength) {
    const std::string plain = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }", data(16, '\0');
    const auto padded = [&](std::size_t bytes) {
        return npy_with_header(plain + std::string(bytes - plain.size(), ' '), data, 2);
    };
    EXPECT_TRUE(load(padded(65535)));
    EXPECT_EQ(refusal_of(load(padded(65536))),
              "x.npy, byte 9: found a header of 65536 bytes announced, the limit is 65535 bytes");
}

TEST(Npy, ReadsOneToFourDimensions) {
    const auto shape = [](const char* text) { return shape_of(load(npy("|u1", text, "abcdef"))->tensor); };
    EXPECT_EQ(shape("(6,)"), (Shape{1, 1, 1, 6}));
    EXPECT_EQ(shape("(2, 3)"), (Shape{1, 1, 2, 3}));
    EXPECT_EQ(shape("(3, 2, 1)"), (Shape{1, 3, 2, 1}));
    EXPECT_EQ(shape("(2, 1, 1, 3)"), (Shape{2, 1, 1, 3}));
}

TEST(Npy, RefusesMoreOrFewerBytesThanTheShapeNeeds) {
    EXPECT_THAT(refusal_of(load(npy("<i2", "(2,)", "abc"))),
                HasSubstr("found 3 bytes of data, expected 4 for 2 cells of 2"));
    EXPECT_THAT(refusal_of(load(npy("<i2", "(2,)", "abcde"))), HasSubstr("found 5 bytes of data, expected 4"));
    const std::string whole = npy("<i2", "(2,)", "abcd");
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(load(whole.substr(0, length))) << length;
}

TEST(Npy, RefusesOtherVersionsAndOtherFiles) {
    std::string bytes = npy("|u1", "(1,)", "a");
    bytes[6] = 4;
    EXPECT_EQ(refusal_of(load(bytes)), "x.npy, byte 7: found format version 4.0, expected 1.0, 2.0 or 3.0");
    EXPECT_EQ(refusal_of(load("")), "x.npy: found an empty file, expected a NumPy .npy array");
    EXPECT_THAT(refusal_of(load("PK\x03\x04 and so on")), HasSubstr("a zip archive"));
}

TEST(Npy, TakesAnyOtherBoolByteForTrueAndSaysSo) {
    const Result<Loaded> result = load(npy("|b1", "(3,)", std::string("\0\x01\x02", 3)));
    EXPECT_THAT(loaded_values(result), ElementsAre(0, 1, 1));
    EXPECT_EQ(result->notes.size(), 1u);
}

}  // namespace
}  // namespace poolwalk::io
