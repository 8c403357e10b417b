#include "core/io/arrays/text_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"

namespace poolwalk::io {
namespace {

std::string lower(std::string_view word) {
    std::string text(word);
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

// How libraries and languages name the types that are read as float32; of the others below each is float64.
constexpr std::array<std::string_view, 21> float32_names{
    "float32",      "float16",       "bfloat16",    "half",         "single",          "f32",
    "f16",          "bf16",          "float",       "floattensor",  "halftensor",      "bfloat16tensor",
    "cpufloattype", "cudafloattype", "cpuhalftype", "cudahalftype", "cpubfloat16type", "cudabfloat16type",
    "float32array", "floatarrayof",  "matrixxf"};
constexpr std::array<std::string_view, 22> float64_names{
    "float64",      "double",        "f64",    "doubletensor", "cpudoubletype", "cudadoubletype",
    "float64array", "doublearrayof", "int8",   "int16",        "int32",         "int64",
    "uint8",        "uint16",        "uint32", "uint64",       "long",          "int",
    "longtensor",   "cpulongtype",   "bool",   "matrixxd"};

std::optional<DType> dtype_named(std::string_view name, bool is_by_key) {
    const std::string small = lower(name);
    // Python's float has 64 bits, C's and Java's 32.
    if (is_by_key && name == "float") return DType::Float64;
    if (std::ranges::find(float32_names, small) != float32_names.end()) return DType::Float32;
    if (std::ranges::find(float64_names, small) != float64_names.end()) return DType::Float64;
    return std::nullopt;
}

// "2×3" of Julia and MATLAB, "4-element" of Julia; "2x3" only where the word before says that it is a shape.
std::optional<std::vector<std::int64_t>> sides_named(std::string_view word, bool is_x_taken) {
    std::vector<std::int64_t> sides;
    while (true) {
        const auto side = leading_integer(word);
        if (side.length == 0 || side.out_of_range || !is_digit(word.front())) return std::nullopt;
        sides.push_back(side.value);
        word.remove_prefix(side.length);
        if (word.empty()) return sides.size() > 1 ? std::optional(sides) : std::nullopt;
        if (word == "-element") return sides;
        const bool is_times = word.starts_with("\u00d7");
        if (!is_times && !(is_x_taken && word.front() == 'x')) return std::nullopt;
        word.remove_prefix(is_times ? 2 : 1);
    }
}

bool has_float32_default(std::string_view word) {
    const std::string_view first = word.substr(0, word.find_first_of(".:"));
    return word == "tensor" || word == "NDArray" || first == "torch" || first == "tf" || first == "jnp";
}

std::string shape_text(const std::vector<std::int64_t>& sides) {
    std::string text;
    for (const std::int64_t side : sides) text += (text.empty() ? "" : " x ") + std::to_string(side);
    return text;
}

// Rows x columns x channels x images, as Julia and MATLAB count them, in our order.
std::vector<std::int64_t> rows_last(std::vector<std::int64_t> sides) {
    if (sides.size() < 3) return sides;
    std::reverse(sides.begin(), sides.end());
    std::swap(sides.back(), sides[sides.size() - 2]);
    return sides;
}

// R stores columns first, its planes as `, , c, n` counts them.
void turn_columns(TextNumbers& numbers, const std::vector<std::int64_t>& dim) {
    const auto rows = static_cast<std::size_t>(dim[0]), cols = dim.size() > 1 ? static_cast<std::size_t>(dim[1]) : 1;
    std::vector<double> turned;
    turned.reserve(numbers.values.size());
    for (std::size_t plane = 0; plane < numbers.values.size(); plane += rows * cols)
        for (std::size_t h = 0; h < rows; ++h)
            for (std::size_t w = 0; w < cols; ++w) turned.push_back(numbers.values[plane + w * rows + h]);
    numbers.values = std::move(turned);
    numbers.dimensions = rows_last(dim);
}

bool holds(const std::vector<std::int64_t>& sides, std::size_t count) {
    std::int64_t cells = 1;
    for (const std::int64_t side : sides) {
        if (side < 1 || side > max_cells || cells > max_cells) return false;
        cells *= side;
    }
    return cells == static_cast<std::int64_t>(count);
}

std::optional<Error> apply_shape(const TextFile& file, const DeclaredShape& declared, TextNumbers& numbers) {
    const bool is_flat = numbers.dimensions.size() == 1;
    const bool fits = holds(declared.sides, numbers.values.size());
    if (declared.use == DeclaredShape::Use::ColumnMajor && is_flat && fits && declared.sides.size() <= 4) {
        turn_columns(numbers, declared.sides);
        return {};
    }
    if (declared.use == DeclaredShape::Use::Reshape && fits) {
        numbers.dimensions = declared.sides;
        return {};
    }
    // Julia prints a vector of N as one column.
    if (declared.sides.size() == 1 && numbers.dimensions.size() == 2 && fits) numbers.dimensions = declared.sides;
    if (declared.sides == numbers.dimensions || rows_last(declared.sides) == numbers.dimensions) return {};
    return text_error(file, declared.at,
                      "the text gives the shape " + shape_text(declared.sides) + ", found numbers for " +
                          shape_text(numbers.dimensions));
}

// A whole number, or -1, which no array has.
std::int64_t side_of(std::string_view word) {
    const auto side = leading_integer(word);
    const std::string_view rest = word.substr(side.length);
    const bool is_whole = side.length > 0 && !side.out_of_range && side.value > 0 && (rest.empty() || rest == "L");
    return is_whole ? side.value : -1;
}

// The side that is not said follows from how many numbers there are; one column if none is.
DeclaredShape shape_of(const MatrixCall& matrix, std::size_t numbers) {
    const auto count = static_cast<std::int64_t>(numbers);
    const auto other = [&](std::int64_t side) { return side > 0 ? count / side : -1; };
    const std::int64_t columns = matrix.columns != 0 ? matrix.columns : matrix.rows != 0 ? other(matrix.rows) : 1;
    const std::int64_t rows = matrix.rows != 0 ? matrix.rows : other(columns);
    return {
        {rows, columns}, matrix.at, matrix.is_by_row ? DeclaredShape::Use::Reshape : DeclaredShape::Use::ColumnMajor};
}

bool fits_float32(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double value) {
        return !std::isfinite(value) || std::abs(value) <= std::numeric_limits<float>::max();
    });
}

DType dtype_of(const TextNumbers& numbers, const TextFacts& facts) {
    if (facts.dtype) return *facts.dtype;
    if (numbers.is_float32) return DType::Float32;
    return facts.float32_by_default && !numbers.needs_float64 ? DType::Float32 : DType::Float64;
}

}  // namespace

