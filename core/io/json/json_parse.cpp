#include "core/io/json/json_parse.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

using nlohmann::json;

// "line 3, column 7" of the byte at `offset`; columns count characters, not bytes.
std::string place_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t newline = before.rfind('\n');
    const std::string_view in_line = newline == before.npos ? before : before.substr(newline + 1);
    const auto column = std::count_if(in_line.begin(), in_line.end(), [](char c) { return (c & 0xC0) != 0x80; }) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// Lets the builder know how far the parser has read, which its events do not tell.
struct Counted {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at;
    const char** reached;

    reference operator*() const { return *at; }
    Counted& operator++() {
        *reached = ++at;
        return *this;
    }
    bool operator==(const Counted& other) const { return at == other.at; }
};

// Builds the document from the parser's events. The parser keeps its own stack, so nothing here or
// there recurses; an event that returns false ends the parse.
class Builder {
public:
    Builder(std::string_view text, const char* const& reached) : text_(text), reached_(reached) {}

    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    // Integers that are not negative arrive as unsigned, so a zero here was written "-0".
    bool number_integer(std::int64_t value) { return value == 0 ? put(-0.0) : put(value); }
    bool number_unsigned(std::uint64_t value) { return put(value); }
    bool number_float(double value, const std::string&) { return put(value); }
    bool string(std::string& value) { return put(std::move(value)); }
    bool binary(json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(json::object()); }
    bool start_array(std::size_t) { return open(json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        const auto [member, fresh] = stack_.back()->get_ref<json::object_t&>().try_emplace(std::move(name));
        if (!fresh) return fail("the key " + io::quoted(member->first) + " appears twice");
        member_ = &member->second;
        return true;
    }

    bool parse_error(std::size_t bytes_read, const std::string&, const nlohmann::detail::exception& problem) {
        error_ = place_of(text_, bytes_read - 1) + ": " + plain(problem.what());
        return false;
    }

    json take() { return std::move(root_); }
    const std::string& error() const { return error_; }

private:
    json* place(json value) {
        if (stack_.empty()) return &(root_ = std::move(value));
        if (stack_.back()->is_object()) return &(*member_ = std::move(value));
        return &stack_.back()->get_ref<json::array_t&>().emplace_back(std::move(value));
    }
    bool put(json value) {
        place(std::move(value));
        return true;
    }
    bool open(json container) {
        if (stack_.size() == static_cast<std::size_t>(max_json_depth))
            return fail("nested deeper than " + std::to_string(max_json_depth) + " levels");
        stack_.push_back(place(std::move(container)));
        return true;
    }
    bool close() {
        stack_.pop_back();
        return true;
    }
    bool fail(const std::string& sentence) {
        error_ = place_of(text_, static_cast<std::size_t>(reached_ - text_.data() - 1)) + ": " + sentence;
        return false;
    }

    // The parser's sentence without its number, its place and its echo of the input, which may be
    // of any length and of any bytes.
    static std::string plain(std::string sentence) {
        const std::size_t column = sentence.find("column ");
        const std::size_t colon = sentence.find(": ", column == sentence.npos ? 0 : column);
        if (colon != sentence.npos) sentence.erase(0, colon + 2);
        else if (const std::size_t bracket = sentence.find("] "); bracket != sentence.npos)
            sentence.erase(0, bracket + 2);
        const std::size_t echo = sentence.find("; last read: '");
        if (echo != sentence.npos) sentence.erase(echo, sentence.rfind('\'') + 1 - echo);
        return printable(sentence, 160);
    }

    std::string_view text_;
    const char* const& reached_;
    json root_;
    std::vector<json*> stack_;
    json* member_ = nullptr;
    std::string error_;
};

}  // namespace

Result<json> parse_json(std::string_view text, std::string_view name) {
    const std::string prefix = printable(name, 4096) + ": ";
    // The parser would take a NUL for the end of the input and ignore what follows.
    if (const std::size_t nul = text.find('\0'); nul != text.npos)
        return Error{prefix + place_of(text, nul) + ": a NUL byte, which no JSON text holds"};
    try {
        const char* reached = text.data();
        Builder builder(text, reached);
        const Counted begin{text.data(), &reached}, end{text.data() + text.size(), &reached};
        if (!json::sax_parse(begin, end, &builder)) return Error{prefix + builder.error()};
        return builder.take();
    } catch (const std::exception& problem) {
        return Error{prefix + "not read: " + problem.what()};
    }
}

}  // namespace poolwalk::io
