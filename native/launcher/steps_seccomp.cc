#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "steps.h"

namespace brine {

// n: flags; then two words for each instruction: code and jumps, and k.
int stepSeccomp(const Step& step) {
  struct sock_filter program[BPF_MAXINSNS];
  unsigned count = (step.integers - 1U) / 2;
  if (count > BPF_MAXINSNS) return E2BIG;
  for (unsigned i = 0; i < count; i++) {
    uint32_t head = static_cast<uint32_t>(step.n[1 + 2 * i]);
    program[i] = {static_cast<uint16_t>(head), static_cast<uint8_t>(head >> 16), static_cast<uint8_t>(head >> 24),
                  static_cast<uint32_t>(step.n[2 + 2 * i])};
  }
  struct sock_fprog filter = {static_cast<unsigned short>(count), program};
  long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, static_cast<unsigned>(step.n[0]), &filter);
  // With SECCOMP_FILTER_FLAG_TSYNC a thread that could not be synchronised; there is one alone.
  return result < 0 ? errno : result > 0 ? ESRCH : 0;
}

}  // namespace brine
