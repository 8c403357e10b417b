#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "tests/support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace poolwalk::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using namespace std::string_literals;

std::string refusal_of(std::string_view text) {
    const auto document = parse_json(text, "f.json");
    return document ? "taken: " + document->dump() : document.error().message;
}

TEST(Json, RefusesWithLineAndColumn) {
    EXPECT_EQ(refusal_of("{\"a\": 1,\n \"a\": 2}"), "f.json: line 2, column 4: the key \"a\" appears twice");
    EXPECT_THAT(refusal_of("{\"x\":\n  [1, 2,, 3]}"), StartsWith("f.json: line 2, column 9: "));
    EXPECT_THAT(refusal_of(""), StartsWith("f.json: line 1, column 1: "));
    EXPECT_THAT(refusal_of("[1] x"),
                AllOf(StartsWith("f.json: line 1, column 5: "), HasSubstr("expected end of input")));
    // Columns count characters: the first string is one character of two bytes.
    EXPECT_THAT(refusal_of("[\"\xC3\xA9\", x]"), StartsWith("f.json: line 1, column 7: "));
}

TEST(Json, RefusesDoubledKeysAtEveryDepth) {
    EXPECT_THAT(refusal_of(R"([{"p": {"k": 1, "j": 2, "k": 1}}])"), HasSubstr("\"k\" appears twice"));
    EXPECT_THAT(refusal_of(R"({"k": 1, "\u006b": 1})"), HasSubstr("\"k\" appears twice"));
    EXPECT_THAT(refusal_of(R"([{"k": 1}, {"k": 1}])"), StartsWith("taken"));
}

TEST(Json, RefusesNulBytesAnywhere) {
    for (const std::string& text : {"\0"s, "{}\0"s, "{\"a\": 1}\n\0garbage"s, "[\"a\0b\"]"s, "[1,\0 2]"s})
        EXPECT_THAT(refusal_of(text), HasSubstr("NUL"));
    EXPECT_THAT(refusal_of("{\n}\n\0"s), StartsWith("f.json: line 3, column 1: "));
}

TEST(Json, RefusesWhatIsNotJson) {
    for (const char* text :
         {"[1,]", "{\"a\": .5}", "[+1]", "[0x10]", "[NaN]", "[Infinity]", "{'a': 1}", "[01]", "// c\n[]", "[] []",
          "{\"a\"}", "[\"\\x\"]", "[\"\n\"]", "[1e999]", "nul", "[", "\"abc", "{\"a\": [}"})
        EXPECT_THAT(refusal_of(text), StartsWith("f.json: line ")) << text;
    for (const char* text :
         {"[\"\xFF\"]", "[\"\xC0\x80\"]", "[\"\xED\xA0\x80\"]", "[\"\\ud800\"]", "\xFF\xFE[]", "{\"\xE9\": 1}"})
        EXPECT_THAT(refusal_of(text), StartsWith("f.json: line ")) << text;
}

TEST(Json, RefusesDeepNestingAtItsLimit) {
    const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_THAT(refusal_of(nested(max_json_depth)), StartsWith("taken"));
    EXPECT_THAT(refusal_of(nested(max_json_depth + 1)), HasSubstr("column 33: nested deeper than 32 levels"));
    EXPECT_THAT(refusal_of(nested(100000)), HasSubstr("nested deeper"));
    EXPECT_THAT(refusal_of(std::string(50'000'000, '[')), HasSubstr("nested deeper"));
}

TEST(Json, SentencesStayShort) {
    const std::string longest(1'000'000, 'k');
    EXPECT_LT(refusal_of("{\"" + longest + "\": 1, \"" + longest + "\": 2}").size(), 200u);
    EXPECT_LT(refusal_of("[\"" + longest).size(), 200u);
    EXPECT_LT(refusal_of("[1" + std::string(1'000'000, '0') + "]").size(), 300u);
    EXPECT_EQ(refusal_of("[\"a\", \n \"\x01\"]").find('\n'), std::string::npos);
}

TEST(Json, KeepsTheBitsOfNumbers) {
    const auto document = parse_json("[-0, -0.0, 0.1, 1e-320, 9223372036854775807, 1.7976931348623157e308]", "f");
    ASSERT_TRUE(document);
    JsonReader reader(*document, "f");
    const auto numbers = reader.root().numbers();
    EXPECT_THAT(numbers, ElementsAre(0.0, 0.0, 0.1, 1e-320, 9223372036854775807.0, 1.7976931348623157e308));
    EXPECT_TRUE(std::signbit(numbers[0]) && std::signbit(numbers[1]));
}

