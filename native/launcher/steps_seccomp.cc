#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "steps.h"

namespace brine {

// n: flags; the slot of a socket for the listener, or -1; then two words for each instruction: code and jumps, and k.
int loadFilter(const Step& step, int* listener) {
  struct sock_filter program[BPF_MAXINSNS];
  unsigned count = (step.integers - 2U) / 2;
  if (count > BPF_MAXINSNS) return E2BIG;
  for (unsigned i = 0; i < count; i++) {
    uint32_t head = static_cast<uint32_t>(step.n[2 + 2 * i]);
    program[i] = {static_cast<uint16_t>(head), static_cast<uint8_t>(head >> 16), static_cast<uint8_t>(head >> 24),
                  static_cast<uint32_t>(step.n[3 + 2 * i])};
  }
  struct sock_fprog filter = {static_cast<unsigned short>(count), program};
  long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, static_cast<unsigned>(step.n[0]), &filter);
  if (result < 0) return errno;
  if (listener) *listener = static_cast<int>(result);
  // With SECCOMP_FILTER_FLAG_TSYNC a thread that could not be synchronised; there is one alone.
  return !listener && result > 0 ? ESRCH : 0;
}

int stepSeccomp(const Step& step) { return loadFilter(step, nullptr); }

}  // namespace brine
