// Archives of arrays: which of them is read. Damaged ones are in tests/badfiles/npz.
#include "core/io/arrays/npz_read.h"

#include "core/io/files/read_file.h"
#include "tests/core/io/arrays/array_reader_support.h"
#include "tests/support/paths.h"

namespace poolwalk::io {
namespace {

const std::string two = source_path("tests/badfiles/npz/ok-savez.npz").string(),
                  one = source_path("tests/badfiles/npz/ok-compressed.npz").string();

TEST(Npz, GivesTheUsualArrayOrTheOneAskedFor) {
    EXPECT_THAT(loaded_values(read_array_file(two)), ElementsAre(1, 2, 3, 4, 5, 6));
    EXPECT_THAT(loaded_values(read_array_file(two, {}, "dy")), ElementsAre(1));
    EXPECT_THAT(loaded_values(read_array_file(two + ":dy")), ElementsAre(1));
    EXPECT_EQ(refusal_of(read_array_file(two, {}, "dx")),
              two + ": found the arrays x, dy, expected \"dx\" among them; " + two + ":x names one");
    EXPECT_EQ(refusal_of(read_array_file(two + ":X")), two + ": found the arrays x, dy, expected \"X\" among them");
}

TEST(Npz, GivesItsOnlyArrayWhateverItsName) {
    for (const char* usual : {"x", "dx"})
        EXPECT_THAT(loaded_values(read_array_file(one, {}, usual)), ElementsAre(1, 4, 2, 5, 3, 6));
    EXPECT_EQ(dtype_of(read_array_file(one)->tensor), DType::Float32);
    EXPECT_EQ(refusal_of(read_array_file(one + ":x")), one + ": found the arrays arr_0, expected \"x\" among them");
}

TEST(Npz, KnowsWhatLiesBesideAnArray) {
    EXPECT_THAT(values_of((*read_companion(two, "dy"))->tensor), ElementsAre(1));
    EXPECT_EQ(*read_companion(two, "dx"), std::nullopt);
    EXPECT_EQ(*read_companion(one, "arr_0"), std::nullopt) << "it is X";
    EXPECT_EQ(*read_companion("x.npy", "dy"), std::nullopt);
    EXPECT_FALSE(read_companion("missing.npz", "dy"));
    EXPECT_THAT(*npz_names(*read_file(two), two), ElementsAre("x", "dy"));
}

TEST(Npz, CanBeStopped) {
    const auto bytes = read_file(two);
    EXPECT_EQ(refusal_of(read_npz(*bytes, "a.npz", {}, [](double) { return false; })), stopped().message);
}

}  // namespace
}  // namespace poolwalk::io
