// JsonReader and JsonField read a parsed document (json_parse.h) by key without throwing, and keep the first error.
// What the keys mean is for the readers of each kind of file (problem_json.h, session/case_file.h).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace poolwalk::io {

class JsonField;

// Reads one document. After the first error every field reads as a default, so a reader is
// written straight down and asks ok() once, at its end (and before it trusts a size).
class JsonReader {
public:
    // `name` and the document must outlive the reader.
    JsonReader(const nlohmann::json& root, std::string_view name) : root_(&root), name_(name) {}
    JsonReader(const JsonReader&) = delete;
    JsonReader& operator=(const JsonReader&) = delete;

    JsonField root();
    bool ok() const { return error_.empty(); }
    Error error() const { return {error_}; }
    void fail(std::string_view path, std::string_view sentence);

private:
    const nlohmann::json* root_;
    std::string_view name_;
    std::string error_;
};

// A value of the document and the way to it ("params.kernel"); null counts as absent.
class JsonField {
public:
    bool present() const { return value_ != nullptr; }
    // False once anything in the document was an error.
    bool document_ok() const { return reader_->ok(); }
    bool is_array() const;
    bool is_object() const;
    bool is_text() const;
    std::size_t size() const;  // of an array or object; else 0
    // Fails for a member that is none of these: a mistyped key must not be read as an absent one.
    void expect_keys(std::initializer_list<std::string_view> known) const;
    void expect_keys(std::span<const std::string_view> known) const;

    // The member `key`, absent if there is none; fails if this is no object.
    JsonField operator[](std::string_view key) const;
    // Element `index`; it must be less than size(), and this an array.
    JsonField at(std::size_t index) const;

    std::string text() const;
    bool boolean() const;
    // Within [low, high]; 2.0 and 1e2 are no integers.
    std::int64_t integer(std::int64_t low = std::numeric_limits<std::int64_t>::min(),
                         std::int64_t high = std::numeric_limits<std::int64_t>::max()) const;
    // A number, or one of the strings "nan", "inf" and "-inf".
    double number() const;
    std::vector<std::string> texts() const;
    std::vector<double> numbers() const;
    std::vector<std::int64_t> integers() const;
    // `expected` says how many and of what: "two integers".
    std::vector<std::int64_t> integers(std::size_t count, std::string_view expected) const;

    // "name: path: expected `expected`, found ..."
    void fail_expecting(std::string_view expected) const;
    // "name: path: `sentence`"
    void fail(std::string_view sentence) const { reader_->fail(path_, sentence); }

private:
    friend class JsonReader;
    JsonField(JsonReader& reader, const nlohmann::json* value, std::string path);
    bool holds_array(std::string_view expected) const;

    JsonReader* reader_;
    const nlohmann::json* value_;
    std::string path_;
};

}  // namespace poolwalk::io
