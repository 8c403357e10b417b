// The input is the JSON of a session, and behind a NUL byte the array "a.npy" that lies beside it.
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/io/files/read_file.h"
#include "core/io/json/json_write.h"
#include "core/io/session/document_json.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "core/io/session/view_json.h"
#include "tests/fuzz/support.h"

namespace {

using namespace poolwalk;

void put_beside(std::string_view array) { std::ofstream(fuzz::folder() / "a.npy", std::ios::binary) << array; }

std::string text_of(const SessionFile& session) {
    return io::to_text({io::json_of(session.view), io::json_of(session.play)});
}

void expect_same(const SessionFile& a, const SessionFile& b) {
    fuzz::expect(identical(a.document, b.document), "a session keeps its document");
    fuzz::expect(a.view == b.view && a.play == b.play && a.copy_of == b.copy_of, "a session keeps its view",
                 text_of(a) + text_of(b));
    fuzz::expect(a.claim.has_value() == b.claim.has_value(), "a session keeps its claim");
    if (a.claim)
        fuzz::expect(a.claim->title == b.claim->title && identical(*a.claim->grad_input, *b.claim->grad_input),
                     "a claim is kept");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    const std::size_t nul = bytes.find('\0');
    if (nul != bytes.npos) put_beside(bytes.substr(nul + 1));
    const auto session = io::read_session(bytes.substr(0, nul), "f.json", fuzz::folder());
    if (!session) {
        fuzz::expect_sentence(session.error().message, "f.json");
        return 0;
    }
    const auto path = fuzz::folder() / "again.json";
    if (shape_of(*session->document.input).cells() <= 1 << 14 &&
        shape_of(*session->document.grad_output).cells() <= 1 << 14) {
        const auto done = io::write_session(path, *session, true);
        fuzz::expect(done.ok(), "a session can be written", done ? "" : done.error().message);
        const auto again = io::read_session(*io::read_file(path), "again.json", fuzz::folder());
        fuzz::expect(again.ok(), "a session that was written can be read", again ? "" : again.error().message);
        expect_same(*session, *again);
    }
    const AppState state = update(start_state({}), OpenSession{*session});
    fuzz::expect_drawn(state);
    // What does not fit the document is brought within it once; then it stays as it is.
    const SessionFile on_screen = session_file_of(state);
    fuzz::expect(identical(session->document, on_screen.document), "a session's document is the one on the screen");
    expect_same(on_screen, session_file_of(update(state, OpenSession{on_screen})));
    return 0;
}
