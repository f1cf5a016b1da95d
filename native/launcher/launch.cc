#include "launch.h"

#include <alloca.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "child.h"
#include "connection.h"
#include "networks.h"
#include "start_time.h"
#include "working_directory.h"

namespace brine {
namespace {

// The launcher's. No child keeps it, as it keeps nothing that it was not given.
int ownPidNamespace = -1;

// Before anybody is told: who hears that something is done may unmount what it was about.
void comeHome() {
  if (goHome()) abort();
}

// Another process never sees half of it: written beside, flushed, renamed.
int writeWhole(const char* path, const char* text) {
  char beside[PATH_MAX];
  if (snprintf(beside, sizeof beside, "%s.new", path) >= static_cast<int>(sizeof beside)) return ENAMETOOLONG;
  int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return errno;
  ssize_t length = static_cast<ssize_t>(strlen(text));
  int error = 0;
  if (write(fd, text, static_cast<size_t>(length)) != length || fsync(fd) < 0) error = errno ? errno : ENOSPC;
  close(fd);
  if (!error && rename(beside, path) < 0) error = errno;
  return error;
}

}  // namespace

Launch::~Launch() {
  closeReport();
  if (exitDirectory_ >= 0) close(exitDirectory_);
}

void Launch::closeReport() {
  if (report_ < 0) return;
  connection_.unwatch(report_);
  close(report_);
  report_ = -1;
}

// Whether there is something to do for the child, or to tell of it, before its end, which is noticed by itself. Waking up costs the child
// the time of a wake-up, too, where it is on another CPU.
bool Launch::hasToMeet() const {
  if (!brief()) return true;
  for (uint32_t i = next_; i < plan.count(); i++) {
    Op op = plan.outline(i).op;
    if (op == Op::sync || op == Op::fork) return true;
  }
  return false;
}

int Launch::cloneChild(const Step& step) {
  int ends[2] = {-1, -1};
  if (int error = mark_.take()) return error;
  if (hasToMeet() && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return errno;  // `fail` leaves what was joined
  struct clone_args arguments = {};
  arguments.flags = static_cast<uint64_t>(step.n[0]);
  arguments.exit_signal = SIGCHLD;
  if (step.n[1] >= 0) {
    arguments.flags |= CLONE_INTO_CGROUP;
    arguments.cgroup = static_cast<uint64_t>(plan.slots[step.n[1]]);
  }
  int64_t before = startTimeBetween(0);
  long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (pid == 0) runChild(plan, ends[1], mark_);
  int error = pid < 0 ? errno : 0;
  startTime_ = startTimeBetween(before);
  if (ends[1] >= 0) close(ends[1]);
  leaveJoined();
  if (error) {
    if (ends[0] >= 0) close(ends[0]);
    return error;
  }
  pid_ = static_cast<pid_t>(pid);
  report_ = ends[0];
  if (report_ >= 0) connection_.watch(report_, this);
  // The child holds copies; a program may hang up on the other end of what was passed only once these are closed.
  plan.closeSlots();
  bool forksOn = false;
  for (uint32_t i = next_; i < plan.count(); i++) forksOn |= plan.outline(i).op == Op::fork;
  if (!forksOn) tellForked();
  return 0;
}

// However the plan goes on: later containers must not be born in the PID namespace that was joined for this one.
void Launch::leaveJoined() {
  if (!joined_) return;
  joined_ = false;
  if (setns(ownPidNamespace, CLONE_NEWPID) < 0) abort();
}

bool Launch::prepare() {
  ownPidNamespace = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
  return ownPidNamespace >= 0;
}

int64_t Launch::startTime() {
  if (!startTime_ && !reaped_) startTime_ = startTimeOf(pid_);
  return startTime_;
}

void Launch::tellForked() {
  if (!brief()) connection_.reply(kForked, id_, pid_, 0, startTime());
}

// n of a step that opens something begins with its slot.
int Launch::keptStep(size_t index) {
  const Step step = plan.step(index, static_cast<char*>(alloca(plan.steps->room())));
  size_t slot = static_cast<size_t>(step.n[0]);
  int kept = plan.steps->kept(index);
  if (kept < 0) {
    if (int error = runStep(step, plan.slots, pid_)) return error;
    kept = plan.slots[slot];
    plan.steps->keep(index, kept);
  }
  plan.slots[slot] = kept;
  plan.borrowed.set(slot);
  return 0;
}

int Launch::launcherStep(size_t index) {
  if (plan.outline(index).flags & kKeep) return keptStep(index);
  const Step step = plan.step(index, static_cast<char*>(alloca(plan.steps->room())));
  switch (step.op) {
    case Op::clone: return cloneChild(step);
    case Op::recordProcess: {
      char text[64];
      snprintf(text, sizeof text, "%d %lld\n", pid_, static_cast<long long>(startTime()));
      return writeWhole(step.s[0], text);
    }
    case Op::recordExit: return prepareExitRecord(step.s[0]);
    // Without one the child makes its own.
    case Op::takeNetwork: plan.slots[step.n[0]] = networks_.take(); return 0;
    case Op::setns: joined_ = true; [[fallthrough]];
    default: return runStep(step, plan.slots, pid_);
  }
}

void Launch::advance() {
  for (; next_ < plan.count() && !failed_; next_++) {
    mark_.setLauncherAt(static_cast<int32_t>(next_));
    const Step& outline = plan.outline(next_);
    if (outline.op == Op::sync || outline.op == Op::awaitExit) {
      comeHome();
      if (outline.op == Op::sync) releaseIfMet();
      return;
    }
    if (outline.actor != kLauncher) continue;
    if (int error = launcherStep(next_)) {
      fail(static_cast<int32_t>(next_), error);
      return;
    }
  }
  comeHome();
  if (!pid_ && !failed_) {
    leaveJoined();
    connection_.conclude(kDone, id_);
    over_ = true;
  }
}

void Launch::fail(int32_t step, int error) {
  if (failed_) return;
  failed_ = true;
  leaveJoined();
  tellFailure(step, error);
  // A child without its launcher's steps must not run.
  if (!pid_) over_ = true;
  else if (!reaped_) kill(pid_, SIGKILL);
}

void Launch::tellFailure(int32_t step, int error) {
  comeHome();
  // Whoever puts things right has to know whether there is an end to wait for.
  if (brief() && pid_) connection_.reply(kForked, id_, pid_, 0, startTime());
  // After it comes the end of the child, where there is one.
  if (pid_) connection_.reply(kFailed, id_, step, error);
  else connection_.conclude(kFailed, id_, step, error);
}

// Carries out what follows the child's end. Returns 0 or the errno of the step at `next_`.
int Launch::finish() {
  if (failed_ || !mark_.isExecuting() || next_ >= plan.count() || plan.outline(next_).op != Op::awaitExit) return 0;
  for (next_++; next_ < plan.count(); next_++)
    if (int error = launcherStep(next_)) return error;
  return 0;
}

// s: name. n: whether Node is told, whether it must agree.
void Launch::releaseIfMet() {
  if (childAt_ != next_) return;
  if (plan.outline(next_).n[1] && !hostProceeds_) return;
  childAt_ = -1;
  hostProceeds_ = false;
  int32_t pid = pid_;
  if (send(report_, &pid, sizeof pid, MSG_NOSIGNAL) < 0 && errno != EPIPE) fail(static_cast<int32_t>(next_), errno);
  next_++;
  advance();
}

void Launch::onProceed() {
  // Its child has ended there, which is told when it is reaped.
  if (report_ < 0) return;
  hostProceeds_ = true;
  releaseIfMet();
}

void Launch::noticeSuccessor() {
  pid_t successor = mark_.successor();
  if (!successor || successor == pid_) return;
  pid_ = successor;
  startTime_ = 0;
  reaped_ = false;
  tellForked();
}

void Launch::noticeFailure() {
  if (mark_.error()) fail(mark_.step(), mark_.error());
}

void Launch::onReport() {
  while (report_ >= 0) {
    Report message;
    ssize_t length = recv(report_, &message, sizeof message, MSG_DONTWAIT);
    if (length < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN) return;
    }
    if (length != sizeof message) {
      // The other end is closed: by exec, or by the end of the process.
      closeReport();
      noticeFailure();
      if (mark_.isExecuting() && !failed_ && !brief()) connection_.reply(kStarted, id_);
      return;
    }
    if (message.kind == kSyncReached) {
      childAt_ = message.step;
      if (plan.outline(static_cast<size_t>(message.step)).n[0]) connection_.reply(kReached, id_, message.step);
      releaseIfMet();
      if (abandoned_ && childAt_ >= 0) closeReport();
    } else if (message.kind == kForkedOn) {
      noticeSuccessor();
    }
  }
}

// The directory, and not its path: by then another container may have the id, and its own directory there.
int Launch::prepareExitRecord(const char* path) {
  const char* slash = strrchr(path, '/');
  char directory[PATH_MAX];
  if (!slash || slash - path >= PATH_MAX) return EINVAL;
  if (strlen(slash + 1) > NAME_MAX) return ENAMETOOLONG;
  memcpy(directory, path, static_cast<size_t>(slash - path));
  directory[slash - path] = 0;
  strcpy(exitRecord_, slash + 1);
  exitDirectory_ = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
  return exitDirectory_ < 0 ? errno : 0;
}

void Launch::onReaped(int status, const struct rusage& usage) {
  reaped_ = true;
  onReport();
  noticeFailure();
  onExit(status, usage);
}

void Launch::onExit(int status, const struct rusage& usage) {
  // Ended by a signal before it became its program.
  if (!mark_.isExecuting() && !failed_ && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
    failed_ = true;
    tellFailure(-1, 0);
  }
  if (exitDirectory_ >= 0) {
    char text[32];
    char path[64 + NAME_MAX];
    snprintf(path, sizeof path, "/proc/self/fd/%d/%s", exitDirectory_, exitRecord_);
    snprintf(text, sizeof text, "%d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    writeWhole(path, text);  // when the container's directory has gone nobody asks for it any more
  }
  int64_t cpu = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * int64_t{1000000} + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  int error = finish();
  comeHome();
  if (error) {
    connection_.reply(kExited, id_, status, 0, cpu);
    connection_.conclude(kFailed, id_, static_cast<int32_t>(next_), error);
  } else {
    connection_.conclude(kExited, id_, status, 0, cpu);
  }
  over_ = true;
}

void Launch::onDisconnect() {
  abandoned_ = true;
  if (childAt_ >= 0) closeReport();
}

}  // namespace brine
