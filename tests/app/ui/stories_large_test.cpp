// Documents that take long: worked out beside the frames, while the last picture stays.
#include <gmock/gmock.h>

#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <limits>
#include <thread>

#include "core/io/files/read_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "tests/app/ui/driver.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;

// Slow to be pooled, with nine looks at each cell, and as small as the build allows.
#ifdef NDEBUG
constexpr std::int64_t slow_side = 2000;
#else
constexpr std::int64_t slow_side = 900;
#endif

AppState slow(std::uint64_t seed = 1) {
    Document document =
        document_of("slow " + std::to_string(seed),
                    random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, slow_side, slow_side}, seed),
                    {.kernel = {3, 3}, .stride = {1, 1}}, {TieRule::Split});
    return start_state(std::move(document));
}

void wait(Driver& d) {
    for (int i = 0; i < 20'000 && d.session.is_working(); ++i) {
        d.frames(1);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ASSERT_FALSE(d.session.is_working());
    d.frames(2);
}

struct Large : testing::Test {
    Driver d{example("overlap"), {}, 1};
    const Document before = d.state().document;

    void open_slow(std::uint64_t seed = 1) {
        d.session.run(OpenDocument{.document = slow(seed).document, .file = "/somewhere/slow.npy"});
    }
    const Document& seen() const { return d.session.shown().document; }
};

TEST_F(Large, IsWorkedOutBesideThePictureThatStays) {
    open_slow();
    d.frames(1);
    ASSERT_TRUE(d.session.is_deriving());
    EXPECT_TRUE(identical(seen(), before));
    EXPECT_TRUE(d.shows("X(0,0)")) << "the last picture";
    EXPECT_TRUE(d.shows("work_progress"));
    wait(d);
    EXPECT_EQ(seen().title, "slow 1");
    EXPECT_FALSE(d.shows("work_progress"));
    EXPECT_TRUE(identical(d.session.derived().grad_input, derive(seen()).grad_input));
}

TEST_F(Large, CancelLeadsBackAndLosesNothing) {
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 42}}});
    const Document edited = d.state().document;
    open_slow();
    d.frames(2);
    ASSERT_TRUE(d.session.is_deriving());
    d.click("work_cancel");
    EXPECT_FALSE(d.session.is_deriving());
    EXPECT_TRUE(identical(d.state().document, edited));
    EXPECT_TRUE(identical(seen(), edited));
    EXPECT_EQ(d.state().origin.file, "");
    EXPECT_TRUE(has_unsaved_work(d.state()));
    d.session.run(Undo{});
    EXPECT_TRUE(identical(d.state().document, before));
    d.session.run(Redo{});
    d.session.run(Redo{});
    EXPECT_EQ(d.state().document.title, "slow 1") << "what was cancelled can be done again";
    wait(d);
    EXPECT_EQ(seen().title, "slow 1");
}

TEST_F(Large, TheNewestChangeIsTheOneThatIsShown) {
    open_slow();
    d.frames(1);
    d.session.run(SetRules{{TieRule::All}});
    d.session.run(SetCells{GridId::Input, {{0, {5, 5}, 1e6}}});
    d.frames(1);
    open_slow(2);
    d.frames(1);
    EXPECT_TRUE(identical(seen(), before));
    wait(d);
    EXPECT_EQ(seen().title, "slow 2");
    EXPECT_TRUE(identical(d.session.derived().output, derive(seen()).output));
}

TEST_F(Large, ACellIsEditedAtOnce) {
    open_slow();
    wait(d);
    d.session.run(SetRules{{TieRule::First}});  // the kernels': few looks an edit
    wait(d);
    for (const Command& command :
         std::vector<Command>{SetCells{GridId::Input, {{0, {300, 300}, 1e7}}},
                              SetCells{GridId::GradOutput, {{0, {7, 8}, -3}}}, Undo{}, Redo{}, Undo{}, Undo{}}) {
        d.session.run(command);
        d.frames(1);
        EXPECT_FALSE(d.session.is_deriving());
        const Derived anew = derive(seen());
        EXPECT_TRUE(identical(d.session.derived().grad_input, anew.grad_input));
        EXPECT_TRUE(identical(d.session.derived().output, anew.output));
        EXPECT_EQ(d.session.derived().input_range, anew.input_range);
    }
}

