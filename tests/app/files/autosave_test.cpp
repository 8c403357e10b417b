#include "app/files/autosave.h"

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "core/base/check_handler.h"
#include "core/io/files/read_file.h"
#include "core/io/session/open_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "tests/app/files/state_folder_support.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;

class AutosaveTest : public StateFolderTest {};

void edit(Driver& d, double value) { d.session.run(SetCells{GridId::Input, {{0, {1, 1}, value}}}); }

// The work of a program that was killed: its autosave under a number that no process has.
fs::path left_behind(const std::string& name, const AppState& state) {
    make_state_folder();
    SessionFile session = session_file_of(state);
    session.copy_of = state.origin.file;
    EXPECT_TRUE(io::write_session(state_folder() / name, session, true));
    return state_folder() / name;
}

TEST_F(AutosaveTest, IsWrittenWhileThereIsUnsavedWork) {
    using namespace std::chrono_literals;
    Driver d;
    Autosave autosave;
    const auto start = Autosave::Clock::now();
    autosave.follow(d.state(), start);
    EXPECT_FALSE(fs::exists(own_autosave()));
    edit(d, 5);
    autosave.follow(d.state(), start);
    ASSERT_TRUE(fs::exists(own_autosave()));
    const auto first = *io::read_file(own_autosave());
    edit(d, 6);
    autosave.follow(d.state(), start + 1s);
    EXPECT_EQ(*io::read_file(own_autosave()), first) << "not more often than every ten seconds";
    autosave.follow(d.state(), start + 60s);
    EXPECT_NE(*io::read_file(own_autosave()), first);
    d.session.run(SaveAs{path("saved")});
    autosave.follow(d.state(), start + 61s);
    EXPECT_FALSE(fs::exists(own_autosave()));
}

TEST_F(AutosaveTest, HoldsTheNewestChangeWhenTheProgramIsStopped) {
    Driver d;
    Autosave autosave;
    ASSERT_TRUE(autosave.keep_now(d.state()));
    EXPECT_FALSE(fs::exists(own_autosave())) << "there is nothing to keep";
    edit(d, 5);
    autosave.follow(d.state(), Autosave::Clock::now());
    edit(d, 6);
    ASSERT_TRUE(autosave.keep_now(d.state()));
    const auto kept = io::read_contents(own_autosave());
    ASSERT_TRUE(kept);
    EXPECT_EQ(value_at(*std::get<SessionFile>(*kept).document.input, 0, 1, 1), 6);
}

TEST_F(AutosaveTest, HoldsWhatUndoWouldBringBack) {
    using namespace std::chrono_literals;
    Driver d;
    Autosave autosave;
    const auto start = Autosave::Clock::now();
    edit(d, 5);
    autosave.follow(d.state(), start);
    edit(d, 6);
    d.session.run(OpenExample{"ties"});
    EXPECT_FALSE(has_unsaved_work(d.state()));
    autosave.follow(d.state(), start + 60s);
    const auto input_kept = [] {
        const auto kept = io::read_contents(own_autosave());
        return kept ? value_at(*std::get<SessionFile>(*kept).document.input, 0, 1, 1) : -1;
    };
    EXPECT_EQ(input_kept(), 6);
    d.session.run(Undo{});
    d.session.run(Undo{});
    autosave.follow(d.state(), start + 120s);
    EXPECT_EQ(input_kept(), 5);
    d.session.run(Undo{});
    autosave.follow(d.state(), start + 180s);
    EXPECT_FALSE(fs::exists(own_autosave())) << "all of it is undone";
}

TEST_F(AutosaveTest, SaysOnceThatNothingCanBeKept) {
    using namespace std::chrono_literals;
    Driver d;
    Autosave autosave;
    const auto start = Autosave::Clock::now();
    edit(d, 5);
    fs::create_directories(state_folder().parent_path());
    std::ofstream(state_folder()) << "a file where the folder should be";
    const auto told = autosave.follow(d.state(), start);
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->is_error);
    EXPECT_THAT(told->sentence, testing::HasSubstr("unsaved work cannot be kept in case of a crash"));
    edit(d, 6);
    EXPECT_FALSE(autosave.follow(d.state(), start + 60s));
    EXPECT_FALSE(autosave.keep_now(d.state()));
    fs::remove(state_folder());
    EXPECT_FALSE(autosave.follow(d.state(), start + 120s));
    EXPECT_TRUE(fs::exists(own_autosave())) << "as soon as it can be";
}

