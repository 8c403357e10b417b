// CHECK stops the program when a bug has broken a promise of our own code, in release builds too.
// What the outside world does wrong is not a bug: that is returned as a Result (result.h).
#pragma once

namespace poolwalk {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace poolwalk

#define POOLWALK_CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::poolwalk::check_failed(#condition, __FILE__, __LINE__))
