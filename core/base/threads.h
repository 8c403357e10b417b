// May work be shared among threads? A page in a browser has one thread, and starting another would fail or wait for
// ever. Who wants threads asks here, and does the work itself where there are none.
#pragma once

#include <algorithm>
#include <thread>
#include <utility>

namespace poolwalk {

// The library of WebAssembly declares them even where they cannot be started.
#if defined(__wasm__) && !defined(_REENTRANT)
inline constexpr bool has_threads = false;
#else
inline constexpr bool has_threads = true;
#endif

// As many as work is worth sharing among here, 1 to 8.
inline int threads_here() {
    return has_threads ? static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 8u)) : 1;
}

// A thread that is waited for at its end.
class JoinedThread {
public:
    JoinedThread() = default;
    template <class Work, class... Arguments>
    explicit JoinedThread(Work&& work, Arguments&&... arguments)
        : thread_(std::forward<Work>(work), std::forward<Arguments>(arguments)...) {}
    JoinedThread(JoinedThread&&) noexcept = default;
    JoinedThread& operator=(JoinedThread&&) = delete;
    ~JoinedThread() { join(); }

    void join() {
        if (thread_.joinable()) thread_.join();
    }

private:
    std::thread thread_;
};

}  // namespace poolwalk