TEST_F(Large, AnEditOfACellThatIsNotThereChangesNothing) {
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
    d.session.run(SetCells{GridId::Input, {{far, {far, far}, 1}, {0, {-1, 0}, 1}}});
    d.session.run(SetCells{GridId::GradInput, {{0, {far, 0}, 1}}});
    d.frames(1);
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_FALSE(d.session.is_working());
}

TEST_F(Large, EditsGoOnWhileItIsWorkedOut) {
    open_slow();
    for (int i = 0; i < 5; ++i) {
        d.session.run(SetCells{GridId::Input, {{0, {i, i}, 1e6 + i}}});
        d.frames(1);
        EXPECT_TRUE(identical(seen(), before));
    }
    wait(d);
    EXPECT_EQ(value_at(*seen().input, 0, 4, 4), 1e6 + 4);
    EXPECT_TRUE(identical(d.session.derived().grad_input, derive(seen()).grad_input));
}

TEST_F(Large, LeavingInTheMiddleIsClean) {
    for (int frames = 0; frames < 3; ++frames) {
        Driver other(example("overlap"), {}, 1);
        other.session.run(OpenDocument{.document = slow().document});
        other.frames(frames);
    }
}

// Every file counts as large.
struct LargeFile : testing::Test {
    ScratchFolder scratch;
    fs::path folder = scratch.path();
    Driver d{example("overlap"), {}, 1000, 0};
    const Document before = d.state().document;

    std::string file(const std::string& name, int rows, const std::string& row = "1,2,3,4,5,6\n") const {
        std::ofstream out(folder / name);
        for (int i = 0; i < rows; ++i) out << row;
        return (folder / name).string();
    }
};

