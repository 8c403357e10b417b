#include "app/platform/worker.h"

#include <utility>

namespace poolwalk::platform {

Worker::Worker(std::function<void()> work) : thread_(std::move(work)) {}

void Worker::breathe() {}

}  // namespace poolwalk::platform
