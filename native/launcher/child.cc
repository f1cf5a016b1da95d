#include "child.h"

#include <alloca.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "listener.h"
#include "report.h"
#include "steps.h"
#include "working_directory.h"

namespace brine {
namespace {

void closeRange(unsigned first, unsigned last) {
  if (first <= last) syscall(SYS_close_range, first, last, 0);
}

// Closes every descriptor above 2 but the report socket, that by which it sees the launcher where it is to wait for it, and the plan's slots:
// what the launcher holds for others is none of this container's business, and none may reach its program (CVE-2024-21626).
void closeOthers(const int* slots, int report, bool watches) {
  int keep[kMaxSlots + 2];
  int count = 0;
  if (watches) keep[count++] = launcherWatched();
  if (report >= 0) keep[count++] = report;
  for (int i = 0; i < kMaxSlots; i++)
    if (slots[i] > 2) keep[count++] = slots[i];
  for (int i = 1; i < count; i++)
    for (int k = i; k > 0 && keep[k - 1] > keep[k]; k--) {
      int larger = keep[k - 1];
      keep[k - 1] = keep[k];
      keep[k] = larger;
    }
  unsigned next = 3;
  for (int i = 0; i < count; i++) {
    if (static_cast<unsigned>(keep[i]) > next) closeRange(next, static_cast<unsigned>(keep[i]) - 1);
    next = static_cast<unsigned>(keep[i]) + 1;
  }
  closeRange(next, ~0U);
}

// The last of its steps at which the child waits for its launcher; -1 where it never does.
int64_t lastWait(const Plan& plan) {
  for (uint32_t i = plan.count(); i-- > 0;)
    if (plan.outline(i).op == Op::awaitLauncher) return i;
  return -1;
}

// Goes on in a sibling, which is born in the PID namespace that was joined: the launcher, without privilege, could not join it.
int forkOn(int report, const Mark& mark, uint32_t step) {
  struct clone_args arguments = {};
  // The exit signal is the caller's own (clone(2), CLONE_PARENT).
  arguments.flags = CLONE_PARENT | CLONE_PARENT_SETTID;
  arguments.parent_tid = mark.successorAddress();
  long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (pid < 0) return errno;
  if (pid == 0) return 0;
  tell(report, kForkedOn, step);
  _exit(0);
}

}  // namespace

void runChild(Plan& plan, int report, Mark& mark) {
  const int64_t last = lastWait(plan);
  closeOthers(plan.slots, report, last >= 0);
  // The launcher's own way of being scheduled is not the program's; what it inherits of SCHED_BATCH would have it wait for others.
  struct sched_param usual = {};
  sched_setscheduler(0, SCHED_OTHER, &usual);
  uint64_t none = 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, nullptr, sizeof none);
  char* room = static_cast<char*>(alloca(plan.steps->room()));
  int32_t pid = 0;
  for (uint32_t i = 0; i < plan.count(); i++) {
    const Step& outline = plan.outline(i);
    if (outline.op == Op::sync) {
      // Others may look at it there.
      if (int error = goHome()) {
        mark.setFailure(static_cast<int32_t>(i), error);
        _exit(127);
      }
      pid = meet(report, i);
      if (!pid) _exit(127);
      continue;
    }
    if (outline.actor != kChild) continue;
    if (outline.op == Op::awaitLauncher) {
      if (!mark.awaitLauncher(static_cast<int32_t>(i))) _exit(127);
      // A handle on a process of the host's, which whoever shares its namespaces until its start has no use for.
      if (i == last) close(launcherWatched());
      continue;
    }
    const Step step = plan.step(i, room);
    // Whatever slot is still open carries close-on-exec; so does the report socket, whose closing says that exec succeeded.
    if (step.op == Op::exec) mark.setExecuting();
    int error;
    if (step.op == Op::fork) error = forkOn(report, mark, i);
    else if (step.op == Op::passDescriptors) error = passDescriptors(step, plan.slots, &report);
    else if (step.op == Op::seccomp && step.n[1] >= 0) error = loadWithListener(plan, step, report, mark, pid, &i);
    else error = runStep(step, plan.slots, 0);
    if (error) {
      mark.setFailure(static_cast<int32_t>(i), error);
      _exit(127);
    }
  }
  _exit(0);
}

}  // namespace brine