TEST_F(LargeFile, IsReadBesideThePictureThatStays) {
    d.session.run(OpenFile{file("a.csv", 16'000)});
    ASSERT_TRUE(d.session.is_working());
    d.frames(1);
    EXPECT_TRUE(identical(d.state().document, before));
    wait(d);
    EXPECT_EQ(d.state().document.title, "a.csv");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 16'000, 6}));
    EXPECT_EQ(d.state().origin.file, (folder / "a.csv").string());
    EXPECT_FALSE(d.shows("work_progress"));
}

TEST_F(LargeFile, ShowsHowFarItIsAndCanBeCancelled) {
    d.session.run(OpenFile{file("a.csv", 16'000, std::string(2000, '0') + "1\n")});  // 32 MB of one column
    d.frames(2);
    ASSERT_TRUE(d.session.is_working());
    ASSERT_TRUE(d.shows("work_progress"));
    d.click("work_cancel");
    EXPECT_FALSE(d.session.is_working());
    for (int i = 0; i < 50; ++i) d.frames(1);
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_EQ(d.state().origin.file, "");
    EXPECT_FALSE(d.state().history.can_undo());
}

TEST_F(LargeFile, RefusedItChangesNothing) {
    d.session.run(OpenFile{file("a.csv", 100) + ".gone.csv"});
    wait(d);
    EXPECT_THAT(d.state().notice.sentence, testing::HasSubstr("there is no such file"));
    d.session.run(OpenFile{file("b.csv", 100, "1,2\nx,3\n")});
    wait(d);
    EXPECT_THAT(d.state().notice.sentence, testing::HasSubstr("line 2"));
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_TRUE(identical(d.state().document, before));
}

TEST_F(LargeFile, OfSeveralDroppedTheFirstComesAndTheOthersAreTold) {
    d.session.open_dropped({file("a.csv", 16'000), file("b.csv", 10), file("c.csv", 10)});
    wait(d);
    EXPECT_EQ(d.state().document.title, "a.csv");
    EXPECT_EQ(d.state().notice, (Notice{"2 more files were dropped and left out: drop one at a time", false}));
    d.session.open_dropped({file("d.csv", 1, "x\n"), file("b.csv", 10)});
    wait(d);
    EXPECT_THAT(d.state().notice.sentence,
                testing::EndsWith("; 1 more file was dropped and left out: drop one at a time"));
    EXPECT_TRUE(d.state().notice.is_error);
    d.session.open_dropped({file("b.csv", 10)});
    wait(d);
    EXPECT_EQ(d.state().document.title, "b.csv");
    EXPECT_EQ(d.state().notice.sentence, "");
}

TEST_F(LargeFile, TheLastOneAskedForIsTheOneThatComes) {
    d.session.run(OpenFile{file("a.csv", 16'000)});
    d.session.run(OpenFile{file("b.csv", 10)});
    wait(d);
    d.frames(20);
    EXPECT_EQ(d.state().document.title, "b.csv");
}

TEST_F(LargeFile, ASmallOneSupersedesALargeOneOnItsWay) {
    Driver other(example("overlap"), {}, 1000, 1000);
    other.session.run(OpenFile{file("a.csv", 16'000)});
    ASSERT_TRUE(other.session.is_working());
    other.session.run(OpenFile{file("b.csv", 10)});
    EXPECT_FALSE(other.session.is_working());
    wait(other);
    other.frames(20);
    EXPECT_EQ(other.state().document.title, "b.csv");
}

TEST_F(LargeFile, WhatWasChangedMeanwhileComesBackByUndo) {
    d.session.run(OpenFile{file("a.csv", 16'000)});
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 42}}});
    const Document changed = d.state().document;
    wait(d);
    EXPECT_EQ(d.state().document.title, "a.csv");
    EXPECT_THAT(d.state().notice.sentence, testing::HasSubstr("Ctrl+Z"));
    d.session.run(Undo{});
    EXPECT_TRUE(identical(d.state().document, changed));
}

TEST_F(LargeFile, AGradientToCheckAndASessionWithItsArraysComeThatWayToo) {
    d.session.run(OpenClaim{file("mine.csv", 4, "1,2,3,4\n")});
    wait(d);
    ASSERT_TRUE(d.state().claim);
    EXPECT_EQ(d.state().claim->title, "mine.csv");
    d.session.run(OpenDocument{.document = slow().document});
    d.session.run(SaveAs{(folder / "s.json").string()});
    wait(d);
    EXPECT_GT(io::bytes_to_read(folder / "s.json"), static_cast<std::uintmax_t>(slow_side * slow_side * 4));
    Driver other(example("overlap"), {}, 1000, 0);
    other.session.run(OpenFile{(folder / "s.json").string()});
    ASSERT_TRUE(other.session.is_working());
    EXPECT_EQ(other.state().document.title, example("overlap").document.title);
    wait(other);
    EXPECT_TRUE(identical(other.state().document, slow().document));
}

TEST_F(LargeFile, IsSavedBesideTheWindow) {
    d.session.run(OpenDocument{.document = slow().document});
    wait(d);
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 42}}});
    d.session.run(SaveAs{(folder / "s.json").string()});
    ASSERT_TRUE(d.session.is_working());
    EXPECT_TRUE(has_unsaved_work(d.state())) << "not before it is done";
    const AnyTensor saved = *d.state().document.input;
    d.session.run(SetCells{GridId::Input, {{0, {0, 1}, 43}}});
    EXPECT_TRUE(identical(*d.state().document.input, saved)) << "what is done meanwhile waits";
    wait(d);
    EXPECT_EQ(value_at(*d.state().document.input, 0, 0, 1), 43) << "and is done";
    EXPECT_EQ(d.state().origin.file, (folder / "s.json").string());
    EXPECT_TRUE(has_unsaved_work(d.state())) << "of what was changed meanwhile";
    const auto session = io::read_session(io::read_file(folder / "s.json").value(), "s.json", folder);
    ASSERT_TRUE(session);
    EXPECT_TRUE(identical(*session->document.input, saved)) << "as it was when that was asked for";
    d.ctrl(Key::S);
    wait(d);
    EXPECT_FALSE(has_unsaved_work(d.state()));
}

TEST_F(LargeFile, ASaveCanBeCancelled) {
    d.session.run(OpenDocument{.document = slow().document});
    wait(d);
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 42}}});
    d.session.run(Quit{});
    d.session.run(Answer{Reply::Yes});
    d.session.run(SaveAs{(folder / "s.json").string()});
    d.session.run(CancelWork{});
    EXPECT_EQ(d.state().notice.sentence, "s.json was not saved");
    wait(d);
    EXPECT_TRUE(has_unsaved_work(d.state()));
    EXPECT_TRUE(fs::is_empty(folder)) << "nothing of it is left";
    d.session.run(SaveAs{(folder / "s.json").string()});
    wait(d);
    EXPECT_FALSE(has_unsaved_work(d.state()));
    EXPECT_FALSE(d.session.wants_to_quit()) << "what was to follow the save before does not follow this one";
}

TEST_F(LargeFile, ADocumentThatIsOpenedMeanwhileIsNotTakenForTheSavedOne) {
    d.session.run(OpenDocument{.document = slow().document});
    wait(d);
    d.session.run(SaveAs{(folder / "s.json").string()});
    ASSERT_TRUE(d.session.is_working());
    d.session.run(OpenExample{"ties"});
    wait(d);
    EXPECT_EQ(d.state().document.title, example("ties").document.title);
    EXPECT_NE(d.state().origin.file, (folder / "s.json").string());
    d.session.run(Undo{});
    EXPECT_TRUE(identical(d.state().document, slow().document));
    EXPECT_TRUE(fs::exists(folder / "s.json"));
}

TEST_F(LargeFile, QuittingWaitsForTheSave) {
    d.session.run(OpenDocument{.document = slow().document});
    wait(d);
    d.session.run(SaveAs{(folder / "s.json").string()});
    d.session.run(Quit{});  // nothing is unsaved
    EXPECT_FALSE(d.session.wants_to_quit());
    wait(d);
    EXPECT_TRUE(d.session.wants_to_quit());
    EXPECT_TRUE(fs::exists(folder / "s.json"));
}

TEST_F(LargeFile, QuitsWhenItIsSaved) {
    d.session.run(OpenDocument{.document = slow().document});
    wait(d);
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 42}}});
    d.ctrl(Key::Q);
    d.session.run(Answer{Reply::Yes});
    d.session.run(SaveAs{(folder / "s.json").string()});
    EXPECT_FALSE(d.session.wants_to_quit());
    for (int i = 0; i < 20'000 && !d.session.wants_to_quit();
         ++i, std::this_thread::sleep_for(std::chrono::milliseconds(1)))
        static_cast<void>(d.session.work());
    EXPECT_TRUE(d.session.wants_to_quit());
    EXPECT_TRUE(fs::exists(folder / "s.json"));
}

TEST_F(LargeFile, LeavingInTheMiddleIsClean) {
    const std::string path = file("a.csv", 16'000);
    for (int frames = 0; frames < 3; ++frames) {
        Driver other(example("overlap"), {}, 1000, 0);
        other.session.run(OpenFile{path});
        other.frames(frames);
    }
}

// Large enough for all rules, or a diagnosis, to be worked out beside the window.
struct LargeWorkspace : testing::Test {
    static AppState opened() {
        return start_state(document_of("middling",
                                       random_tensor(RandomKind::ManyTies, DType::Float32, {1, 1, 190, 190}, 1),
                                       {.kernel = {3, 3}, .stride = {2, 2}}, {}));
    }
    Driver d{opened()};
    const Document& doc = d.state().document;
};

TEST_F(LargeWorkspace, AllRulesAreWorkedOutBesideTheWindow) {
    d.session.run(SetWorkspace{Workspace::Rules});
    d.frames(1);
    ASSERT_TRUE(d.session.is_working());
    EXPECT_TRUE(d.shows("work_progress"));
    wait(d);
    EXPECT_FALSE(d.shows("work_progress"));
    EXPECT_TRUE(d.shows("tile_heading"));
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 42}}});
    d.frames(1);
    EXPECT_TRUE(d.session.is_working()) << "the tiles of another document are not shown";
    EXPECT_FALSE(d.shows("tile_heading"));
    wait(d);
    EXPECT_TRUE(d.shows("tile_heading"));
}

