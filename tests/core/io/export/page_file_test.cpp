#include "core/io/export/page_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/io/session/link.h"
#include "tests/core/doc/update/doc_support.h"

namespace poolwalk::io {
namespace {

TEST(PageFile, OpensWithItsSession) {
    const std::string page = "<script>var poolwalkLink = \"\";</script><p>and the program</p>";
    const SessionFile session{.document = test::overlapping(), .view = {}, .play = {.done = 5}};
    const auto text = page_with(page, session);
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_EQ(*text, "<script>var poolwalkLink = \"" + *link_of(session) + "\";</script><p>and the program</p>");
    const auto again = page_with(*text, session);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().message, "this is not the page that app/web/build makes");
}

TEST(PageFile, RefusesWhatALinkCannotHold) {
    const SessionFile large{.document = document_of("large", test::counted(DType::Float32, {1, 1, 80, 80}), {}, {})};
    EXPECT_THAT(page_with("poolwalkLink = \"\"", large).error().message,
                testing::HasSubstr("a link holds arrays of up to 4096 cells"));
}

}  // namespace
}  // namespace poolwalk::io
