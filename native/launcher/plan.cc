#include "plan.h"

#include <unistd.h>

#include <algorithm>
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

// The stack's pages are there already, and a child's own by then.
constexpr size_t kMostOnStack = 16 * 1024;

// Bytes from the beginning of a step's first text to the end of its last: they lie behind one another, with lengths in between.
size_t extent(const Step& step) {
  if (!step.strings) return 0;
  const char* last = step.s[step.strings - 1];
  return static_cast<size_t>(last - step.s[0]) + strlen(last) + 1;
}

}  // namespace

Plan::Plan() {
  for (int& slot : slots) slot = -1;
}

Plan::~Plan() { closeSlots(); }

void Plan::closeSlots() {
  for (int i = 0; i < kMaxSlots; i++) {
    if (slots[i] >= 0 && !borrowed[static_cast<size_t>(i)]) close(slots[i]);
    slots[i] = -1;
  }
}

void Steps::keep(size_t index, int descriptor) const {
  if (kept_.empty()) kept_.assign(count_, -1);
  kept_[index] = descriptor;
}

void Steps::closeKept() const {
  for (int descriptor : kept_)
    if (descriptor >= 0) close(descriptor);
  kept_.clear();
}

Steps::~Steps() {
  closeKept();
  free(steps_);
  free(arena_);
  free(integers_);
  free(strings_);
  free(places_);
  free(text_);
}

// Two passes over the same bytes: the first counts and checks, so that the second can point into three arrays of the right size.
bool Steps::decode(const char* bytes, size_t length) {
  if (length < sizeof(uint32_t)) return false;
  memcpy(&count_, bytes, sizeof count_);
  size_t integers = 0, strings = 0, at = sizeof count_;
  for (uint32_t i = 0; i < count_; i++) {
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
  steps_ = static_cast<Step*>(calloc(count_ ? count_ : 1, sizeof(Step)));
  integers_ = static_cast<int64_t*>(calloc(integers ? integers : 1, sizeof(int64_t)));
  strings_ = static_cast<const char**>(calloc(strings ? strings : 1, sizeof(char*)));
  if (!arena_ || !steps_ || !integers_ || !strings_) return false;
  memcpy(arena_, bytes, length);
  at = sizeof count_;
  int64_t* n = integers_;
  const char** s = strings_;
  for (uint32_t i = 0; i < count_; i++) {
    StepHeader header;
    memcpy(&header, arena_ + at, sizeof header);
    at += sizeof header;
    memcpy(n, arena_ + at, header.integers * sizeof(int64_t));
    at += header.integers * sizeof(int64_t);
    steps_[i] = {static_cast<Op>(header.op), header.actor, header.flags, header.integers, header.strings, 0, 0, n, s};
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

bool Steps::decodeTemplate(const char* bytes, size_t length, const uint32_t* places, size_t count, size_t idLength) {
  if (idLength > NAME_MAX || !decode(bytes, length)) return false;
  idLength_ = idLength;
  return findPlaces(places, count);
}

// Each place lies in a text of a step: which step that is, and what the largest of them needs to be put together.
bool Steps::findPlaces(const uint32_t* places, size_t count) {
  places_ = static_cast<uint32_t*>(malloc(std::max<size_t>(1, count) * sizeof *places));
  if (!places_) return false;
  memcpy(places_, places, count * sizeof *places);
  size_t length = 0, most = 0;
  uint32_t place = 0;
  for (uint32_t i = 0; i < count_ && place < count; i++) {
    Step& step = steps_[i];
    size_t bytes = extent(step);
    if (!bytes) continue;
    size_t begin = static_cast<size_t>(step.s[0] - arena_);
    if (places_[place] < begin) return false;
    step.firstPlace = place;
    while (place < count && places_[place] + idLength_ < begin + bytes) place++;
    step.places = place - step.firstPlace;
    if (!step.places) continue;
    length = std::max(length, bytes);
    most = std::max<size_t>(most, step.strings);
  }
  if (place < count) return false;
  pointers_ = (most + 1) * sizeof(char*);
  room_ = pointers_ + length;
  if (room_ <= kMostOnStack) return true;
  text_ = static_cast<char*>(malloc(room_));
  return text_;
}

Step Steps::complete(size_t index, const char* id, char* at) const {
  Step step = steps_[index];
  if (!step.places) return step;
  const char** pointers = reinterpret_cast<const char**>(text_ ? text_ : at);
  char* text = (text_ ? text_ : at) + pointers_;
  const char* begin = step.s[0];
  memcpy(text, begin, extent(step));
  for (uint32_t i = 0; i < step.places; i++) memcpy(text + (arena_ + places_[step.firstPlace + i] - begin), id, idLength_);
  for (uint16_t k = 0; k < step.strings; k++) pointers[k] = text + (step.s[k] - begin);
  pointers[step.strings] = nullptr;
  step.s = pointers;
  return step;
}

}  // namespace brine
