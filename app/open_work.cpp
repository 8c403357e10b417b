#include "app/open_work.h"

#include <filesystem>

#include "app/effects.h"
#include "core/io/session.h"

namespace poolwalk {

bool OpenWork::start(const Request& request) {
    const std::string* path = file_asked_for(request);
    if (!path || io::bytes_to_read(*path) < at_once_bytes) return false;
    cancel();
    request_ = request;
    status_ = ui::Progressing{.name = *path, .doing = "Opening"};
    job_ = std::make_unique<Job<Command>>([request](const Progress& progress) { return read_asked_for(request, progress); }, wake);
    return true;
}

void OpenWork::cancel() {
    status_.reset();
    if (!job_) return;
    job_->cancel();
    left_.push_back(std::move(job_));
}

std::optional<OpenWork::Read> OpenWork::take() {
    std::erase_if(left_, [](const auto& job) { return job->poll().has_value(); });
    if (!job_) return std::nullopt;
    status_->part = job_->progress();
    auto result = job_->poll();
    if (!result) return std::nullopt;
    job_.reset();
    status_.reset();
    return Read{*request_, std::move(*result)};
}

}  // namespace poolwalk
