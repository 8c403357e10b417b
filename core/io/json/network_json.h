// The "network" object of an example or a session: NetworkSetup as JSON. A field that is absent is that
// of the published run.
//   {"seed", "draw", "kernel_scale", "dense_scale", "rate", "epochs", "tie_rule", "output",
//    "samples": [{"image": six rows of six numbers, "target"}], "kernel": three rows of three, "dense": four}
// A sample without a target learns the output function of its sum; kernel and dense come together.
#pragma once

#include "core/io/json/json_field.h"
#include "core/network/setup.h"

namespace poolwalk::io {

NetworkSetup read_network(const JsonField& field);
// The same, and no other keys but "do", of a command.
NetworkSetup read_strict_network(const JsonField& field);

// The same object, every number as long as it takes to read it back to the same bits.
nlohmann::ordered_json network_json(const NetworkSetup& setup);

// Rows of numbers, as many as the matrix has; fails otherwise.
template <class Matrix>
Matrix read_matrix(const JsonField& field) {
    Matrix matrix;
    const std::string expected =
        std::to_string(matrix.rows()) + " rows of " + std::to_string(matrix.cols()) + " numbers";
    if (!field.is_array() || field.size() != static_cast<std::size_t>(matrix.rows())) {
        field.fail_expecting(expected);
        return matrix;
    }
    for (std::size_t r = 0; r < field.size(); ++r) {
        const std::vector<double> row = field.at(r).numbers();
        if (row.size() != static_cast<std::size_t>(matrix.cols())) {
            field.fail_expecting(expected);
            return matrix;
        }
        for (std::size_t c = 0; c < row.size(); ++c)
            matrix(static_cast<std::int64_t>(r), static_cast<std::int64_t>(c)) = row[c];
    }
    return matrix;
}

}  // namespace poolwalk::io
