#include "mark.h"

#include <linux/futex.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <vector>

namespace brine {
namespace {

// More children at a time than the kernel's default limit of PIDs allows (proc(5), /proc/sys/kernel/pid_max).
constexpr size_t kMost = 65536;

Told* memory = nullptr;
size_t used = 0;
std::vector<volatile Told*> returned;
int watched = -1;

// How long a child sleeps before it looks whether there still is a launcher to wake it, ns.
constexpr long kSleep = 20'000'000;

bool launcherLives() {
  struct pollfd ended = {watched, POLLIN, 0};
  return poll(&ended, 1, 0) == 0;
}

}  // namespace

int Mark::take() {
  if (!memory) {
    void* mapped = mmap(nullptr, kMost * sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return errno;
    memory = static_cast<Told*>(mapped);
  }
  if (!returned.empty()) {
    at_ = returned.back();
    returned.pop_back();
  } else if (used < kMost) {
    at_ = memory + used++;
  } else {
    return EAGAIN;
  }
  at_->executing = at_->error = at_->step = at_->successor = 0;
  at_->launcherAt = at_->childWaitsFor = 0;
  return 0;
}

bool Mark::awaitLauncher(int32_t step) {
  for (;;) {
    int32_t now = at_->launcherAt;
    if (now >= step) return true;
    at_->childWaitsFor = step;
    // Both are looked at in one order by all (the atomics' own): either the launcher sees that the child waits, or the child that it need not.
    struct timespec most = {0, kSleep};
    syscall(SYS_futex, &at_->launcherAt, FUTEX_WAIT, now, &most, nullptr, 0);
    at_->childWaitsFor = 0;
    if (at_->launcherAt < step && !launcherLives()) return false;
  }
}

void Mark::setLauncherAt(int32_t step) {
  if (!at_) return;
  at_->launcherAt = step;
  int32_t waitsFor = at_->childWaitsFor;
  if (waitsFor && waitsFor <= step) syscall(SYS_futex, &at_->launcherAt, FUTEX_WAKE, 1, nullptr, nullptr, 0);
}

int watchLauncher() {
  watched = static_cast<int>(syscall(SYS_pidfd_open, getpid(), 0));
  return watched < 0 ? errno : 0;
}

int launcherWatched() { return watched; }

Mark::~Mark() {
  if (at_) returned.push_back(at_);
}

}  // namespace brine
