// What a child tells its launcher without a system call: that it is about to become its program. It lies in memory that both share until
// exec, so telling wakes nobody, and is possible under any filter.
#pragma once
#include <cstdint>

namespace brine {

class Mark {
 public:
  Mark() = default;
  ~Mark();
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;

  // Returns 0 or an errno. To be called before the child is made, once.
  int take();
  void set() { *at_ = 1; }
  bool isSet() const { return at_ && *at_; }

 private:
  volatile uint8_t* at_ = nullptr;
};

}  // namespace brine