// What reading `text` with `read` complains of.
template <class Read>
std::string error_of(std::string_view text, Read read) {
    const auto document = parse_json(text, "f.json");
    if (!document) return document.error().message;
    JsonReader reader(*document, "f.json");
    read(reader.root());
    return reader.ok() ? "" : reader.error().message;
}

TEST(JsonField, NamesTheKeyAndWhatWasFound) {
    const auto kernel = [](const JsonField& root) { root["params"]["kernel"].integers(2, "two integers"); };
    EXPECT_EQ(error_of(R"({"params": {"kernel": [2, 3]}})", kernel), "");
    EXPECT_EQ(error_of(R"({"params": {"kernel": "3"}})", kernel),
              "f.json: params.kernel: expected two integers, found \"3\"");
    EXPECT_EQ(error_of(R"({"params": {"kernel": [2, 3, 4]}})", kernel),
              "f.json: params.kernel: expected two integers, found [2,3,4]");
    EXPECT_EQ(error_of(R"({"params": {}})", kernel), "f.json: params.kernel: expected two integers, found nothing");
    EXPECT_EQ(error_of(R"({})", kernel), "f.json: params: expected an object, found nothing");
    EXPECT_EQ(error_of(R"([])", kernel), "f.json: expected an object, found []");
    EXPECT_EQ(error_of(R"("session")", kernel), "f.json: expected an object, found \"session\"");
}

TEST(JsonField, IntegersAreIntegers) {
    const auto integer = [](const JsonField& root) { root["n"].integer(); };
    EXPECT_EQ(error_of(R"({"n": -9223372036854775808})", integer), "");
    EXPECT_EQ(error_of(R"({"n": 9223372036854775807})", integer), "");
    for (const char* text : {"9223372036854775808", "18446744073709551615", "-9223372036854775809", "1e2", "2.0",
                             "1.5", "123456789012345678901234567890", "true", "\"2\"", "[2]", "null"})
        EXPECT_THAT(error_of("{\"n\": " + std::string(text) + "}", integer),
                    HasSubstr("n: expected a 64-bit integer"))
            << text;
    const auto bounded = [](const JsonField& root) { root["n"].integer(1, 9); };
    EXPECT_EQ(error_of(R"({"n": 10})", bounded), "f.json: n: expected an integer from 1 to 9, found 10");
    const auto list = [](const JsonField& root) { root["n"].integers(); };
    EXPECT_EQ(error_of(R"({"n": [1, 2, 3.0]})", list), "f.json: n[2]: expected a 64-bit integer, found 3.0");
}

TEST(JsonField, NumbersMayBeWords) {
    const auto document = parse_json(R"(["nan", "inf", "-inf", 1])", "f");
    ASSERT_TRUE(document);
    JsonReader reader(*document, "f");
    const auto numbers = reader.root().numbers();
    EXPECT_TRUE(reader.ok());
    ASSERT_EQ(numbers.size(), 4u);
    EXPECT_TRUE(std::isnan(numbers[0]));
    EXPECT_EQ(numbers[1], std::numeric_limits<double>::infinity());
    EXPECT_EQ(numbers[2], -std::numeric_limits<double>::infinity());
    const auto read = [](const JsonField& root) { root.numbers(); };
    for (const char* wrong : {"[\"NaN\"]", "[\"\"]", "[\"1\"]", "[null]", "[true]", "[[1]]", "[\"+inf\"]"})
        EXPECT_THAT(error_of(wrong, read), HasSubstr("[0]: expected a number")) << wrong;
}

TEST(JsonField, TheFirstComplaintStays) {
    EXPECT_EQ(error_of(R"({"a": 1, "b": 2})", [](const JsonField& root) { root["a"].text(), root["b"].boolean(); }),
              "f.json: a: expected a string, found 1");
}

TEST(Json, BadFilesAreRefusedOrHoldNoDocumentOfOurs) {
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_path("tests/badfiles/json"))) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("bad-")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        EXPECT_NE(error_of(text, [](const JsonField& root) { root["params"]["kernel"].integers(2, "two"); }), "")
            << name;
        ++seen;
    }
    EXPECT_GE(seen, 17);
}

}  // namespace
}  // namespace poolwalk::io
