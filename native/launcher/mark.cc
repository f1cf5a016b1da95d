#include "mark.h"

#include <sys/mman.h>

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
  return 0;
}

Mark::~Mark() {
  if (at_) returned.push_back(at_);
}

}  // namespace brine
