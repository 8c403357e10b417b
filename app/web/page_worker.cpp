// A page has one thread: each work has a stack of its own, and leaves it when its slice is over. Emscripten sees to
// that in all functions that lie between the beginning of a work and breathe() (ASYNCIFY in CMakeLists.txt).
#include "app/web/page_worker.h"

#include <emscripten/fiber.h>

#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <utility>

#include "app/background/worker.h"

namespace poolwalk::web {
namespace {

using Clock = std::chrono::steady_clock;

class Fiber {
public:
    explicit Fiber(std::function<void()> work) : work_(std::move(work)) {
        emscripten_fiber_init(&own_, enter, this, stack_.data(), stack_.size(), kept_.data(), kept_.size());
    }
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    bool is_done() const { return is_done_; }
    void go_on() {
        emscripten_fiber_init_from_current_context(&caller_, kept_of_caller_.data(), kept_of_caller_.size());
        emscripten_fiber_swap(&caller_, &own_);
    }
    void leave() { emscripten_fiber_swap(&own_, &caller_); }

private:
    static void enter(void* self) {
        auto& fiber = *static_cast<Fiber*>(self);
        fiber.work_();
        fiber.work_ = {};
        fiber.is_done_ = true;
        fiber.leave();
    }

    std::function<void()> work_;
    bool is_done_ = false;
    emscripten_fiber_t own_{}, caller_{};
    alignas(16) std::array<std::byte, 1 << 20> stack_;
    // Of the locals that WebAssembly holds elsewhere, while the stack is left.
    std::array<std::byte, 1 << 16> kept_, kept_of_caller_;
};

std::deque<std::unique_ptr<Fiber>> fibers;
Fiber* running = nullptr;
Clock::time_point slice_ends;

}  // namespace

bool work_for(std::chrono::milliseconds slice) {
    if (fibers.empty()) return false;
    slice_ends = Clock::now() + slice;
    while (!fibers.empty() && Clock::now() < slice_ends) {
        running = fibers.front().get();
        running->go_on();
        running = nullptr;
        if (fibers.front()->is_done()) fibers.pop_front();
    }
    return true;
}

}  // namespace poolwalk::web

namespace poolwalk {

Worker::Worker(std::function<void()> work) { web::fibers.push_back(std::make_unique<web::Fiber>(std::move(work))); }

void Worker::breathe() {
    if (web::running && web::Clock::now() >= web::slice_ends) web::running->leave();
}

}  // namespace poolwalk
