#include "core/doc/edits.h"

#include <gmock/gmock.h>

#include "core/doc/update/update.h"
#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

EditedCell x(std::int64_t h, std::int64_t w) { return {GridId::Input, 0, {h, w}}; }

TEST(EditLog, AnswersWhatWasEditedAfterARevision) {
    EditLog log;
    log.edited(2, {x(0, 0)});
    log.edited(3, {x(1, 1), x(1, 2)});
    EXPECT_THAT(*log.after(1), ElementsAre(x(0, 0), x(1, 1), x(1, 2)));
    EXPECT_THAT(*log.after(2), ElementsAre(x(1, 1), x(1, 2)));
    EXPECT_THAT(*log.after(3), IsEmpty());
    EXPECT_FALSE(log.after(0)) << "nobody knows how the first revision came to be";
    log.changed(4);
    EXPECT_FALSE(log.after(3));
    log.edited(5, {x(2, 2)});
    EXPECT_THAT(*log.after(4), ElementsAre(x(2, 2)));
}

TEST(EditLog, ForgetsTheOldestRevisionsWhole) {
    EditLog log;
    for (std::uint64_t revision = 2; revision < 200; ++revision) log.edited(revision, {x(0, 0), x(0, 1)});
    EXPECT_FALSE(log.after(1));
    const auto most = static_cast<std::uint64_t>(EditLog::limit / 2);
    EXPECT_EQ(log.after(199 - most)->size(), EditLog::limit);
    EXPECT_FALSE(log.after(198 - most));
}

TEST(EditLog, IsKeptByUpdateThroughUndoAndRedo) {
    AppState state = start_state(overlapping());
    const auto edit = [](std::int64_t h, double value) { return SetCells{GridId::Input, {{0, {h, 0}, value}}}; };
    state = update(std::move(state), edit(1, 50));
    state = update(std::move(state), edit(2, 60));
    state = update(std::move(state), Undo{});
    state = update(std::move(state), Redo{});
    EXPECT_EQ(state.revision, 5u);
    EXPECT_THAT(*state.edits.after(1), ElementsAre(x(1, 0), x(2, 0), x(2, 0), x(2, 0)));
    state = update(std::move(state), CycleTieRule{});
    EXPECT_FALSE(state.edits.after(5));
    state = update(std::move(state), Undo{});
    EXPECT_FALSE(state.edits.after(6)) << "what is taken back are the rules";
    state = update(std::move(state), Undo{});
    EXPECT_THAT(*state.edits.after(7), ElementsAre(x(2, 0)));
}

}  // namespace
}  // namespace poolwalk
