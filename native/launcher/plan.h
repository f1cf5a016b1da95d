// A decoded plan. Decoding allocates, so it is done before the child is made; running it does not.
#pragma once
#include <cstddef>
#include <cstdint>

#include "protocol.h"

namespace brine {

enum class Op : uint16_t {
#define OP(name, number) name = number,
#include "ops.def"
#undef OP
};

enum StepFlags : uint8_t {
  kIfExists = 1,     // ENOENT and ENOTDIR are no failure
  kExistOk = 2,      // EEXIST is no failure
  kWithPid = 4,      // "{pid}" in the content, and "/proc/{pid}/" at the start of the path, stands for the child's PID
  kIfPermitted = 8,  // EPERM, EACCES, ENOSYS and EOPNOTSUPP are no failure
};

enum Actor : uint8_t { kLauncher = 0, kChild = 1, kBoth = 2 };

struct Step {
  Op op;
  uint8_t actor;
  uint8_t flags;
  uint16_t integers;
  uint16_t strings;
  const int64_t* n;
  // NULL-terminated; the strings point into the plan's own memory.
  const char** s;
};

struct Plan {
  Step* steps = nullptr;
  uint32_t count = 0;
  int slots[kMaxSlots];

  Plan();
  ~Plan();
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  // False when the bytes are no plan.
  bool decode(const char* bytes, size_t length);

 private:
  char* arena_ = nullptr;
  int64_t* integers_ = nullptr;
  const char** strings_ = nullptr;
};

// Runs one step in the calling process. Returns 0 or an errno. Uses async-signal-safe calls only and allocates nothing.
int runStep(const Step& step, int* slots, int64_t pid);

}  // namespace brine
