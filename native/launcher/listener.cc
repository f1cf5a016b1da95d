#include "listener.h"

#include <sched.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "report.h"
#include "send_descriptor.h"
#include "steps.h"

namespace brine {
namespace {

enum class Stage : int { kLoading, kLoaded, kNotLoaded, kDone };

// What the filter is not to stop is left to a thread that it is not in force for: filters are a thread's (seccomp(2)), while memory and
// descriptors are the process's. So a profile may answer any call by its listener, sendmsg(2) too, and deny any.
struct Helper {
  Plan* plan;
  const Step* step;
  int report;
  Mark* mark;
  int32_t pid;
  uint32_t* at;
  int listener;
  volatile Stage stage;
};

void setStage(Helper& helper, Stage stage) { __atomic_store_n(&helper.stage, stage, __ATOMIC_RELEASE); }
Stage stageOf(const Helper& helper) { return __atomic_load_n(&helper.stage, __ATOMIC_ACQUIRE); }

constexpr int kMostParts = 7;

// The texts, with the PID between each two, and the descriptor along with the first byte.
int sendState(int socket, const Step& step, int listener, int32_t pid) {
  char digits[16];
  size_t length = static_cast<size_t>(snprintf(digits, sizeof digits, "%d", pid));
  struct iovec parts[kMostParts];
  size_t count = 0;
  for (int i = 0; i < step.strings && count + 2 <= kMostParts; i++) {
    if (i) parts[count++] = {digits, length};
    parts[count++] = {const_cast<char*>(step.s[i]), strlen(step.s[i])};
  }
  const int* along = &listener;
  for (size_t first = 0; first < count;) {
    ssize_t sent = sendWithDescriptor(socket, parts + first, count - first, along);
    if (sent < 0) return errno;
    along = nullptr;
    for (size_t left = static_cast<size_t>(sent); first < count; first++) {
      struct iovec& part = parts[first];
      size_t taken = left < part.iov_len ? left : part.iov_len;
      part = {static_cast<char*>(part.iov_base) + taken, part.iov_len - taken};
      left -= taken;
      if (part.iov_len) break;
    }
  }
  return 0;
}

int help(void* data) {
  Helper& helper = *static_cast<Helper*>(data);
  while (stageOf(helper) == Stage::kLoading) sched_yield();
  if (stageOf(helper) == Stage::kNotLoaded) return 0;
  int& socket = helper.plan->slots[helper.step->n[1]];
  int error = sendState(socket, *helper.step, helper.listener, helper.pid);
  close(helper.listener);
  close(socket);
  socket = -1;
  if (error) {
    helper.mark->setFailure(static_cast<int32_t>(*helper.at), error);
    _exit(127);
  }
  for (uint32_t i = *helper.at + 1; i < helper.plan->count(); i++) {
    const Step& outline = helper.plan->outline(i);
    if (outline.actor == kChild) break;
    if (outline.op == Op::sync && !meet(helper.report, i)) _exit(127);
    *helper.at = i;
  }
  setStage(helper, Stage::kDone);
  return 0;
}

}  // namespace

int loadWithListener(Plan& plan, const Step& step, int report, Mark& mark, int32_t pid, uint32_t* at) {
  alignas(16) static char stack[64 * 1024];
  Helper helper = {&plan, &step, report, &mark, pid, at, -1, Stage::kLoading};
  // Its end needs nobody to wait for it, and exec(2) ends it at the latest.
  int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
  if (clone(help, stack + sizeof stack, flags, &helper) < 0) return errno;
  int error = loadFilter(step, &helper.listener);
  setStage(helper, error ? Stage::kNotLoaded : Stage::kLoaded);
  // Without a system call: any could be one that nobody answers yet.
  while (!error && stageOf(helper) != Stage::kDone) continue;
  return error;
}

}  // namespace brine
