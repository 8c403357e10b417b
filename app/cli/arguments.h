// The values of options, read strictly: whole numbers with nothing around them, names from their
// tables. An Error says what was expected; add_value() puts the option's name before it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/doc/update/motion.h"
#include "core/doc/view.h"
#include "core/pool/geometry.h"
#include "core/pool/rules.h"

namespace poolwalk::cli {

struct PictureSize {
    int width = 1600, height = 1000;
};

Result<Pair> parse_pair(std::string_view text);                 // "2" or "2,3"
Result<Pads> parse_pads(std::string_view text);                 // "0,1,0,1"
Result<std::int64_t> parse_step(std::string_view text);         // from 0
Result<StepMoment> parse_moment(std::string_view text);         // "10.4": ten, and 0.4 of the next
Result<std::int64_t> parse_every(std::string_view text);        // from 1
Result<PictureSize> parse_picture_size(std::string_view text);  // "1600x1000"
Result<double> parse_scale(std::string_view text);              // 0.75 to 3
Result<double> parse_fps(std::string_view text);                // 0.1 to 50
Result<TieRule> parse_tie_rule(std::string_view text);
Result<OverlapRule> parse_overlap_rule(std::string_view text);
Result<NanRule> parse_nan_rule(std::string_view text);
Result<AxisOrder> parse_layout(std::string_view text);
Result<DType> parse_dtype(std::string_view text);
Result<Theme> parse_theme(std::string_view text);
Result<std::string> parse_example(std::string_view text);
Result<std::string> parse_lesson(std::string_view text);
Result<std::string> parse_method(std::string_view text);
Result<std::string> parse_view(std::string_view text);
Result<std::string> parse_path(std::string_view text);

struct OptionText {
    std::string name, type, help;
};

// An option whose value `parse` reads into `into`, a T or an optional one. Its help is `type` alone,
// without what CLI11 adds about other options.
template <class T, class Into>
CLI::Option* add_value(CLI::App& app, const OptionText& text, Result<T> (*parse)(std::string_view), Into& into) {
    const auto read = [name = text.name, parse, &into](const std::string& given) {
        Result<T> value = parse(given);
        if (!value) throw CLI::ValidationError(name + " " + (given.empty() ? "\"\"" : given), value.error().message);
        into = std::move(value).value();
    };
    return app.add_option_function<std::string>(text.name, read, text.help)
        ->option_text(text.type.empty() ? " " : text.type);
}

}  // namespace poolwalk::cli