TEST_F(LargeWorkspace, CancelLeadsBackToTheWalk) {
    d.session.run(SetWorkspace{Workspace::Rules});
    d.frames(2);
    ASSERT_TRUE(d.session.is_working());
    d.click("work_cancel");
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
    EXPECT_FALSE(d.session.is_working());
    d.session.run(SetWorkspace{Workspace::Rules});
    d.frames(1);
    wait(d);
    EXPECT_TRUE(d.shows("tile_heading"));
}

TEST_F(LargeWorkspace, ADiagnosisIsWorkedOutBesideTheWindow) {
    d.session.run(SetWorkspace{Workspace::Check});
    d.session.run(SetClaim{"mine", d.session.derived().grad_input});
    d.frames(1);
    ASSERT_TRUE(d.session.is_working());
    EXPECT_FALSE(d.shows("diagnosis"));
    wait(d);
    EXPECT_TRUE(d.shows("diagnosis"));
    d.session.run(SetClaim{"other", random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, 190, 190}, 1)});
    d.frames(1);
    ASSERT_TRUE(d.session.is_working());
    d.session.run(DropClaim{});
    d.frames(1);
    EXPECT_FALSE(d.session.is_working()) << "nobody wants it any more";
}

// A sanitizer needs more room than any limit leaves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

