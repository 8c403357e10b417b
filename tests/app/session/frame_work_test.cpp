// What a frame does on the worst documents, counted in cells, windows and blocks that it looks at and in corners that
// it draws, which are the same on every machine: a large picture, many planes, large kernels, dilation and padding,
// in every workspace that shows such documents step by step and at every part of the walk.
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "core/base/visits.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

struct Worst {
    const char* name;
    Shape input;
    Geometry geometry;
    Rules rules{};
};

const Worst worst[]{
    {"many planes", {16, 64, 64, 64}, {.kernel = {3, 3}, .stride = {1, 1}}},
    {"many cells", {1, 1, 4096, 4096}, {.kernel = {2, 2}, .stride = {2, 2}}},
    {"a large kernel", {1, 1, 512, 512}, {.kernel = {256, 256}, .stride = {1, 1}}},
    {"a large kernel under other rules",
     {1, 1, 192, 192},
     {.kernel = {96, 96}, .stride = {1, 1}},
     {.tie = TieRule::Last, .overlap = OverlapRule::AssignCell}},
    {"a larger kernel", {1, 1, 2048, 2048}, {.kernel = {1024, 1024}, .stride = {64, 64}}},
    {"a dilated kernel", {1, 1, 512, 512}, {.kernel = {128, 128}, .stride = {1, 1}, .dilation = {3, 3}}},
    {"wide padding", {1, 1, 256, 256}, {.kernel = {256, 256}, .stride = {1, 1}, .pads = {128, 128, 128, 128}}},
};

void PrintTo(const Worst& document, std::ostream* out) { *out << document.name; }

class FrameWork : public testing::TestWithParam<Worst> {};

void wait(Driver& d) {
    for (int i = 0; i < 60'000 && (d.session.is_working() || d.session.is_marking()); ++i) {
        d.session.work();
        d.frames(1);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ASSERT_FALSE(d.session.is_working() || d.session.is_marking());
}

// Cells, windows and blocks looked at, and corners of triangles drawn.
std::int64_t work_of_a_frame(Driver& d) {
    const VisitCount visits;
    d.frames(1);
    return visits.so_far() + ImGui::GetDrawData()->TotalVtxCount;
}

TEST_P(FrameWork, IsBounded) {
    // At rest a frame holds what is seen. The first one after a step may look at every window that holds a cell of
    // it, and at the cells of one window, which is what the step is about.
    constexpr std::int64_t at_rest = 500'000, after_a_step = 6'000'000;
    const Worst& document = GetParam();
    Driver d(example("overlap"), {}, 100);
    std::int64_t largest_open = 0;
    d.session.run(OpenDocument{document_of(document.name,
                                           random_tensor(RandomKind::ManyTies, DType::Float32, document.input, 1),
                                           document.geometry, document.rules)});
    while (d.session.is_working()) {
        largest_open = std::max(largest_open, work_of_a_frame(d));
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
            const std::int64_t first = work_of_a_frame(d);
            wait(d);
            d.frames(3);
            const std::int64_t rest = work_of_a_frame(d);
            RecordProperty(
                std::string(workspaces()[static_cast<std::size_t>(workspace)].name) + "." + std::to_string(done),
                std::to_string(first) + " then " + std::to_string(rest));
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
