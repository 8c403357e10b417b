#include "core/io/json/json_field.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

using nlohmann::json;

std::optional<double> as_number(const json& value) {
    if (value.is_number()) return value.get<double>();
    if (!value.is_string()) return std::nullopt;
    const std::string& word = value.get_ref<const std::string&>();
    if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
    if (word == "inf") return std::numeric_limits<double>::infinity();
    if (word == "-inf") return -std::numeric_limits<double>::infinity();
    return std::nullopt;
}

std::optional<std::int64_t> as_integer(const json& value) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    if (value.is_number_integer()) return value.get<std::int64_t>();
    return std::nullopt;
}

std::string found(const json* value) {
    if (value == nullptr) return "nothing";
    if (value->is_object()) return "an object";
    const auto plain = [](const json& element) { return element.is_primitive(); };
    if (value->is_array() && (value->size() > 4 || !std::all_of(value->begin(), value->end(), plain)))
        return "an array of " + std::to_string(value->size());
    return printable(value->dump(-1, ' ', false, json::error_handler_t::replace), 40);
}

}  // namespace

void JsonReader::fail(std::string_view path, std::string_view sentence) {
    if (!error_.empty()) return;
    error_ = printable(name_, 4096) + ": ";
    if (!path.empty()) error_.append(path).append(": ");
    error_.append(sentence);
}

JsonField JsonReader::root() { return {*this, root_, {}}; }

JsonField::JsonField(JsonReader& reader, const json* value, std::string path)
    : reader_(&reader), value_(value != nullptr && value->is_null() ? nullptr : value), path_(std::move(path)) {}

bool JsonField::is_array() const { return value_ != nullptr && value_->is_array(); }
bool JsonField::is_object() const { return value_ != nullptr && value_->is_object(); }
bool JsonField::is_text() const { return value_ != nullptr && value_->is_string(); }
std::size_t JsonField::size() const { return is_array() || is_object() ? value_->size() : 0; }

void JsonField::expect_keys(std::initializer_list<std::string_view> known) const {
    expect_keys(std::span(known.begin(), known.size()));
}

void JsonField::expect_keys(std::span<const std::string_view> known) const {
    if (!is_object()) return fail_expecting("an object");
    for (const auto& [key, value] : value_->items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        std::string list;
        for (const std::string_view name : known) list.append(list.empty() ? "" : ", ").append(name);
        return fail("the key " + io::quoted(key) + " is not known here; there are " + list);
    }
}

JsonField JsonField::operator[](std::string_view key) const {
    std::string path = path_.empty() ? std::string(key) : path_ + "." + std::string(key);
    if (!is_object()) {
        fail_expecting("an object");
        return {*reader_, nullptr, std::move(path)};
    }
    const auto member = value_->find(key);
    return {*reader_, member == value_->end() ? nullptr : &*member, std::move(path)};
}

JsonField JsonField::at(std::size_t index) const {
    POOLWALK_CHECK(is_array() && index < value_->size());
    return {*reader_, &(*value_)[index], path_ + "[" + std::to_string(index) + "]"};
}

void JsonField::fail_expecting(std::string_view expected) const {
    if (reader_->ok()) fail("expected " + std::string(expected) + ", found " + found(value_));
}

bool JsonField::holds_array(std::string_view expected) const {
    if (!is_array()) fail_expecting(expected);
    return is_array();
}

std::string JsonField::text() const {
    if (is_text()) return value_->get<std::string>();
    fail_expecting("a string");
    return {};
}

bool JsonField::boolean() const {
    if (value_ != nullptr && value_->is_boolean()) return value_->get<bool>();
    fail_expecting("true or false");
    return false;
}

std::int64_t JsonField::integer(std::int64_t low, std::int64_t high) const {
    const auto number = value_ != nullptr ? as_integer(*value_) : std::nullopt;
    if (number && *number >= low && *number <= high) return *number;
    constexpr std::numeric_limits<std::int64_t> limits;
    const bool bounded = low != limits.min() || high != limits.max();
    fail_expecting(bounded ? "an integer from " + std::to_string(low) + " to " + std::to_string(high)
                           : std::string(number ? "an integer" : "a 64-bit integer"));
    return low > 0 ? low : high < 0 ? high : 0;
}

double JsonField::number() const {
    if (const auto number = value_ != nullptr ? as_number(*value_) : std::nullopt) return *number;
    fail_expecting("a number");
    return 0;
}

std::vector<std::string> JsonField::texts() const {
    std::vector<std::string> result;
    if (!holds_array("an array of strings")) return result;
    for (std::size_t i = 0; i < value_->size(); ++i) result.push_back(at(i).text());
    return result;
}

// The loops below build no field for a good element: arrays may hold millions.
std::vector<double> JsonField::numbers() const {
    std::vector<double> result;
    if (!holds_array("an array of numbers")) return result;
    result.reserve(value_->size());
    for (std::size_t i = 0; i < value_->size(); ++i) {
        const auto number = as_number((*value_)[i]);
        if (!number) at(i).fail_expecting("a number, \"nan\", \"inf\" or \"-inf\"");
        result.push_back(number.value_or(0));
    }
    return result;
}

std::vector<std::int64_t> JsonField::integers() const {
    std::vector<std::int64_t> result;
    if (!holds_array("an array of integers")) return result;
    result.reserve(value_->size());
    for (std::size_t i = 0; i < value_->size(); ++i) {
        const auto number = as_integer((*value_)[i]);
        if (!number) at(i).fail_expecting("a 64-bit integer");
        result.push_back(number.value_or(0));
    }
    return result;
}

std::vector<std::int64_t> JsonField::integers(std::size_t count, std::string_view expected) const {
    const auto fits = [](const json& element) { return as_integer(element).has_value(); };
    if (is_array() && value_->size() == count && std::all_of(value_->begin(), value_->end(), fits)) return integers();
    fail_expecting(expected);
    return std::vector<std::int64_t>(count, 0);
}

}  // namespace poolwalk::io
