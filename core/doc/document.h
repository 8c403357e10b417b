// What undo covers and a session file keeps: the two arrays a person gives (X and dY), the geometry,
// the rules, and the published method whose code is shown. A Document is always valid: what is typed is validated
// before it gets here. What follows from it is Derived (derived.h); how it is looked at is View (view.h).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/methods/methods.h"
#include "core/network/setup.h"
#include "core/pool/walk.h"

namespace poolwalk {

// A tensor shared between the document, its history and the worker that derives from it; it is
// copied only when it is edited while somebody else still holds it.
class SharedTensor {
public:
    SharedTensor() : held_(std::make_shared<AnyTensor>()) {}
    SharedTensor(AnyTensor tensor) : held_(std::make_shared<AnyTensor>(std::move(tensor))) {}

    const AnyTensor& operator*() const { return *held_; }
    const AnyTensor* operator->() const { return held_.get(); }
    AnyTensor& edit() {
        if (held_.use_count() > 1) held_ = std::make_shared<AnyTensor>(*held_);
        return *held_;
    }
    bool same_memory(const SharedTensor& other) const { return held_ == other.held_; }

private:
    std::shared_ptr<AnyTensor> held_;
};

// Equal values and type; NaN equals NaN, and 0 differs from -0.
bool identical(double a, double b);
bool identical(const AnyTensor& a, const AnyTensor& b);

struct Document {
    std::string title;
    SharedTensor input;
    SharedTensor grad_output;  // the input's type; N and C the input's; no larger than the output
    Geometry geometry;
    Rules rules;
    std::string method{methods().front().name};  // a row of methods(); one with rules of its own has these
    std::optional<NetworkSetup> network{};       // absent: the published one
    SharedTensor kept_grad_output{};             // dY of a larger output, whose cells come back with it; or empty
    AxisOrder layout = AxisOrder::NCHW;          // in which the axes of X were read
};

bool identical(const Document& a, const Document& b);

PoolView view_of(const Document& document);
const MethodRow& method_of(const Document& document);
// The method, if these are the rules it has, else the row that stands for whatever rules are set.
std::string_view method_under(std::string_view method, const Rules& rules);
const NetworkSetup& network_of(const Document& document);
Shape output_shape(const Document& document);

// The first reason why these do not make a document, or empty.
std::string document_error(const AnyTensor& input, const AnyTensor& grad_output, const Geometry& geometry);

// `grad_output` made to fit `output`: values stay at their place, new windows get 1, and those
// that are gone are dropped. The type becomes `dtype`.
AnyTensor refitted(const AnyTensor& grad_output, const Shape& output, DType dtype);
// The same of a document's dY, of which nothing is dropped: what has no window any more is kept, and comes back.
struct FittedGradient {
    SharedTensor grad_output, kept;
};
FittedGradient fitted(const SharedTensor& grad_output, const SharedTensor& kept, const Shape& output, DType dtype);

// Geometry that fits any input: kernel and stride 2, or 1 along an axis of one cell.
Geometry plain_geometry(const Shape& input);

// X with dY = 1 everywhere.
Document document_of(std::string title, AnyTensor input, const Geometry& geometry, const Rules& rules);

// X read in the other order of its axes: an N x H x W x C array that was taken for N x C x H x W, or the other way
// round. A window that does not fit then gives way to a plain one.
Document in_layout(const Document& document, AxisOrder layout);

// X of another shape: values stay at their place, new cells get 0.
AnyTensor resized(const AnyTensor& input, const Shape& shape);

enum class RandomKind : std::uint8_t { Distinct, ManyTies, ReluZeros };
// Distinct: a shuffle of 1 to cells. ManyTies: 0 to 3. ReluZeros: about half 0, else 0.1 to 3.0.
AnyTensor random_tensor(RandomKind kind, DType dtype, const Shape& shape, std::uint64_t seed);

}  // namespace poolwalk
