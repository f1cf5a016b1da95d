#include <alloca.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "steps.h"
#include "working_directory.h"

namespace brine {
namespace {

// What chdir(2) was last let do: the process holds a place that its user may have no right to enter.
bool inDirectory = false;

int executable(const char* path) {
  struct stat status;
  if (stat(path, &status) < 0) return errno;
  // execve(2) gives EACCES for what is not a regular file.
  if (!S_ISREG(status.st_mode)) return EACCES;
  return syscall(SYS_faccessat2, AT_FDCWD, path, X_OK, AT_EACCESS) < 0 ? errno : 0;
}

// False when it is too long.
bool join(const char* directory, size_t length, const char* name, char (&out)[PATH_MAX]) {
  size_t rest = strlen(name) + 1;
  if (length + 1 + rest > sizeof out) return false;
  memcpy(out, directory, length);
  out[length] = '/';
  memcpy(out + length + 1, name, rest);
  return true;
}

// Finds `program` as execvp(3) does: as it is when it holds a slash, else in the directories of `search`.
int resolve(const char* program, const char* search, char (&out)[PATH_MAX]) {
  size_t length = strlen(program);
  if (strchr(program, '/')) {
    if (length >= sizeof out) return ENAMETOOLONG;
    memcpy(out, program, length + 1);
    return executable(out);
  }
  int error = ENOENT;
  for (const char* at = search; at; ) {
    const char* end = strchr(at, ':');
    size_t head = end ? static_cast<size_t>(end - at) : strlen(at);
    if (head && join(at, head, program, out)) {
      int result = executable(out);
      if (result == 0) return 0;
      if (result == EACCES) error = EACCES;
    }
    at = end ? end + 1 : nullptr;
  }
  return error;
}

const char* searchPath(const char** environment) {
  for (; *environment; environment++)
    if (strncmp(*environment, "PATH=", 5) == 0) return *environment + 5;
  return "";
}

}  // namespace

// n: the slots that become descriptors 0, 1 and 2.
int stepStdio(const Step& step, int* slots) {
  for (int i = 0; i < 3; i++) {
    int fd = slots[step.n[i]];
    if (fd < 0) return EBADF;
    if (dup2(fd, i) < 0) return errno;
  }
  return 0;
}

// n: the capabilities to keep, as a mask.
int stepDropBounding(const Step& step) {
  uint64_t keep = static_cast<uint64_t>(step.n[0]);
  for (int capability = 0; capability < 64; capability++) {
    if (keep & (uint64_t{1} << capability)) continue;
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0) {
      if (errno == EINVAL) break;  // past the last capability this kernel knows
      return errno;
    }
  }
  return 0;
}

// n: gids.
int stepSetGroups(const Step& step) {
  // No more than they take: each page of the stack that is not in use yet costs a fault. A step has at most 65,535 numbers (StepHeader).
  gid_t* groups = static_cast<gid_t*>(alloca((step.integers + size_t{1}) * sizeof(gid_t)));
  for (int i = 0; i < step.integers; i++) groups[i] = static_cast<gid_t>(step.n[i]);
  // The system call: glibc's wrapper would signal threads that a clone3 child does not have.
  return syscall(SYS_setgroups, step.integers, groups) < 0 ? errno : 0;
}

// n: uid, gid.
int stepSetIds(const Step& step) {
  uid_t uid = static_cast<uid_t>(step.n[0]);
  gid_t gid = static_cast<gid_t>(step.n[1]);
  if (syscall(SYS_setresgid, gid, gid, gid) < 0) return errno;
  if (syscall(SYS_setresuid, uid, uid, uid) < 0) return errno;
  return 0;
}

// s: path. n: whether it is tried again: then it is no matter that the process, which is there already, could not enter it by now.
int stepChdir(const Step& step) {
  bool again = step.integers > 0 && step.n[0];
  if (chdir(step.s[0]) == 0) {
    inDirectory = true;
    stayHere();
    return 0;
  }
  return errno == EACCES && again && inDirectory ? 0 : errno;
}

// s: path (used when there is no slot). n: slot of a directory, perhaps.
int stepChroot(const Step& step, int* slots) {
  const char* path = step.s[0];
  if (step.integers > 0) {
    if (fchdir(slots[step.n[0]]) < 0) return errno;
    path = ".";
  }
  if (chroot(path) < 0) return errno;
  // It may be outside of the new root.
  stayHere();
  return 0;
}

// n: effective, permitted, inheritable, as masks. What the process itself has not it cannot grant, and leaves out (config.md, "Linux Process").
int stepSetCapabilities(const Step& step) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2], own[2];
  for (int i = 0; i < 2; i++) {
    data[i].effective = static_cast<uint32_t>(static_cast<uint64_t>(step.n[0]) >> (32 * i));
    data[i].permitted = static_cast<uint32_t>(static_cast<uint64_t>(step.n[1]) >> (32 * i));
    data[i].inheritable = static_cast<uint32_t>(static_cast<uint64_t>(step.n[2]) >> (32 * i));
  }
  if (syscall(SYS_capset, &header, data) == 0) return 0;
  if (errno != EPERM) return errno;
  if (syscall(SYS_capget, &header, own) < 0) return errno;
  for (int i = 0; i < 2; i++) {
    data[i].permitted &= own[i].permitted;
    data[i].effective &= data[i].permitted;
    uint32_t bounding = 0;
    for (int bit = 0; bit < 32; bit++)
      if (prctl(PR_CAPBSET_READ, 32 * i + bit, 0, 0, 0) == 1) bounding |= uint32_t{1} << bit;
    data[i].inheritable &= own[i].inheritable | (own[i].permitted & bounding);
  }
  return syscall(SYS_capset, &header, data) < 0 ? errno : 0;
}