// Takes away what memory is left, but for a little: one array of more than `left` fits no more, however much smaller
// ones find in what earlier tests have freed.
class LittleMemory {
public:
    static constexpr rlim_t left = rlim_t{64} << 20;

    LittleMemory() {
        ::getrlimit(RLIMIT_AS, &before_);
        std::ifstream statm("/proc/self/statm");
        rlim_t pages = 0;
        statm >> pages;
        rlimit little = before_;
        little.rlim_cur = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + left;
        ::setrlimit(RLIMIT_AS, &little);
    }
    ~LittleMemory() { ::setrlimit(RLIMIT_AS, &before_); }
    LittleMemory(const LittleMemory&) = delete;
    LittleMemory& operator=(const LittleMemory&) = delete;

private:
    rlimit before_{};
};

TEST_F(Large, TooLargeForMemoryIsASentenceAndNothingIsLost) {
    d.session.run(SetCells{GridId::Input, {{0, {0, 0}, 42}}});
    const Document edited = d.state().document;
    {
        const LittleMemory little;
        d.session.run(Resize{{1, 1, 8000, 8000}});
        d.frames(2);
    }
    EXPECT_TRUE(identical(d.state().document, edited));
    EXPECT_EQ(d.state().notice, (Notice{"there is not enough memory for this", true}));
    d.session.run(Undo{});
    EXPECT_TRUE(identical(d.state().document, before));
}

TEST_F(Large, WhatFollowsMayBeTooLargeForMemoryToo) {
    // X and dY are there already; Y alone is larger than what is left.
    constexpr std::int64_t side = 3200;
    static_assert(side * side * sizeof(double) > LittleMemory::left);
    Document large = document_of("large", make_tensor(DType::Float64, {1, 1, side, side}),
                                 {.kernel = {1, 1}, .stride = {1, 1}}, {});
    {
        const LittleMemory little;
        d.session.run(OpenDocument{.document = std::move(large)});
        wait(d);
    }
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_EQ(d.state().notice, (Notice{"large: there is not enough memory for this", true}));
}

#endif

struct LargeFirst : testing::Test {
    // Baking the fonts may take longer than what is slow; they are kept for the next driver.
    void SetUp() override { const Driver baking; }
};

TEST_F(LargeFirst, NothingIsDrawnBeforeTheFirstPicture) {
    Driver d(slow(), {}, 1);
    ASSERT_TRUE(d.session.is_deriving());
    d.frames(1);
    EXPECT_TRUE(d.shows("work_cancel"));
    EXPECT_FALSE(d.shows("canvas"));
    d.press(Key::Space);  // goes nowhere
    wait(d);
    EXPECT_TRUE(d.shows("canvas"));
    EXPECT_EQ(d.session.shown().document.title, "slow 1");
    EXPECT_FALSE(d.state().play.playing);
}

TEST_F(LargeFirst, CancelledItGivesWayToAnExample) {
    Driver d(slow(), {}, 1);
    ASSERT_TRUE(d.session.is_deriving());
    d.frames(2);
    d.click("work_cancel");
    d.frames(1);
    EXPECT_EQ(d.session.shown().document.title, example("overlap").document.title);
    EXPECT_TRUE(d.shows("X(0,0)"));
    EXPECT_FALSE(d.state().history.can_undo());
}

}  // namespace
}  // namespace poolwalk::test
