// What a child and its launcher tell each other without a system call: which step of the child's failed, that it is about to become its
// program, how far the launcher has come. It lies in memory that both share until exec, so telling wakes nobody, and is possible under any
// filter.
#pragma once
#include <atomic>
#include <cstdint>

namespace brine {

struct Told {
  int32_t executing;
  int32_t error;  // an errno, or 0
  int32_t step;   // the one that failed
  int32_t successor;  // the PID of who goes on in its place, or 0
  std::atomic<int32_t> launcherAt;    // the launcher has carried out all of its steps before this one
  std::atomic<int32_t> childWaitsFor;  // as soon as that is this step, or a later one, the child is to be woken; 0 unless it sleeps
};

static_assert(std::atomic<int32_t>::is_always_lock_free, "a lock would be one process's own");

class Mark {
 public:
  Mark() = default;
  ~Mark();
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;

  // Returns 0 or an errno. To be called before the child is made, once.
  int take();
  // The child's:
  void setExecuting() { at_->executing = 1; }
  void setFailure(int32_t step, int32_t error) {
    at_->step = step;
    at_->error = error;
  }
  // Where clone3(2) is to put the PID, before that process runs (CLONE_PARENT_SETTID): it may end before its maker has said anything.
  uint64_t successorAddress() const { return reinterpret_cast<uint64_t>(&at_->successor); }
  // Waits until the launcher has carried out its steps before this one. False when it has ended instead.
  bool awaitLauncher(int32_t step);
  // The launcher's:
  void setLauncherAt(int32_t step);
  bool isExecuting() const { return at_ && at_->executing; }
  int32_t error() const { return at_ ? at_->error : 0; }
  int32_t step() const { return at_->step; }
  int32_t successor() const { return at_ ? at_->successor : 0; }

 private:
  volatile Told* at_ = nullptr;
};

// Opens what a child that waits looks at: a descriptor for the launcher itself, which it keeps as long as it may wait. Returns 0 or an errno.
int watchLauncher();
// That descriptor.
int launcherWatched();

}  // namespace brine
