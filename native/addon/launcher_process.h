#pragma once
#include <sys/types.h>

namespace brine {

struct LauncherProcess {
  pid_t pid;
  // Our end of the SOCK_SEQPACKET pair.
  int socket;
};

// Starts the launcher found at `path`, from a sealed copy in memory. Returns 0, or an errno and in `call` what failed.
int startLauncher(const char* path, LauncherProcess* process, const char** call);

// Takes note of a launcher whose socket was closed, and of the end of those noted earlier.
void reapLauncher(pid_t pid);

}  // namespace brine
