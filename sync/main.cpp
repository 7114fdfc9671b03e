// The door: everything is wired in sync/cli.
#include "sync/cli/commands.h"

int main(int argc, char** argv) { return touchbase::cli::Main(argc, argv); }
