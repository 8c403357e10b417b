#include "app/background/worker.h"

#include <utility>

namespace poolwalk {

Worker::Worker(std::function<void()> work) : thread_(std::move(work)) {}

void Worker::breathe() {}

}  // namespace poolwalk
