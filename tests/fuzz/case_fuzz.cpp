#include "core/doc/derived/derived.h"
#include "core/io/export/results_json.h"
#include "core/io/session/open_file.h"
#include "core/verify/check_cases.h"
#include "core/verify/check_parameters.h"
#include "tests/fuzz/support.h"

namespace {

using namespace poolwalk;

// What `poolwalk run --json` prints of it is a case that gives the same, and that passes.
void expect_kept(const Document& document) {
    const auto text = io::results_json(document, derive(document));
    fuzz::expect(text.ok(), "results can be written", text ? "" : text.error().message);
    const auto results = io::read_case(*text, "again.json");
    fuzz::expect(results.ok(), "results that were written are a case", results ? "" : results.error().message);
    const std::string differs = io::check_case(*results, "results");
    fuzz::expect(differs.empty(), "results that were written pass as a case", differs);
    const auto again = io::document_from(*results);
    fuzz::expect(again.ok(), "results that were written are a document", again ? "" : again.error().message);
    fuzz::expect(identical(*document.input, *again->input) && identical(*document.grad_output, *again->grad_output) &&
                     document.geometry == again->geometry && document.rules == again->rules,
                 "results keep the problem", *text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    const auto sets = io::check_parameters(bytes, "f.json");
    if (!sets) fuzz::expect_sentence(sets.error().message, "f.json");
    const auto problem = io::read_case(bytes, "f.json");
    if (!problem) {
        fuzz::expect_sentence(problem.error().message, "f.json");
        return 0;
    }
    const auto document = io::document_from(*problem);
    if (!document) {
        fuzz::expect_sentence(document.error().message, "");
        return 0;
    }
    if (fuzz::is_small(*document)) {
        const std::string differs = io::check_case(*problem, "f.json");
        if (!differs.empty()) fuzz::expect_sentence(differs, "");
        expect_kept(*document);
    }
    fuzz::expect_drawn(update(start_state({}), OpenDocument{*document}));
    return 0;
}
