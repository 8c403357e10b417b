#include "app/cli/cli.h"

int main(int argc, char** argv) { return poolwalk::cli::run(argc, argv); }
