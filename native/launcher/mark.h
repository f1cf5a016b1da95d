// What a child tells its launcher without a system call: which step failed, and that it is about to become its program. It lies in memory
// that both share until exec, so telling wakes nobody, and is possible under any filter.
#pragma once
#include <cstdint>

namespace brine {

struct Told {
  int32_t executing;
  int32_t error;  // an errno, or 0
  int32_t step;   // the one that failed
};

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
  // The launcher's:
  bool isExecuting() const { return at_ && at_->executing; }
  int32_t error() const { return at_ ? at_->error : 0; }
  int32_t step() const { return at_->step; }

 private:
  volatile Told* at_ = nullptr;
};

}  // namespace brine
