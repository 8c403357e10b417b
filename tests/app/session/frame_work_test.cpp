// What a frame does on the worst documents, counted in instructions of this thread: a large picture or kernel, wide
// padding and dilation, many planes, in every workspace and at every part of the walk.
#include <gmock/gmock.h>

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <thread>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

// Counts what this thread does outside of the kernel.
class Instructions {
public:
    Instructions() {
        perf_event_attr what{};
        what.type = PERF_TYPE_HARDWARE;
        what.size = sizeof what;
        what.config = PERF_COUNT_HW_INSTRUCTIONS;
        what.exclude_kernel = 1;
        what.exclude_hv = 1;
        counter_ = static_cast<int>(::syscall(SYS_perf_event_open, &what, 0, -1, -1, 0));
    }
    ~Instructions() {
        if (counter_ >= 0) ::close(counter_);
    }
    Instructions(const Instructions&) = delete;
    Instructions& operator=(const Instructions&) = delete;

    std::optional<double> so_far() const {
        std::uint64_t count = 0;
        if (counter_ < 0 || ::read(counter_, &count, sizeof count) != sizeof count || count == 0) return std::nullopt;
        return static_cast<double>(count);
    }

private:
    int counter_ = -1;
};

struct Worst {
    const char* name;
    Shape input;
    Geometry geometry;
    RandomKind kind = RandomKind::ManyTies;
};

const Worst worst[]{
    {"a large kernel", {1, 1, 2048, 2048}, {.kernel = {1024, 1024}, .stride = {1, 1}}},
    {"a kernel of half of the largest", {1, 1, 4096, 4096}, {.kernel = {2048, 2048}, .stride = {64, 64}}},
    {"a dilated kernel", {1, 1, 1024, 1024}, {.kernel = {256, 256}, .stride = {1, 1}, .dilation = {3, 3}}},
    {"wide padding", {1, 1, 512, 512}, {.kernel = {512, 512}, .stride = {1, 1}, .pads = {256, 256, 256, 256}}},
    {"many planes", {16, 64, 64, 64}, {.kernel = {3, 3}, .stride = {1, 1}}},
    {"many cells", {1, 1, 4096, 4096}, {.kernel = {2, 2}, .stride = {2, 2}}},
};

class FrameWork : public testing::TestWithParam<Worst> {};

void wait(Driver& d) {
    for (int i = 0; i < 60'000 && (d.session.is_working() || d.session.is_marking()); ++i) {
        d.session.work();
        d.frames(1);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ASSERT_FALSE(d.session.is_working() || d.session.is_marking());
}

TEST_P(FrameWork, IsBounded) {
    const Instructions instructions;
    if (!instructions.so_far()) GTEST_SKIP() << "this machine counts no instructions";
#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
    GTEST_SKIP() << "the compiler adds instructions of its own";
#endif
    // A frame of a small document takes 3 million; at rest a large one may take some more, for what is seen of it.
    // The first frame after a step may look at every window that holds a cell, which is what the step is about.
    constexpr double at_rest = 4e7, after_a_step = 6e8;
    const Worst& document = GetParam();
    Driver d(example("overlap"), {}, 100);
    double largest_open = 0;
    const auto counted_frame = [&] {
        const double before = *instructions.so_far();
        d.frames(1);
        return *instructions.so_far() - before;
    };
    d.session.run(OpenDocument{document_of(
        document.name, random_tensor(document.kind, DType::Float32, document.input, 1), document.geometry, {})});
    while (d.session.is_working()) {
        largest_open = std::max(largest_open, counted_frame());
        d.session.work();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_LT(largest_open, after_a_step) << "while it is being worked out";
    wait(d);
    for (const Workspace workspace : {Workspace::Walk, Workspace::Columns}) {
        d.session.run(SetWorkspace{workspace});
        wait(d);
        const std::int64_t count = track_of(d.state()).count;
        for (const std::int64_t done :
             {std::int64_t{0}, count / 4, count / 2 + count / 8, count - count / 8, count}) {
            d.session.run(Seek{done});
            const double first = counted_frame();
            wait(d);
            d.frames(3);
            const double rest = counted_frame();
            RecordProperty(
                std::string(workspaces()[static_cast<std::size_t>(workspace)].name) + "." + std::to_string(done),
                std::to_string(static_cast<std::int64_t>(first)) + " then " +
                    std::to_string(static_cast<std::int64_t>(rest)));
            EXPECT_LT(first, after_a_step) << document.name << ", step " << done;
            EXPECT_LT(rest, at_rest) << document.name << ", step " << done;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(OfTheWorst, FrameWork, testing::ValuesIn(worst), [](const auto& of) {
    std::string name;
    for (const char* c = of.param.name; *c; ++c)
        if (*c != ' ') name += *c;
    return name;
});

}  // namespace
}  // namespace poolwalk::test
