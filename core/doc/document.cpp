#include "core/doc/document.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <random>

#include "core/base/check.h"

namespace poolwalk {
namespace {

// A draw from 0 to bound - 1 that is the same with every standard library.
std::uint64_t draw(std::mt19937_64& random, std::uint64_t bound) { return random() % bound; }

std::vector<double> shuffled(std::int64_t cells, std::mt19937_64& random) {
    std::vector<double> values(static_cast<std::size_t>(cells));
    std::iota(values.begin(), values.end(), 1.0);
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[draw(random, i)]);
    return values;
}

}  // namespace

bool identical(double a, double b) {
    return std::isnan(a) ? std::isnan(b) : std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool identical(const AnyTensor& a, const AnyTensor& b) {
    if (a.index() != b.index() || shape_of(a) != shape_of(b)) return false;
    const Shape& s = shape_of(a);
    for (std::int64_t p = 0; p < s.planes(); ++p)
        for (std::int64_t h = 0; h < s.h; ++h)
            for (std::int64_t w = 0; w < s.w; ++w)
                if (!identical(value_at(a, p, h, w), value_at(b, p, h, w))) return false;
    return true;
}

bool identical(const Document& a, const Document& b) {
    const auto same = [](const SharedTensor& s, const SharedTensor& t) {
        return s.same_memory(t) || identical(*s, *t);
    };
    return a.title == b.title && a.geometry == b.geometry && a.rules == b.rules && a.method == b.method &&
           same(a.input, b.input) && same(a.grad_output, b.grad_output) &&
           same(a.kept_grad_output, b.kept_grad_output) && a.layout == b.layout && network_of(a) == network_of(b);
}

PoolView view_of(const Document& document) {
    return {*document.input, *document.grad_output, document.geometry, document.rules};
}

const MethodRow& method_of(const Document& document) {
    const MethodRow* method = find_method(document.method);
    POOLWALK_CHECK(method != nullptr);
    return *method;
}

std::string_view method_under(std::string_view name, const Rules& rules) {
    const MethodRow* method = find_method(name);
    return method && rules_under(*method, rules) == rules ? method->name : methods().front().name;
}

const NetworkSetup& network_of(const Document& document) {
    return document.network ? *document.network : default_setup();
}

Shape output_shape(const Document& document) { return output_shape(shape_of(*document.input), document.geometry); }

std::string document_error(const AnyTensor& input, const AnyTensor& grad_output, const Geometry& geometry) {
    std::string sentence = first_error(validate(shape_of(input), geometry));
    if (!sentence.empty()) return sentence;
    return first_error(validate_grad_output(shape_of(grad_output), output_shape(shape_of(input), geometry)));
}

namespace {

// The cells that both have, at their places.
void copy_common(const AnyTensor& from, AnyTensor& to) {
    const Shape &a = shape_of(from), &b = shape_of(to);
    for (std::int64_t n = 0; n < std::min(a.n, b.n); ++n)
        for (std::int64_t c = 0; c < std::min(a.c, b.c); ++c)
            for (std::int64_t h = 0; h < std::min(a.h, b.h); ++h)
                for (std::int64_t w = 0; w < std::min(a.w, b.w); ++w)
                    set_value(to, n * b.c + c, h, w, value_at(from, n * a.c + c, h, w));
}

Shape joined(const Shape& a, const Shape& b) {
    return {std::max(a.n, b.n), std::max(a.c, b.c), std::max(a.h, b.h), std::max(a.w, b.w)};
}

bool holds(const Shape& outer, const Shape& inner) { return joined(outer, inner) == outer; }

}  // namespace

AnyTensor refitted(const AnyTensor& grad_output, const Shape& output, DType dtype) {
    AnyTensor result = make_tensor(dtype, output, 1.0);
    copy_common(grad_output, result);
    return result;
}

FittedGradient fitted(const SharedTensor& grad_output, const SharedTensor& kept, const Shape& output, DType dtype) {
    const Shape now = shape_of(*grad_output), before = shape_of(*kept), all = joined(now, before);
    const bool is_kept = before.cells() > 0 && size_error(all.n, all.c, all.h, all.w).empty();
    // A wide one and a high one would be joined by many cells that neither has.
    const bool is_small = is_kept && all.cells() <= 4 * std::max({now.cells(), before.cells(), output.cells()});
    if (!is_small && holds(output, now)) return {refitted(*grad_output, output, dtype), {}};
    if (!is_small) return {refitted(*grad_output, output, dtype), refitted(*grad_output, now, dtype)};
    AnyTensor whole = refitted(*kept, all, dtype);
    copy_common(*grad_output, whole);
    AnyTensor result = refitted(whole, output, dtype);
    if (holds(output, all)) return {std::move(result), {}};
    return {std::move(result), std::move(whole)};
}

Geometry plain_geometry(const Shape& input) {
    const std::int64_t rows = input.h > 1 ? 2 : 1, cols = input.w > 1 ? 2 : 1;
    Geometry geometry;
    geometry.kernel = geometry.stride = {rows, cols};
    return geometry;
}

Document document_of(std::string title, AnyTensor input, const Geometry& geometry, const Rules& rules) {
    AnyTensor ones = make_tensor(dtype_of(input), output_shape(shape_of(input), geometry), 1.0);
    return {std::move(title), std::move(input), std::move(ones), geometry, rules};
}

namespace {

AnyTensor in_layout(const AnyTensor& tensor, AxisOrder layout) {
    const Shape& s = shape_of(tensor);
    return std::visit(
        [&]<class T>(const Tensor<T>& t) -> AnyTensor {
            if (layout == AxisOrder::NHWC) return from_channels_last<T>({s.n, s.w, s.c, s.h}, t.data());
            return Tensor<T>({s.n, s.h, s.w, s.c}, to_channels_last(t));
        },
        tensor);
}

}  // namespace

Document in_layout(const Document& document, AxisOrder layout) {
    if (document.layout == layout) return document;
    Document next = document;
    next.layout = layout;
    next.input = in_layout(*document.input, layout);
    const Shape& input = shape_of(*next.input);
    if (!first_error(validate(input, next.geometry)).empty()) next.geometry = plain_geometry(input);
    AnyTensor grad_output = in_layout(*document.grad_output, layout);
    const Shape output = output_shape(next);
    if (shape_of(grad_output) != output) grad_output = make_tensor(dtype_of(grad_output), output, 1.0);
    next.grad_output = std::move(grad_output);
    next.kept_grad_output = {};
    return next;
}

AnyTensor resized(const AnyTensor& input, const Shape& shape) {
    AnyTensor result = make_tensor(dtype_of(input), shape, 0.0);
    const Shape& old = shape_of(input);
    for (std::int64_t n = 0; n < std::min(old.n, shape.n); ++n)
        for (std::int64_t c = 0; c < std::min(old.c, shape.c); ++c)
            for (std::int64_t h = 0; h < std::min(old.h, shape.h); ++h)
                for (std::int64_t w = 0; w < std::min(old.w, shape.w); ++w)
                    set_value(result, n * shape.c + c, h, w, value_at(input, n * old.c + c, h, w));
    return result;
}

AnyTensor random_tensor(RandomKind kind, DType dtype, const Shape& shape, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    if (kind == RandomKind::Distinct) return make_tensor(dtype, shape, shuffled(shape.cells(), random));
    std::vector<double> values(static_cast<std::size_t>(shape.cells()));
    for (double& value : values) {
        if (kind == RandomKind::ManyTies) value = static_cast<double>(draw(random, 4));
        else value = draw(random, 2) == 0 ? 0.0 : static_cast<double>(1 + draw(random, 30)) / 10;
    }
    return make_tensor(dtype, shape, values);
}

}  // namespace poolwalk
