// How far long work is, on stderr and only on a terminal.
#pragma once

#include <string>
#include <string_view>

#include "core/base/progress.h"

namespace poolwalk::cli {

class ProgressLine {
public:
    explicit ProgressLine(std::string_view name);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    // For work that is the part from `start` to `end` of all; the line must outlive it.
    Progress part(double start, double end);

private:
    void show(double part);

    std::string name_;
    int shown_percent_ = -1;
    bool on_terminal_;
};

}  // namespace poolwalk::cli
