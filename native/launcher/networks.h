// Network namespaces made ahead, each with its loopback up, for one container each: making one takes the kernel as long as all the rest of
// a small container. A process of its own makes them, so that the launcher is not kept from its work.
#pragma once
#include <sys/types.h>

#include <vector>

namespace brine {

class Networks {
 public:
  // Is told of what was made by way of this epoll instance, with this object as the owner.
  explicit Networks(int poll) : poll_(poll) {}

  // So many are to be ready from now on.
  void keep(size_t count) { wanted_ = count; }
  // A descriptor, now the caller's; -1 when none is ready.
  int take();
  // Asks for as many as are missing.
  void refill();
  // Whether so few are ready that it should not wait.
  bool isLow() const { return ready_.size() * 2 < wanted_; }
  void onReady();
  void close();
  // Whether it was the one that makes them: from now on its PID may be another's.
  bool onReaped(pid_t pid);

 private:
  bool start();

  int poll_;
  int socket_ = -1;
  pid_t keeper_ = 0;
  size_t wanted_ = 0;
  size_t asked_ = 0;
  std::vector<int> ready_;
};

}  // namespace brine
