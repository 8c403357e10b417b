// The command line: the program's window or one of the commands of command.h. Exit codes are 0 done,
// 1 something differs or was refused, 2 wrong usage; an error is one line on stderr.
#pragma once

namespace poolwalk::cli {

// What main() returns; no exception leaves it.
int run(int argc, char** argv);

}  // namespace poolwalk::cli
