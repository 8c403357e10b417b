#include "app/session/session.h"

#include <gmock/gmock.h>

#include "tests/app/ui/driver.h"

namespace poolwalk {
namespace {

TEST(Session, SpeaksOfWhatEveryWorkspaceShows) {
    test::Driver d(test::example("ties"));
    for (const Choice<Workspace>& choice : workspaces()) {
        d.session.run(SetWorkspace{choice.value});
        d.session.run(StepOn{1});
        d.frames(2);
        EXPECT_GT(d.session.spoken().size(), 3u) << choice.name;
        d.session.run(Pin{CellRef{GridId::Input, 0, {1, 1}}});
        d.frames();
        EXPECT_THAT(d.session.spoken(), testing::HasSubstr("X(1, 1) is 2.")) << choice.name;
    }
}

}  // namespace
}  // namespace poolwalk
