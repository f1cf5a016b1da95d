// A decoded plan. Decoding allocates, so it is done before the child is made; running it does not.
#pragma once
#include <bitset>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

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
  kKeep = 16,        // the descriptor that it opens serves all runs of the steps
};

enum Actor : uint8_t { kLauncher = 0, kChild = 1, kBoth = 2 };

struct Step {
  Op op;
  uint8_t actor;
  uint8_t flags;
  uint16_t integers;
  uint16_t strings;
  // Where the container's id is still to be put in, of the template's places: the first, and how many.
  uint32_t firstPlace;
  uint32_t places;
  const int64_t* n;
  // NULL-terminated; the strings point into the plan's own memory.
  const char** s;
};

// The steps, once decoded; as a template also for many containers that differ by their id.
class Steps {
 public:
  Steps() = default;
  ~Steps();
  Steps(const Steps&) = delete;
  Steps& operator=(const Steps&) = delete;

  // False when the bytes are no plan.
  bool decode(const char* bytes, size_t length);
  // The same of a template: where in the bytes an id of this length stands, in ascending order.
  bool decodeTemplate(const char* bytes, size_t length, const uint32_t* places, size_t count, size_t idLength);

  uint32_t count() const { return count_; }
  size_t idLength() const { return idLength_; }
  // As decoded: its texts may lack the id.
  const Step& operator[](size_t index) const { return steps_[index]; }
  // With the id put in: into `room` bytes at `at`, which hold its texts from then on, or into memory of the steps' own where they are many;
  // then the texts are valid until the next call.
  Step complete(size_t index, const char* id, char* at) const;
  size_t room() const { return text_ ? 0 : room_; }

  // The descriptor that the step has opened and that is kept; -1 when none is.
  int kept(size_t index) const { return index < kept_.size() ? kept_[index] : -1; }
  void keep(size_t index, int descriptor) const;
  bool keepsAny() const { return !kept_.empty(); }
  void closeKept() const;

 private:
  bool findPlaces(const uint32_t* places, size_t count);

  uint32_t count_ = 0;
  size_t idLength_ = 0;
  Step* steps_ = nullptr;
  char* arena_ = nullptr;
  int64_t* integers_ = nullptr;
  const char** strings_ = nullptr;
  uint32_t* places_ = nullptr;
  // What the largest step that has places needs: pointers to its texts, and the texts.
  size_t room_ = 0;
  size_t pointers_ = 0;
  char* text_ = nullptr;
  // By step.
  mutable std::vector<int> kept_;
};

// What one container is made by.
struct Plan {
  std::shared_ptr<const Steps> steps;
  char id[NAME_MAX + 1] = "";
  int slots[kMaxSlots];
  // Slots whose descriptors belong to the steps.
  std::bitset<kMaxSlots> borrowed;

  Plan();
  ~Plan();
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  uint32_t count() const { return steps->count(); }
  // For what is the same for all ids: the kind, the numbers.
  const Step& outline(size_t index) const { return (*steps)[index]; }
  void closeSlots();
  // To be carried out; `at` has the steps' `room`.
  Step step(size_t index, char* at) const { return steps->complete(index, id, at); }
};

// Runs one step in the calling process. Returns 0 or an errno. Uses async-signal-safe calls only and allocates nothing.
int runStep(const Step& step, int* slots, int64_t pid);

}  // namespace brine
