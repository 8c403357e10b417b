#include "core/io/export/film.h"

#include <gtest/gtest.h>

#include "core/io/session/examples.h"

namespace poolwalk::io {
namespace {

TEST(Film, EndsWithTheWalkOrAfterAsManyPicturesAsFit) {
    AppState state = start_state(load_example("overlap").value());
    EXPECT_EQ(usual_last_step(state, 0, 1), 18);
    state = update(std::move(state), Resize{{1, 1, 40, 40}});
    EXPECT_EQ(usual_last_step(state, 0, 1), 299);
    EXPECT_EQ(usual_last_step(state, 10, 2), 10 + 2 * 299);
    EXPECT_EQ(usual_last_step(state, 1 << 20, 1), track_of(state).count);
}

TEST(Film, OfTheNetworkWhosePicturesAreAllNewIsShorter) {
    const AppState state = update(start_state(load_example("overlap").value()), SetWorkspace{Workspace::Network});
    EXPECT_EQ(usual_last_step(state, 0, 1), 52);
}

}  // namespace
}  // namespace poolwalk::io
