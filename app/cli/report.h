// What the commands say: results on stdout, notes and errors on stderr, each error one line.
#pragma once

#include <string_view>

namespace poolwalk::cli {

inline constexpr int exit_done = 0, exit_refused = 1, exit_usage = 2;

void print(std::string_view text);  // on stdout, as it is
void note(std::string_view sentence);
// Both say `sentence` and answer the exit code that goes with it.
int refused(std::string_view sentence);
int misused(std::string_view sentence);
// The last word of a program that is stopped: waits for nobody who prints.
void say_stopped(std::string_view by);

// Whether all that was printed has arrived; a full disk shows only here.
bool all_is_printed();

}  // namespace poolwalk::cli