TEST_F(AutosaveTest, RecoveredIsAskedAboutWhereTheFileIsNewer) {
    Driver lost;
    lost.session.run(SaveAs{path("mine")});
    edit(lost, 5);
    for (const bool is_newer : {false, true}) {
        const fs::path old = left_behind("autosave-4194999.json", lost.state());
        if (is_newer) fs::last_write_time(path("mine.json"), fs::last_write_time(old) + std::chrono::seconds(2));
        Driver d;
        for (const Command& command : recover_autosave(old.string())) d.session.run(command);
        EXPECT_EQ(d.state().origin.file, path("mine.json"));
        d.session.run(Save{});
        EXPECT_EQ(d.state().question.has_value(), is_newer);
        EXPECT_EQ(has_unsaved_work(d.state()), is_newer);
    }
}

TEST_F(AutosaveTest, OfLargeArraysIsWrittenInTheBackground) {
    using namespace std::chrono_literals;
    Driver d;
    d.session.run(SetInput{"large", random_tensor(RandomKind::Distinct, DType::Float64, {1, 1, 600, 600}, 1)});
    Autosave autosave;
    auto now = Autosave::Clock::now();
    autosave.follow(d.state(), now);
    const auto kept = session_file_of(d.state());
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 5}}});  // while it is being written
    for (int i = 0; i < 5000 && !fs::exists(own_autosave()); ++i) {
        std::this_thread::sleep_for(1ms);
        autosave.follow(d.state(), now);
    }
    const auto first = io::read_contents(own_autosave());
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_TRUE(identical(std::get<SessionFile>(*first).document, kept.document));
    {
        // Left in the middle, nothing of it stays.
        Autosave other;
        other.follow(d.state(), now + 60s);
        other.remove();
    }
    EXPECT_FALSE(fs::exists(own_autosave()));
}

// The autosave from before the error stays; what was there at the error lies beside it, and is offered first.
TEST_F(AutosaveTest, KeepsTheWorkOfAnInternalError) {
    const auto fail = [] {
        static Driver* failing = nullptr;
        Driver d;
        failing = &d;
        edit(d, 5);
        set_check_handler([](std::string_view) { static_cast<void>(keep_beside_autosave(failing->state())); });
        POOLWALK_CHECK(d.state().revision == 0);
    };
    EXPECT_DEATH(fail(),
                 "poolwalk: internal error at tests/app/files/autosave_test.cpp:[0-9]+: "
                 "d.state\\(\\).revision == 0 does not hold");
    ASSERT_EQ(left_autosaves().size(), 1u);
    const auto kept = io::read_contents(left_autosaves().front());
    ASSERT_TRUE(kept) << kept.error().message;
    EXPECT_EQ(value_at(*std::get<SessionFile>(*kept).document.input, 0, 1, 1), 5);
    const auto offers = offer_autosave();
    ASSERT_EQ(offers.size(), 1u);
    EXPECT_EQ(offers.front().as<Ask>()->question.kind, QuestionKind::Recover);
}

TEST_F(AutosaveTest, OffersWhatACrashLeft) {
    Driver lost;
    edit(lost, 123);
    const fs::path old = left_behind("autosave-4194999.json", lost.state()),
                   other = left_behind("autosave-4194998.json", lost.state());
    // Of another program of this kind, which still runs.
    const pid_t neighbour = ::fork();
    if (neighbour == 0)
        for (;;) ::pause();
    const fs::path in_use = left_behind("autosave-" + std::to_string(neighbour) + ".json", lost.state());
    std::ofstream(state_folder() / "autosave-4194997.json") << "torn";
    Driver d(example("ties"));
    for (const Command& offer : offer_autosave()) d.session.run(offer);
    d.frames(2);
    ASSERT_TRUE(d.shows("question"));
    d.press(Key::D);
    EXPECT_TRUE(d.shows("question")) << "the other one";
    EXPECT_NE(fs::exists(old), fs::exists(other));
    d.press(Key::Enter);
    EXPECT_TRUE(identical(d.state().document, lost.state().document));
    EXPECT_TRUE(has_unsaved_work(d.state()));
    EXPECT_FALSE(fs::exists(old) || fs::exists(other));
    EXPECT_TRUE(fs::exists(in_use));
    ::kill(neighbour, SIGKILL);
    ::waitpid(neighbour, nullptr, 0);
    EXPECT_THAT(left_autosaves(), testing::Contains(in_use));
    EXPECT_TRUE(fs::exists(own_autosave())) << "a second crash would not lose it either";
    EXPECT_TRUE(fs::exists(state_folder() / "autosave-4194997.json")) << "what cannot be read is left alone";
}

}  // namespace
}  // namespace poolwalk::test
