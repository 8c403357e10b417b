#include "core/io/arrays/npy_header.h"

#include <array>
#include <optional>
#include <string>

#include "core/base/number_text.h"
#include "core/io/arrays/reader_support.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::string_view blanks = " \t\n\r";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Each step returns whether it succeeded; the first that does not leaves its sentence in error().
class LiteralParser {
public:
    LiteralParser(std::string_view bytes, std::size_t from, std::size_t to, std::string_view name)
        : text_(bytes.substr(0, to)), at_(from), name_(name) {}

    bool dictionary(NpyHeader& header) {
        if (!take('{')) return fail("\"{\"");
        while (!take('}')) {
            if (!entry(header)) return false;
            if (take(',')) continue;
            if (!take('}')) return fail("\",\" or \"}\"");
            break;
        }
        skip_blanks();
        if (at_ < text_.size()) return fail("nothing after the dictionary");
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (!seen_[i]) return fail("the key '" + std::string(keys[i]) + "'");
        return true;
    }
    const Error& error() const { return *error_; }

private:
    static constexpr std::array<std::string_view, 3> keys{"descr", "fortran_order", "shape"};

    bool fail(const std::string& expected) {
        // The header is padded with blanks that say nothing.
        const std::string_view rest = text_.substr(at_, text_.find("  ", at_) - at_);
        const std::string found = at_ < text_.size() ? quoted(rest) : "the end of the header";
        return fail_with("found " + found + ", expected " + expected);
    }
    bool fail_with(const std::string& what) {
        error_ = file_error(name_, "header, byte " + std::to_string(at_ + 1), what);
        return false;
    }

    void skip_blanks() {
        while (at_ < text_.size() && blanks.find(text_[at_]) != std::string_view::npos) ++at_;
    }
    bool next_is(char c) const { return at_ < text_.size() && text_[at_] == c; }
    bool take(char c) {
        skip_blanks();
        if (!next_is(c)) return false;
        ++at_;
        return true;
    }
    bool take_word(std::string_view word) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(word)) return false;
        const std::size_t end = at_ + word.size();
        if (end < text_.size() && is_word(text_[end])) return false;
        at_ = end;
        return true;
    }

    bool entry(NpyHeader& header) {
        skip_blanks();
        const std::size_t start = at_;
        std::string_view key;
        if (!string(key, "a key in quotes")) return false;
        std::size_t which = 0;
        while (which < keys.size() && keys[which] != key) ++which;
        if (which == keys.size() || seen_[which]) {
            at_ = start;
            return fail("each of the keys 'descr', 'fortran_order' and 'shape' once");
        }
        seen_[which] = true;
        if (!take(':')) return fail("\":\"");
        if (which == 0) return descr(header.descr);
        return which == 1 ? truth(header.fortran_order) : shape(header.shape);
    }

    bool string(std::string_view& value, const char* expected) {
        skip_blanks();
        if (!next_is('\'') && !next_is('"')) return fail(expected);
        const std::size_t end = text_.find(text_[at_], at_ + 1);
        if (end == std::string_view::npos) return fail("a closing quote");
        value = text_.substr(at_ + 1, end - at_ - 1);
        // An escape, a NUL or a line break has no place in what NumPy writes here.
        for (const char c : value)
            if (c < 0x20 || c > 0x7E || c == '\\') return fail(expected);
        at_ = end + 1;
        return true;
    }

    bool descr(std::string_view& value) {
        skip_blanks();
        if (next_is('[') || next_is('('))
            return fail_with(
                "found a structured array, expected one number a cell: bool, integers of 1 to 8 bytes, "
                "float16, float32 or float64");
        return string(value, "a type in quotes, such as '<f8'");
    }

    bool truth(bool& value) {
        if (take_word("True")) return value = true;
        value = false;
        return take_word("False") || fail("True or False");
    }

    bool shape(std::vector<std::int64_t>& dimensions) {
        if (!take('(')) return fail("the shape in parentheses, such as (3, 4)");
        while (!take(')')) {
            if (!dimension(dimensions)) return false;
            if (take(',')) continue;
            if (!take(')')) return fail("\",\" or \")\"");
            if (dimensions.size() == 1)
                return fail_with("found one number without a comma, expected a shape as (4,)");
            break;
        }
        return true;
    }

    bool dimension(std::vector<std::int64_t>& dimensions) {
        skip_blanks();
        constexpr std::size_t numpys_limit = 32;  // how many are read, the reader says
        if (dimensions.size() == numpys_limit) return fail("at most 32 dimensions");
        if (at_ == text_.size() || !is_digit(text_[at_])) return fail("a dimension: a whole number from 1");
        const auto number = leading_integer(text_.substr(at_));
        if (number.out_of_range || (next_is('0') && number.length > 1))
            return fail("a dimension of at most " + std::to_string(max_cells));
        const std::size_t start = at_;
        at_ += number.length;
        // Python 2 wrote its long integers with an L.
        if (next_is('L')) ++at_;
        if (at_ < text_.size() && (is_word(text_[at_]) || text_[at_] == '.')) {
            at_ = start;
            return fail("a dimension: a whole number from 1");
        }
        dimensions.push_back(number.value);
        return true;
    }

    std::string_view text_;
    std::size_t at_;
    std::string_view name_;
    std::array<bool, 3> seen_{};
    std::optional<Error> error_;
};

std::uint32_t little_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

}  // namespace

Result<NpyHeader> read_npy_header(std::string_view bytes, std::string_view name) {
    if (!bytes.starts_with(magic)) {
        const std::string_view kind = known_kind(bytes);
        std::string found(kind);
        if (kind.empty()) found = bytes.empty() ? "an empty file" : quoted(bytes.substr(0, magic.size()));
        return file_error(name, "", "found " + found + ", expected a NumPy .npy array");
    }
    if (bytes.size() < 10) return file_error(name, "", "the file ends inside its first 10 bytes");
    const int major = static_cast<unsigned char>(bytes[6]), minor = static_cast<unsigned char>(bytes[7]);
    if (major < 1 || major > 3 || minor != 0)
        return file_error(name, "byte 7",
                          "found format version " + std::to_string(major) + "." + std::to_string(minor) +
                              ", expected 1.0, 2.0 or 3.0");
    const std::size_t length_bytes = major == 1 ? 2 : 4, start = 8 + length_bytes;
    const std::size_t length = bytes.size() < start ? 0 : little_endian(bytes.substr(8, length_bytes));
    if (length > max_npy_header_bytes)
        return file_error(name, "byte 9",
                          "found a header of " + std::to_string(length) + " bytes announced, the limit is " +
                              std::to_string(max_npy_header_bytes) + " bytes");
    if (bytes.size() < start || bytes.size() - start < length)
        return file_error(name, "byte 9",
                          "found a header of " + std::to_string(length) + " bytes announced in a file of " +
                              std::to_string(bytes.size()) + " bytes, expected the whole header");
    NpyHeader header;
    header.data_offset = start + length;
    LiteralParser parser(bytes, start, header.data_offset, name);
    if (!parser.dictionary(header)) return parser.error();
    return header;
}

}  // namespace poolwalk::io
