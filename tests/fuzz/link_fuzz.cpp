// The input is tried as the letters of a link, and as the JSON in one.
#include "core/io/json/json_write.h"
#include "core/io/session/link.h"
#include "tests/core/io/session/link_support.h"
#include "tests/fuzz/support.h"

namespace {

using namespace poolwalk;

void try_link(const std::string& link) {
    const auto session = io::read_link(link);
    if (!session) return fuzz::expect_sentence(session.error().message, "link");
    fuzz::expect(session->copy_of.empty(), "a link is no copy of a file");
    const auto again = io::link_of(*session);
    if (!again) return fuzz::expect_sentence(again.error().message, "");
    const auto same = io::read_link(*again);
    fuzz::expect(same.ok(), "a link that was made can be read", same ? "" : same.error().message);
    fuzz::expect(identical(session->document, same->document), "a link keeps its document");
    fuzz::expect(session->view == same->view && session->play == same->play, "a link keeps its view");
    fuzz::expect_drawn(update(start_state({}), OpenSession{*session}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    try_link(std::string(io::link_mark) + std::string(bytes));
    try_link(test::link_of_text(bytes));
    return 0;
}
