#include "launcher_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <mutex>
#include <vector>

namespace brine {
namespace {

// A copy that nobody can write to any more: a container that reaches /proc/<pid>/exe of its own launcher gets a dead end (CVE-2019-5736).
int sealedCopy(const char* path, const char** call) {
  *call = "open";
  int source = open(path, O_RDONLY | O_CLOEXEC);
  if (source < 0) return -1;
  struct stat status;
  *call = "memfd_create";
  int copy = memfd_create("brine-launcher", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  bool whole = copy >= 0 && fstat(source, &status) == 0;
  for (off_t left = whole ? status.st_size : 0; whole && left > 0;) {
    *call = "sendfile";
    ssize_t sent = sendfile(copy, source, nullptr, static_cast<size_t>(left));
    if (sent <= 0) whole = false;
    else left -= sent;
  }
  if (whole) {
    *call = "fcntl";
    whole = fcntl(copy, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0;
  }
  int error = errno;
  close(source);
  if (!whole && copy >= 0) {
    close(copy);
    copy = -1;
  }
  errno = error;
  return copy;
}

std::mutex closedMutex;
std::vector<pid_t> closedLaunchers;

}  // namespace

int startLauncher(const char* path, LauncherProcess* process, const char** call) {
  int program = sealedCopy(path, call);
  if (program < 0) return errno;
  int ends[2];
  *call = "socketpair";
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
    close(program);
    return errno;
  }
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  // A descriptor number that dup2 would leave as it is keeps close-on-exec: move it out of the way first.
  int theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, 10);
  posix_spawn_file_actions_adddup2(&actions, theirs, 3);
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_USEVFORK);
  char self[32];
  snprintf(self, sizeof self, "/proc/self/fd/%d", program);
  char name[] = "brine-launcher";
  char* arguments[] = {name, nullptr};
  char* environment[] = {nullptr};
  *call = "posix_spawn";
  int error = posix_spawn(&process->pid, self, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(program);
  close(theirs);
  close(ends[1]);
  if (error) close(ends[0]);
  else process->socket = ends[0];
  return error;
}

void reapLauncher(pid_t pid) {
  std::lock_guard lock(closedMutex);
  closedLaunchers.push_back(pid);
  std::erase_if(closedLaunchers, [](pid_t each) { return waitpid(each, nullptr, WNOHANG) != 0; });
}

}  // namespace brine