std::string_view last_name(std::string_view word) {
    const std::size_t joint = word.find_last_of(".:");
    return joint == word.npos ? word : word.substr(joint + 1);
}

bool note_word(std::string_view word, std::string_view key, std::size_t at, TextFacts& facts) {
    if (facts.matrix && (key == "nrow" || key == "ncol" || key == "byrow")) {
        if (key == "byrow") facts.matrix->is_by_row = word == "TRUE" || word == "T";
        else (key == "nrow" ? facts.matrix->rows : facts.matrix->columns) = side_of(word);
        return true;
    }
    const std::string_view name = last_name(word);
    const bool is_by_key = last_name(key) == "dtype" || last_name(key) == "dt";
    bool noted = false;
    if (has_float32_default(word)) facts.float32_by_default = noted = true;
    if (word == "tensor" || word.starts_with("torch.") || word.starts_with("torch::")) facts.is_torch = true;
    if (const auto dtype = dtype_named(name, is_by_key); dtype && (is_by_key || !facts.is_dtype_by_key)) {
        facts.dtype = dtype;
        facts.is_dtype_by_key |= is_by_key;
        noted = true;
    }
    const bool is_x_taken = key == "NDArray" || key == "size";
    if (auto sides = sides_named(word, is_x_taken)) {
        facts.is_julia |= !is_x_taken;
        facts.shapes.push_back({std::move(*sides), at});
        noted = true;
    }
    return noted;
}

bool note_words(const TextFile& file, std::size_t from, std::size_t to, TextFacts& facts) {
    bool noted = false;
    std::string_view before, key;
    for (std::size_t at = from; at < to;) {
        std::string_view word = word_at(file.bytes.substr(0, to), at);
        if (word.ends_with(':')) word.remove_suffix(1);
        if (word.empty()) {
            if (file.bytes[at] == '=' || file.bytes[at] == ':') key = before;
            ++at;
            continue;
        }
        noted |= note_word(word, key.empty() ? before : key, at, facts);
        key = {};
        before = word;
        at += word.size();
    }
    return noted;
}

std::string left_out_text(const TextFacts& facts) {
    std::string_view who = "NumPy", how = "numpy.set_printoptions(threshold=sys.maxsize)";
    if (facts.is_torch) who = "PyTorch", how = "torch.set_printoptions(profile=\"full\")";
    else if (facts.is_julia) who = "Julia", how = "show(IOContext(stdout, :limit => false), \"text/plain\", x)";
    else if (facts.is_pandas)
        who = "pandas", how = "pandas.set_option(\"display.max_rows\", None, \"display.max_columns\", None)";
    return "found \"...\", where " + std::string(who) + " left numbers out; print it whole with " + std::string(how);
}

Result<Loaded> loaded_from(const TextFile& file, TextNumbers numbers, const TextFacts& facts) {
    if (facts.matrix)
        if (std::optional<Error> error = apply_shape(file, shape_of(*facts.matrix, numbers.values.size()), numbers))
            return *error;
    for (const DeclaredShape& declared : facts.shapes)
        if (std::optional<Error> error = apply_shape(file, declared, numbers)) return *error;
    const Result<Shape> shape = shape_of_dimensions(numbers.dimensions, file.name, "");
    if (!shape) return shape.error();
    Loaded loaded;
    const DType dtype = dtype_of(numbers, facts);
    if (dtype == DType::Float32 && !fits_float32(numbers.values))
        return file_error(file.name, "", "found a number out of the range of float32, the type that the text names");
    if (dtype == DType::Float64) loaded.tensor = Tensor<double>(*shape, std::move(numbers.values));
    else loaded.tensor = make_tensor(DType::Float32, *shape, numbers.values);
    loaded.shape = std::move(numbers.dimensions);
    loaded.notes = std::move(numbers.notes);
    if (numbers.rounded > 0) loaded.notes.push_back(rounded_note(numbers.rounded));
    return loaded;
}

}  // namespace poolwalk::io
