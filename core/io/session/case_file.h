// A problem as JSON: X, dY, geometry, rules, and (in a case) the expected results. The cases in
// tests/cases and the examples in assets/examples have this one schema; what an example adds is
// `title`, `about` and `network` (network_json.h). Running a case against the engine is check_cases.h's work.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/network/setup.h"
#include "core/pool/max_pool.h"

namespace poolwalk::io {

// abs(got - want) <= atol + rtol * abs(want); both 0 means equal as numbers.
struct Tolerance {
    double rtol = 0, atol = 0;
    bool operator==(const Tolerance&) const = default;
};

struct Case {
    std::string id;
    std::string title, about, group;  // of an example: its name, one line on what to see, its part of the menu
    std::vector<std::string> tags;
    DType dtype = DType::Float64;
    AnyTensor input;
    std::optional<AnyTensor> grad_output;
    Geometry geometry;
    Rules rules;
    std::string method;  // of an example: the row of methods() whose code it opens with; may be empty
    std::optional<NetworkSetup> network;  // then X and dY may be absent: those of its pooling layer

    // Expected results; what is absent is not compared.
    std::optional<AnyTensor> output, grad_input;
    std::optional<Tensor<std::int32_t>> argmax, tie_count, hits;
    Tolerance output_tolerance, grad_input_tolerance;

    bool has_tag(std::string_view tag) const;
};

// Strict JSON (no NUL bytes, no doubled keys, no nesting beyond need), or an error of one sentence.
Result<Case> read_case(std::string_view json, std::string_view name);
// The same of a document that is parsed already.
Result<Case> case_of(const nlohmann::json& document, std::string_view name);

}  // namespace poolwalk::io
