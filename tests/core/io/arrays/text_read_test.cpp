#include <rapidcheck.h>

#include <charconv>
#include <clocale>
#include <cmath>

#include "core/io/arrays/text_read.h"
#include "tests/core/io/arrays/array_reader_support.h"

namespace poolwalk::io {
namespace {

Result<Loaded> load(std::string_view bytes) { return read_text(bytes, "data.csv"); }

std::string refused(std::string_view bytes) { return refusal_of(load(bytes)); }

std::string written(double value) {
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

TEST(TextRows, TakesEachSeparatorAndLineEnd) {
    for (const char* text :
         {"1,2\n3,4\n", "1;2\n3;4", "1\t2\n3\t4\n", "1 2\n3 4\n", "1,2\r\n3,4\r\n", "1,2\r3,4\r",
          "\xef\xbb\xbf"
          "1,2\n3,4\n",
          " 1 ,\t2 \n3\t ,4\t\n", "  1   2  \n\t3    4\t\n", "\n\n1,2\n3,4\n\n  \n", "1 \t 2\n3\t4"}) {
        const Result<Loaded> result = load(text);
        EXPECT_THAT(loaded_values(result), ElementsAre(1, 2, 3, 4)) << testing::PrintToString(text);
        ASSERT_TRUE(result);
        EXPECT_THAT(result->shape, ElementsAre(2, 2));
        EXPECT_EQ(dtype_of(result->tensor), DType::Float64);
    }
}

TEST(TextRows, OneRowAndOneColumn) {
    EXPECT_THAT(load("1 2 3")->shape, ElementsAre(1, 3));
    EXPECT_THAT(load("1\n2\n3")->shape, ElementsAre(3, 1));
    EXPECT_THAT(load("7")->shape, ElementsAre(1, 1));
}

TEST(TextRows, TakesNumbersAsPythonsFloatDoes) {
    EXPECT_THAT(loaded_values(load("+1 -2. .5 1e3 1E+03 1e-2 007")), ElementsAre(1, -2, .5, 1000, 1000, .01, 7));
    EXPECT_TRUE(same_values(loaded_values(load("nan,-NaN,INF,-inf,+Infinity,-0,-0.0")),
                            {NAN, NAN, INFINITY, -INFINITY, INFINITY, -0.0, -0.0}));
}

TEST(TextRows, RefusesWhatIsNoNumberWithItsPlace) {
    EXPECT_EQ(refused("1,2\n3, abc"), "data.csv, line 2, column 4: found \"abc\", expected a number");
    EXPECT_EQ(refused("1\r2\r\nx"), "data.csv, line 3, column 1: found \"x\", expected a number");
    EXPECT_EQ(refused("0x10"),
              "data.csv, line 1, column 1: found \"0x10\", and hexadecimal is not taken, expected a number");
    EXPECT_THAT(refused("# title\nx"), HasSubstr("line 2, column 1: found \"x\""));
    EXPECT_THAT(refused("\"1\",\"x\""), HasSubstr("column 6: found \"x\""));
    EXPECT_THAT(refused("\u22121,2"), HasSubstr("U+2212"));
    EXPECT_THAT(refused(std::string_view("1,2\0", 4)), HasSubstr("line 1, column 3: found \"2\\x00\""));
    for (const char* word : {"1_000",
                             "1e",
                             "e5",
                             ".",
                             "-",
                             "+-1",
                             "--1",
                             "1.2.3",
                             "1d5",
                             "2x",
                             "nan(0x12)",
                             "nanx",
                             "infin",
                             "Truth",
                             "1j",
                             "0b1",
                             "1'000",
                             "\xc2\xa0"
                             "1",
                             "\xff",
                             "1[2",
                             "]",
                             "1)",
                             "/1",
                             "1 / 2"})
        EXPECT_THAT(refused(word), HasSubstr("data.csv, line 1, column ")) << word;
}

TEST(TextRows, RefusesRaggedRowsEmptyCellsAndSecondSeparators) {
    EXPECT_THAT(refused("1,2\n3\n"), HasSubstr("line 2, column 2: found the end of a row of 1, expected 2"));
    EXPECT_THAT(refused("1,2\n3,4,5\n"), HasSubstr("line 2, column 5: found a number too many, expected 2"));
    for (const char* text : {"1,,2", ",1", ";1;2", "1\t\t2", "\t1\t2", "1\t2\n\t3", "1, ,2"})
        EXPECT_THAT(refused(text), HasSubstr("found an empty cell")) << testing::PrintToString(text);
    EXPECT_THAT(refused("1;2\n3,4"), HasSubstr("line 2, column 4: found the end of a row of 1"));
    for (const char* text : {"1 2,3", "1,2 3", "1\t2 3", "1 2\t3"})
        EXPECT_THAT(refused(text), HasSubstr("as the one separator of the file")) << testing::PrintToString(text);
    EXPECT_THAT(refused("1,2\n\n3,4\n"), HasSubstr("line 2, column 1: found a blank line"));
    for (const char* text : {"", "\n \n", "\xef\xbb\xbf"})
        EXPECT_EQ(refused(text), "data.csv: found no numbers, expected rows of numbers");
}

TEST(TextRows, RefusesOverflowAndRoundsUnderflow) {
    for (const char* word : {"1e999", "-1e400", "1e99999999999999999999", "1.8e308"})
        EXPECT_THAT(refused(word), HasSubstr("out of range")) << word;
    EXPECT_THAT(refused(std::string(400, '9')), HasSubstr("out of range"));
    EXPECT_TRUE(same_values(loaded_values(load("1e-999,-1e-400,2e-324,0e999999,1e-99999999999999999999,5e-324")),
                            {0, -0.0, 0, 0, 0, 5e-324}));
    EXPECT_THAT(loaded_values(load("0." + std::string(500, '0') + "1")), ElementsAre(0));
    EXPECT_THAT(loaded_values(load("0." + std::string(500, '0') + "1e501")), ElementsAre(1));
}

TEST(TextRows, SaysWhenAnIntegerWasRounded) {
    const Result<Loaded> result =
        load("9007199254740993,9007199254740992,18446744073709551615,1" + std::string(22, '0'));
    EXPECT_THAT(loaded_values(result), ElementsAre(0x1p53, 0x1p53, 0x1p64, 1e22));
    EXPECT_THAT(result->notes, ElementsAre("2 integers are not exact in float64 and were rounded"));
    EXPECT_TRUE(load("0.1,3,0000000000000000000000")->notes.empty());
}

TEST(TextRows, StopsAtTheLimits) {
    std::string row;
    for (int i = 0; i < 16384; ++i) row += "1 ";
    EXPECT_EQ(shape_of(load(row)->tensor), (Shape{1, 1, 1, 16384}));
    EXPECT_THAT(refused(row + "1"), HasSubstr("the limit is 16384 cells a side"));
    std::string column;
    for (int i = 0; i < 16385; ++i) column += "1\n";
    EXPECT_THAT(refused(column), HasSubstr("line 16385, column 1: found a row too many: the limit is 16384"));
}

TEST(TextRows, RefusesBinaryFilesAndUtf16) {
    EXPECT_EQ(refused("\x93NUMPY\x01"), "data.csv: found a NumPy .npy array, expected text with rows of numbers");
    EXPECT_THAT(refused(std::string_view("\xff\xfe"
                                         "1\0",
                                         4)),
                HasSubstr("UTF-16"));
    EXPECT_THAT(loaded_values(load("BMI,age\n1,2")), ElementsAre(1, 2));
}

TEST(TextRows, DoesNotFollowTheLocale) {
    const std::string before = std::setlocale(LC_NUMERIC, nullptr);
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"})
        if (std::setlocale(LC_NUMERIC, name) != nullptr) break;
    EXPECT_THAT(loaded_values(load("1.5,2.25")), ElementsAre(1.5, 2.25));
    std::setlocale(LC_NUMERIC, before.c_str());
}

TEST(TextRows, ReadsBackEveryNumberThatWasWritten) {
    EXPECT_TRUE(rc::check([] {
        const int rows = *rc::gen::inRange(1, 6), columns = *rc::gen::inRange(1, 6);
        const auto bits = *rc::gen::container<std::vector<std::uint64_t>>(static_cast<std::size_t>(rows * columns),
                                                                          rc::gen::arbitrary<std::uint64_t>());
        const char separator = *rc::gen::element(',', ';', '\t', ' ');
        std::vector<double> values;
        std::string text;
        for (std::size_t i = 0; i < bits.size(); ++i) {
            values.push_back(std::bit_cast<double>(bits[i] * 0x9E3779B97F4A7C15u));
            text += written(values.back());
            text += (i + 1) % static_cast<std::size_t>(columns) == 0 ? '\n' : separator;
        }
        const Result<Loaded> result = load(text);
        RC_ASSERT(result.ok());
        RC_ASSERT(result->shape == (std::vector<std::int64_t>{rows, columns}));
        RC_ASSERT(same_values(values_of(result->tensor), values));
    }));
}

TEST(TextBrackets, TakesWhatPythonAndNumPyPrint) {
    for (const char* text :
         {"[[1, 2], [3, 4]]", "[[1. 2.]\n [3. 4.]]\n", "[[1,2],[3,4]]", "((1, 2), (3, 4))", "[(1, 2), (3, 4)]",
          "array([[1., 2.],\n       [3., 4.]])", "array([[1., 2.],\n       [3., 4.]], dtype=float32)\n",
          "np.array([[1, 2], [3, 4]])", "tensor([[1., 2.],\n        [3., 4.]], requires_grad=True)",
          "\xef\xbb\xbf [ [ 1 , 2 ] ,\r\n [ 3 , 4 ] ] ", "[[1e+00 2e+00]\r\n\r\n [3e+00 4e+00]]"}) {
        const Result<Loaded> result = load(text);
        EXPECT_THAT(loaded_values(result), ElementsAre(1, 2, 3, 4)) << text;
        ASSERT_TRUE(result);
        EXPECT_THAT(result->shape, ElementsAre(2, 2)) << text;
    }
}

TEST(TextBrackets, TakesOneToFourLevels) {
    EXPECT_THAT(load("[1, 2, 3]")->shape, ElementsAre(3));
    EXPECT_EQ(shape_of(load("[1, 2, 3]")->tensor), (Shape{1, 1, 1, 3}));
    EXPECT_THAT(load("[[[1 2]\n  [3 4]]\n\n [[5 6]\n  [7 8]]\n\n [[9 nan]\n  [inf -inf]]]")->shape,
                ElementsAre(3, 2, 2));
    EXPECT_EQ(shape_of(load("[[[[1, 2, 3]]], [[[4, 5, 6]]]]")->tensor), (Shape{2, 1, 1, 3}));
    EXPECT_THAT(load("((1,),)")->shape, ElementsAre(1, 1));
    EXPECT_THAT(load("[1 2 3 4\n 5 6]")->shape, ElementsAre(6));
}

TEST(TextBrackets, RefusesRaggedAndBrokenNestingWithItsPlace) {
    EXPECT_EQ(refused("[[1, 2],\n [3]]"),
              "data.csv, line 2, column 4: found the end of a list of 1, expected 2 as in the first");
    EXPECT_THAT(refused("[[1, 2],\n [3, 4, 5]]"),
                HasSubstr("line 2, column 9: found \"5\", expected the end of a list of 2"));
    EXPECT_THAT(refused("[[[1], [2]], [[3]]]"), HasSubstr("column 18: found the end of a list of 1, expected 2"));
    EXPECT_THAT(refused("[[1], 2]"), HasSubstr("column 7: found \"2\", expected \"[\""));
    EXPECT_THAT(refused("[1, [2]]"), HasSubstr("column 5: found \"[\", expected a number"));
    EXPECT_THAT(refused("[[[[[1]]]]]"), HasSubstr("column 5: found \"[\", expected at most 4 levels of brackets"));
    EXPECT_THAT(refused("[]"), HasSubstr("empty brackets"));
    EXPECT_THAT(refused("[[1], []]"), HasSubstr("empty brackets"));
    EXPECT_THAT(refused("[1, 2"), HasSubstr("column 6: found the end of the text, expected a closing bracket"));
    EXPECT_THAT(refused("[1, 2)"), HasSubstr("found \")\", expected \"]\""));
    EXPECT_THAT(refused("[1, 2] 3"), HasSubstr("expected nothing after the array"));
    EXPECT_THAT(refused("array([1, 2]"), HasSubstr("found the end of the text, expected \")\""));
    EXPECT_THAT(refused("array([1, 2], 3)"), HasSubstr("found \"3\", expected nothing after the array"));
    for (const char* text : {"[1. 2. ... 9.]", "[1 2 3 ...\n 7 8 9]", "[1 2 3 ... nan 8 9]", "[[1 2]\n ...\n [8 9]]"})
        EXPECT_THAT(refused(text), HasSubstr("where NumPy left numbers out")) << text;
    EXPECT_THAT(refused("matrix(c(1, 2, 3), nrow = 2)"), HasSubstr("gives the shape 2 x 1, found numbers for 3"));
    EXPECT_THAT(refused("matrix(c(1, 2, 3), nrow = -1)"), HasSubstr("gives the shape"));
    for (const char* text : {"[,1]", "[1,,2]", "[1, 2 3]", "[1 2, 3]", "[[1 2][3 4]]", "[1[2]]", "[\"1\"]", "[1, x]",
                             "[Truth]", "[1]]", "array()", "array(1)", "(1)(2)", "[f(1, 2]", "[", "(",
                             "["
                             "\xff"})
        EXPECT_THAT(refused(text), HasSubstr("data.csv, line 1, column ")) << text;
}

TEST(TextBrackets, HoldsNoMoreThanTheLimitsOnHostileText) {
    EXPECT_THAT(refused(std::string(20000, '[')), HasSubstr("at most 4 levels"));
    EXPECT_THAT(refused(std::string(20000, '(')), HasSubstr("at most 4 levels"));
    std::string row = "[1";
    for (int i = 1; i < 16385; ++i) row += ",1";
    EXPECT_THAT(refused(row + "]"), HasSubstr("the limit is 16384 cells a side"));
    EXPECT_THAT(refused("[" + std::string(5'000'000, '1') + "]"), HasSubstr("of more than 4096 characters"));
    EXPECT_THAT(refused(std::string(5'000'000, 'x')), HasSubstr("found \"xxxxxxxxxxxxxxxxxxxxxxxx...\""));
    EXPECT_THAT(loaded_values(load("1." + std::string(4094, '0'))), ElementsAre(1));
}

}  // namespace
}  // namespace poolwalk::io
