#include "app/session/tasks.h"

namespace poolwalk {

void Tasks::wake_with(const std::function<void()>& wake) {
    derive.wake_with(wake);
    open.wake_with(wake);
    save.wake_with(wake);
    analysis.wake_with(wake);
    training.wake_with(wake);
    exporting.wake_with(wake);
    paste.wake_with(wake);
    folder.wake_with(wake);
    marks.wake_with(wake);
    watch_document.wake_with(wake);
    watch_claim.wake_with(wake);
}

bool Tasks::is_working() const {
    return training.is_running() || derive.is_behind() || open.status() || holds_commands() || folder.is_busy() ||
           analysis.status();
}

const std::optional<ui::TaskStatus>& Tasks::status() const {
    if (open.status()) return open.status();
    if (save.status()) return save.status();
    return derive.status() ? derive.status() : analysis.status();
}

}  // namespace poolwalk