// n: the ambient set, as a mask.
int stepSetAmbient(const Step& step) {
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0) return errno;
  for (int capability = 0; capability < 64; capability++)
    if (static_cast<uint64_t>(step.n[0]) & (uint64_t{1} << capability))
      // EPERM: it could not be granted in the first place.
      if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) < 0 && errno != EPERM) return errno;
  return 0;
}

// n: resource, soft, hard; -1 is infinity.
int stepSetRlimit(const Step& step) {
  struct rlimit limit = {static_cast<rlim_t>(step.n[1]), static_cast<rlim_t>(step.n[2])};
  return setrlimit(static_cast<__rlimit_resource_t>(step.n[0]), &limit) < 0 ? errno : 0;
}

// n: slot of the FIFO, which the process holds open for reading and writing, so that it blocks here and never meets its end.
int stepAwaitStart(const Step& step, int* slots) {
  char byte;
  ssize_t got;
  do got = read(slots[step.n[0]], &byte, 1);
  while (got < 0 && errno == EINTR);
  // Closed by exec, as a filter may be in force by now.
  return got == 1 ? 0 : got < 0 ? errno : EPIPE;
}

// s: state, program, arguments, an empty string, environment. n: seconds to wait or 0, number of arguments. The raw system calls, as glibc
// knows nothing of the clone3 child it runs in.
int stepHook(const Step& step) {
  char head[32];
  snprintf(head, sizeof head, "{\"pid\":%d,", static_cast<int>(getpid()));
  const char* rest = step.s[0] + 1;  // its own brace is in the head
  int input = memfd_create("state", MFD_CLOEXEC);
  int ends[2];
  if (input < 0) return errno;
  ssize_t length = static_cast<ssize_t>(strlen(rest));
  if (write(input, head, strlen(head)) < 0 || write(input, rest, static_cast<size_t>(length)) != length || lseek(input, 0, SEEK_SET) < 0 ||
      pipe2(ends, O_CLOEXEC) < 0) {
    int error = errno;
    close(input);
    return error;
  }
  int pidfd = -1;
  struct clone_args arguments = {};
  arguments.flags = CLONE_PIDFD;
  arguments.pidfd = reinterpret_cast<uint64_t>(&pidfd);
  arguments.exit_signal = SIGCHLD;
  long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  int error = pid < 0 ? errno : 0;
  if (pid == 0) {
    const char** environment = step.s + 3 + step.n[1];
    const char** list = step.s + 2;
    list[step.n[1]] = nullptr;
    setpgid(0, 0);
    dup2(input, 0);
    execve(step.s[1], const_cast<char**>(list), const_cast<char**>(environment));
    error = errno;
    (void)!write(ends[1], &error, sizeof error);
    _exit(127);
  }
  close(input);
  close(ends[1]);
  if (!error) {
    setpgid(static_cast<pid_t>(pid), static_cast<pid_t>(pid));  // whichever of the two is first
    ssize_t got;
    do got = read(ends[0], &error, sizeof error);
    while (got < 0 && errno == EINTR);
    if (got <= 0) error = 0;
    struct pollfd wait = {pidfd, POLLIN, 0};
    int ready;
    do ready = poll(&wait, 1, step.n[0] ? static_cast<int>(step.n[0] * 1000) : -1);
    while (ready < 0 && errno == EINTR);
    if (ready == 0) {
      kill(-static_cast<pid_t>(pid), SIGKILL);
      if (!error) error = ETIMEDOUT;
    }
    int status = 0;
    while (syscall(SYS_wait4, pid, &status, 0, nullptr) < 0 && errno == EINTR) continue;
    if (!error && status) error = ECANCELED;
    close(pidfd);
  }
  close(ends[0]);
  return error;
}

// s: program, search path.
int stepCheckExecutable(const Step& step) {
  char path[PATH_MAX];
  return resolve(step.s[0], step.s[1], path);
}

// s: program, arguments, an empty string, environment. n: number of arguments, whether the last of the environment is HOME, which may have
// been found to be elsewhere. Looks for the program by execve(2) alone, as a filter may
// be in force that allows nothing else.
int stepExec(const Step& step) {
  const char* program = step.s[0];
  const char** arguments = step.s + 1;
  const char** environment = step.s + 2 + step.n[0];
  arguments[step.n[0]] = nullptr;
  if (step.n[1] && foundHome()) step.s[step.strings - 1] = foundHome();
  auto run = [&](const char* path) {
    execve(path, const_cast<char**>(arguments), const_cast<char**>(environment));
    return errno;
  };
  if (strchr(program, '/')) return run(program);
  int error = ENOENT;
  for (const char* at = searchPath(environment); at;) {
    const char* end = strchr(at, ':');
    size_t head = end ? static_cast<size_t>(end - at) : strlen(at);
    char path[PATH_MAX];
    if (head && join(at, head, program, path)) {
      int result = run(path);
      if (result == EACCES) error = EACCES;
      else if (result != ENOENT && result != ENOTDIR) return result;
    }
    at = end ? end + 1 : nullptr;
  }
  return error;
}

}  // namespace brine
