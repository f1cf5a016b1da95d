#include "plan.h"

#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace brine {
namespace {

struct StepHeader {
  uint16_t op;
  uint8_t actor;
  uint8_t flags;
  uint16_t integers;
  uint16_t strings;
};

}  // namespace

Plan::Plan() {
  for (int& slot : slots) slot = -1;
}

Plan::~Plan() {
  for (int slot : slots)
    if (slot >= 0) close(slot);
  free(steps);
  free(arena_);
  free(integers_);
  free(strings_);
}

// Two passes over the same bytes: the first counts and checks, so that the second can point into three arrays of the right size.
bool Plan::decode(const char* bytes, size_t length) {
  if (length < sizeof(uint32_t)) return false;
  memcpy(&count, bytes, sizeof count);
  size_t integers = 0, strings = 0, at = sizeof count;
  for (uint32_t i = 0; i < count; i++) {
    StepHeader header;
    if (length - at < sizeof header) return false;
    memcpy(&header, bytes + at, sizeof header);
    at += sizeof header;
    if ((length - at) / sizeof(int64_t) < header.integers) return false;
    at += header.integers * sizeof(int64_t);
    for (uint16_t k = 0; k < header.strings; k++) {
      uint32_t size;
      if (length - at < sizeof size) return false;
      memcpy(&size, bytes + at, sizeof size);
      at += sizeof size;
      if (length - at < size_t{size} + 1 || bytes[at + size] != 0) return false;
      at += size_t{size} + 1;
    }
    integers += header.integers;
    strings += header.strings + size_t{1};
  }
  arena_ = static_cast<char*>(malloc(length));
  steps = static_cast<Step*>(calloc(count ? count : 1, sizeof(Step)));
  integers_ = static_cast<int64_t*>(calloc(integers ? integers : 1, sizeof(int64_t)));
  strings_ = static_cast<const char**>(calloc(strings ? strings : 1, sizeof(char*)));
  if (!arena_ || !steps || !integers_ || !strings_) return false;
  memcpy(arena_, bytes, length);
  at = sizeof count;
  int64_t* n = integers_;
  const char** s = strings_;
  for (uint32_t i = 0; i < count; i++) {
    StepHeader header;
    memcpy(&header, arena_ + at, sizeof header);
    at += sizeof header;
    memcpy(n, arena_ + at, header.integers * sizeof(int64_t));
    at += header.integers * sizeof(int64_t);
    steps[i] = {static_cast<Op>(header.op), header.actor, header.flags, header.integers, header.strings, n, s};
    n += header.integers;
    for (uint16_t k = 0; k < header.strings; k++) {
      uint32_t size;
      memcpy(&size, arena_ + at, sizeof size);
      at += sizeof size;
      *s++ = arena_ + at;
      at += size_t{size} + 1;
    }
    *s++ = nullptr;
  }
  return true;
}

}  // namespace brine
