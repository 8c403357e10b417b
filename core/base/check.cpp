#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace poolwalk {

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "poolwalk: internal error at %s:%d: %s does not hold\n", file, line, condition);
    std::abort();
}

}  // namespace poolwalk
