#include "core/io/session/command_codec.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "core/io/json/json_write.h"
#include "core/scene/colormap.h"
#include "tests/core/doc/update/doc_support.h"
#include "tests/core/doc/update/random_commands.h"

namespace poolwalk::io {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Result<Command> read(const std::string& text) {
    const auto json = parse_json(text, "f");
    if (!json) return json.error();
    JsonReader reader(*json, "f");
    Command command = read_command(reader.root());
    if (!reader.ok()) return reader.error();
    return command;
}

TEST(CommandCodec, HasOneRowForEveryCommand) {
    std::set<std::size_t> kinds;
    std::set<std::string_view> names;
    for (const CommandRow& row : command_rows()) {
        EXPECT_TRUE(kinds.insert(row.kind).second) << "two rows for " << row.name << row.help;
        EXPECT_FALSE(row.help.empty()) << row.name;
        EXPECT_EQ(row.name.empty(), row.read == nullptr);
        EXPECT_EQ(row.name.empty(), row.write == nullptr);
        EXPECT_TRUE(row.name.empty() || names.insert(row.name).second) << row.name;
    }
    EXPECT_EQ(kinds.size(), kinds_of_command) << "a command has no row in command_codec.cpp";
}

// A random command that a file can hold: within 63 bits, with cells in its arrays and a map that exists.
bool fits_a_file(const Command& command) {
    if (const auto* c = command.as<SetInput>()) return shape_of(c->input).cells() > 0;
    if (const auto* c = command.as<SetGradOutput>()) return shape_of(c->grad_output).cells() > 0;
    if (const auto* c = command.as<SetClaim>()) return shape_of(c->grad_input).cells() > 0;
    if (const auto* c = command.as<SetColormap>()) return c->row < scene::colormaps().size();
    if (const auto* c = command.as<Randomize>()) return c->seed <= std::uint64_t{1} << 62;
    if (const auto* c = command.as<SetCells>())
        return std::ranges::all_of(c->cells, [](const CellValue& cell) { return cell.plane >= 0; });
    if (const auto* c = command.as<Pin>()) return !c->cell || c->cell->plane >= 0;
    if (const auto* c = command.as<SetNetwork>()) return setup_error(c->setup).empty();
    if (const auto* c = command.as<OpenDocument>())
        return document_error(*c->document.input, *c->document.grad_output, c->document.geometry).empty() &&
               setup_error(network_of(c->document)).empty() &&
               dtype_of(*c->document.input) == dtype_of(*c->document.grad_output);
    return true;
}

TEST(CommandCodec, WritesAndReadsTheSameCommand) {
    std::set<std::string_view> seen;
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        test::CommandSource source(seed);
        const AppState before = start_state(test::overlapping(2));
        for (int i = 0; i < 200; ++i) {
            const Command command = source.any();
            if (row_of(command).name.empty() || !fits_a_file(command)) continue;
            seen.insert(row_of(command).name);
            const std::string text = to_text(json_of(command));
            const auto again = read(text);
            ASSERT_TRUE(again) << again.error().message << "\n" << text;
            ASSERT_EQ(again->kind(), command.kind());
            EXPECT_EQ(to_text(json_of(*again)), text);
            const AppState a = update(before, command), b = update(before, *again);
            EXPECT_TRUE(identical(a.document, b.document)) << text;
            EXPECT_TRUE(a.view == b.view && a.play == b.play) << text;
        }
    }
    const auto for_files =
        std::ranges::count_if(command_rows(), [](const CommandRow& row) { return !row.name.empty(); });
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(for_files)) << "every kind has been tried";
}

TEST(CommandCodec, ReadsWhatAPersonWrites) {
    const auto seek = read(R"({"do": "seek", "done": 4})");
    ASSERT_TRUE(seek);
    EXPECT_EQ(seek->as<Seek>()->done, 4);
    const auto rules = read(R"({"do": "rules", "tie_rule": "last"})");
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->as<SetRules>()->rules, (Rules{TieRule::Last, OverlapRule::Accumulate, NanRule::LastNan}));
    const auto window = read(R"({"do": "window", "kernel": [3, 3], "padding": [1, 1]})");
    ASSERT_TRUE(window);
    EXPECT_EQ(window->as<SetGeometry>()->geometry,
              (Geometry{.kernel = {3, 3}, .stride = {3, 3}, .pads = {1, 1, 1, 1}}));
    const auto pin = read(R"({"do": "pin", "grid": "dX", "cell": [1, 2]})");
    ASSERT_TRUE(pin);
    EXPECT_EQ(pin->as<Pin>()->cell, (CellRef{GridId::GradInput, 0, {1, 2}}));
    EXPECT_FALSE(read(R"({"do": "pin"})")->as<Pin>()->cell);
    const auto x = read(R"({"do": "set_x", "x": [[1, "inf"], [-0.0, 4]]})");
    ASSERT_TRUE(x);
    EXPECT_TRUE(identical(x->as<SetInput>()->input,
                          make_tensor(DType::Float64, {1, 1, 2, 2},
                                      std::vector<double>{1, std::numeric_limits<double>::infinity(), -0.0, 4})));
}

TEST(CommandCodec, RefusesWithThePlace) {
    const auto refused = [](const char* text, const char* part) {
        const auto command = read(text);
        ASSERT_FALSE(command) << text;
        EXPECT_THAT(command.error().message, StartsWith("f: "));
        EXPECT_THAT(command.error().message, HasSubstr(part)) << text;
    };
    refused(R"({"do": "seek"})", "done: expected a 64-bit integer, found nothing");
    refused(R"({"do": "seek", "done": 4.0})", "done: expected a 64-bit integer, found 4.0");
    refused(R"({"do": "seek", "done": 4, "dune": 5})", "the key \"dune\" is not known here; there are do, done");
    refused(R"({"do": "sek", "done": 4})", "do: expected one of seek, play_to, ");
    refused(R"({"do": "quit"})", "do: expected one of ");
    refused(R"({"do": "camera", "center": {"h": 0, "w": 0}})", "center: expected two numbers from 0 to 1");
    refused(R"({"do": 4})", "do: expected one of ");
    refused(R"({})", "do: expected one of ");
    refused(R"([])", "expected an object, found []");
    refused(R"({"do": "rules", "tie_rule": "lst"})", "tie_rule: expected one of first, last, all");
    refused(R"({"do": "pin", "grid": "Z", "cell": [0, 0]})", "grid: expected one of X, Y, dX, dY");
    refused(R"({"do": "pin", "grid": "X", "cell": [0]})", "cell: expected two integers");
    refused(R"({"do": "set_x", "x": [[1, 2], [3]]})", "x[1]: expected a row of 2, as long as the others");
    refused(R"({"do": "set_x", "x": [[1, 2], 3]})", "x[1]: expected a row of 2");
    refused(R"({"do": "set_x", "x": [[[[[1]]]]]})", "more than 4 levels of brackets");
    refused(R"({"do": "set_x", "x": [[]]})", "x: ");
    refused(R"({"do": "set_x", "x": [[1, "two"]]})", "x[0][1]: expected a number");
    refused(R"({"do": "set_x", "dtype": "float32", "x": [[1, 1e39]]})",
            "x[0][1]: expected a number that fits float32");
    refused(R"({"do": "set_cells", "grid": "X", "cells": [{"cell": [0, 0]}]})", "cells[0].value: expected a number");
    refused(R"({"do": "workspace", "name": "wlak"})", "name: expected one of walk, rules, columns, check");
}

}  // namespace
}  // namespace poolwalk::io
