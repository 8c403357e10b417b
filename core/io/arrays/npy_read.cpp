#include "core/io/arrays/npy_read.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstring>

#include "core/io/arrays/npy_header.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

constexpr std::string_view taken = "expected bool, integers of 1 to 8 bytes, float16, float32 or float64";

struct Bool {
    std::uint8_t byte;
};
struct Half {
    std::uint16_t bits;
};

float float_of(Half half) {
    const std::uint32_t sign = std::uint32_t{half.bits} >> 15 << 31;
    const std::uint32_t exponent = half.bits >> 10 & 31u, fraction = half.bits & 1023u;
    if (exponent == 0) {
        const float magnitude = std::ldexp(static_cast<float>(fraction), -24);
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t widened = exponent == 31 ? 255 : exponent + 112;
    return std::bit_cast<float>(sign | widened << 23 | fraction << 13);
}

// A double holds an integer exactly when its significant bits are 53 or fewer.
template <std::integral T>
bool is_exact(T value) {
    const auto bits =
        static_cast<std::uint64_t>(value);  // NOLINT(bugprone-signed-char-misuse): int8 is a number here
    const std::uint64_t magnitude = value < 0 ? 0 - bits : bits;
    return magnitude == 0 || std::bit_width(magnitude) - std::countr_zero(magnitude) <= 53;
}

struct Source {
    const char* data;
    Shape shape;
    bool fortran_order, swap_bytes;
};

struct Filled {
    AnyTensor tensor;
    std::int64_t rounded = 0;    // integers that float64 cannot hold
    std::int64_t odd_bools = 0;  // bytes of a bool array that are neither 0 nor 1
};

template <class Stored>
Stored load(const char* from, bool swap_bytes) {
    std::array<char, sizeof(Stored)> bytes;
    std::memcpy(bytes.data(), from, sizeof(Stored));
    if (swap_bytes) std::reverse(bytes.begin(), bytes.end());
    return std::bit_cast<Stored>(bytes);
}

template <class Stored, class Out>
Out converted(Stored stored, Filled& filled) {
    if constexpr (std::is_same_v<Stored, Half>) {
        return float_of(stored);
    } else if constexpr (std::is_same_v<Stored, Bool>) {
        filled.odd_bools += stored.byte > 1;
        return stored.byte != 0 ? 1 : 0;
    } else {
        if constexpr (std::integral<Stored>) filled.rounded += !is_exact(stored);
        return static_cast<Out>(stored);
    }
}

template <class Stored, class Out>
Filled fill(const Source& source) {
    const Shape& s = source.shape;
    if constexpr (std::is_same_v<Stored, Out>)
        if (!source.fortran_order && !source.swap_bytes) {
            Tensor<Out> same(s);
            std::memcpy(same.data().data(), source.data, same.data().size_bytes());
            return {.tensor = std::move(same)};
        }
    // Strides in cells; in Fortran order the first dimension is the nearest in memory.
    const Shape stride =
        source.fortran_order ? Shape{1, s.n, s.n * s.c, s.n * s.c * s.h} : Shape{s.c * s.h * s.w, s.h * s.w, s.w, 1};
    Filled filled;
    std::vector<Out> values;
    reserve_large(values, static_cast<std::size_t>(s.cells()));
    for (std::int64_t n = 0; n < s.n; ++n)
        for (std::int64_t c = 0; c < s.c; ++c)
            for (std::int64_t h = 0; h < s.h; ++h)
                for (std::int64_t w = 0; w < s.w; ++w) {
                    const std::int64_t cell = n * stride.n + c * stride.c + h * stride.h + w * stride.w;
                    const char* const from = source.data + cell * static_cast<std::int64_t>(sizeof(Stored));
                    values.push_back(converted<Stored, Out>(load<Stored>(from, source.swap_bytes), filled));
                }
    filled.tensor = Tensor<Out>(s, std::move(values));
    return filled;
}

struct Type {
    std::string_view code;
    std::int64_t bytes;
    Filled (*fill)(const Source&);
};

constexpr std::array types{
    Type{"b1", 1, fill<Bool, double>},          Type{"i1", 1, fill<std::int8_t, double>},
    Type{"i2", 2, fill<std::int16_t, double>},  Type{"i4", 4, fill<std::int32_t, double>},
    Type{"i8", 8, fill<std::int64_t, double>},  Type{"u1", 1, fill<std::uint8_t, double>},
    Type{"u2", 2, fill<std::uint16_t, double>}, Type{"u4", 4, fill<std::uint32_t, double>},
    Type{"u8", 8, fill<std::uint64_t, double>}, Type{"f2", 2, fill<Half, float>},
    Type{"f4", 4, fill<float, float>},          Type{"f8", 8, fill<double, double>},
};

bool names_byte_order(char c) { return c == '<' || c == '>' || c == '|' || c == '='; }

Error unknown_type(std::string_view descr, std::string_view name) {
    struct Kind {
        char letter;
        std::string_view words;
    };
    static constexpr std::array kinds{
        Kind{'c', "complex numbers"},
        Kind{'O', "Python objects"},
        Kind{'U', "text"},
        Kind{'S', "text"},
        Kind{'a', "text"},
        Kind{'V', "raw bytes"},
        Kind{'M', "dates"},
        Kind{'m', "time spans"},
        Kind{'f', "floating-point numbers of another size"},
        Kind{'i', "integers of another size"},
        Kind{'u', "integers of another size"},
    };
    const std::size_t letter = !descr.empty() && names_byte_order(descr[0]) ? 1 : 0;
    std::string_view words = "an unknown type";
    for (const Kind& kind : kinds)
        if (letter < descr.size() && descr[letter] == kind.letter) words = kind.words;
    return file_error(name, "header",
                      "found " + std::string(words) + " (" + quoted(descr) + "), " + std::string(taken));
}

const Type* type_of(std::string_view descr) {
    if (!descr.empty() && names_byte_order(descr[0])) descr.remove_prefix(1);
    const auto found = std::find_if(types.begin(), types.end(), [&](const Type& t) { return t.code == descr; });
    return found == types.end() ? nullptr : &*found;
}

// NumPy takes every mark but < and > for the order of the machine.
bool is_swapped(std::string_view descr) {
    if (descr.front() == '<') return std::endian::native != std::endian::little;
    return descr.front() == '>' && std::endian::native != std::endian::big;
}

std::string shape_text(const std::vector<std::int64_t>& dimensions) {
    std::string text;
    for (const std::int64_t d : dimensions) text += (text.empty() ? "" : " x ") + std::to_string(d);
    return text;
}

std::vector<std::string> notes_of(const Filled& filled) {
    std::vector<std::string> notes;
    if (filled.rounded > 0) notes.push_back(rounded_note(filled.rounded));
    if (filled.odd_bools > 0)
        notes.push_back(std::to_string(filled.odd_bools) + " bool bytes are neither 0 nor 1 and were taken for 1");
    return notes;
}

// What the header says, once it is within the limits and the file is as long as it says.
struct Announced {
    NpyHeader header;
    const Type* type = nullptr;
    Shape shape;
};

Result<Announced> announced_by(std::string_view beginning, std::uintmax_t file_bytes, std::string_view name) {
    Result<NpyHeader> header = read_npy_header(beginning, name);
    if (!header) return header.error();
    const Type* const type = type_of(header->descr);
    if (type == nullptr) return unknown_type(header->descr, name);
    const Result<Shape> shape = shape_of_dimensions(header->shape, name, "header");
    if (!shape) return shape.error();

    // At most 2^26 cells of 8 bytes since size_error() has passed them.
    const auto needed = static_cast<std::uintmax_t>(shape->cells() * type->bytes);
    const std::uintmax_t present = file_bytes - header->data_offset;
    if (present != needed)
        return file_error(name, "byte " + std::to_string(header->data_offset + 1),
                          "found " + std::to_string(present) + " bytes of data, expected " + std::to_string(needed) +
                              " for " + shape_text(header->shape) + " cells of " + std::to_string(type->bytes) +
                              (type->bytes == 1 ? " byte" : " bytes"));
    return Announced{std::move(header).value(), type, *shape};
}

Result<Loaded> read(std::string_view bytes, std::string_view name) {
    const Result<Announced> announced = announced_by(bytes, bytes.size(), name);
    if (!announced) return announced.error();
    const NpyHeader& header = announced->header;
    Filled filled = announced->type->fill({.data = bytes.data() + header.data_offset,
                                           .shape = announced->shape,
                                           .fortran_order = header.fortran_order,
                                           .swap_bytes = is_swapped(header.descr)});
    std::vector<std::string> notes = notes_of(filled);
    return Loaded{std::move(filled.tensor), header.shape, std::move(notes)};
}

}  // namespace

Result<Loaded> read_npy(std::string_view bytes, std::string_view name) {
    return guarded(name, [&] { return read(bytes, name); });
}

std::optional<Error> check_npy_beginning(std::string_view beginning, std::uintmax_t file_bytes,
                                         std::string_view name) {
    const Result<Announced> announced = announced_by(beginning, file_bytes, name);
    return announced ? std::nullopt : std::optional(announced.error());
}

}  // namespace poolwalk::io
