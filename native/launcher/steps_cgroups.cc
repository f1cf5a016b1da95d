#include <fcntl.h>
#include <linux/bpf.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "steps.h"
#include "working_directory.h"

namespace brine {
namespace {

constexpr unsigned kMostInstructions = 4096;  // BPF_MAXINSNS (linux/bpf_common.h)
constexpr unsigned kMostPrograms = 64;        // BPF_CGROUP_MAX_PROGS (kernel/bpf/cgroup.c)

long bpf(int command, union bpf_attr* attributes) { return syscall(SYS_bpf, command, attributes, sizeof *attributes); }

int loadDeviceProgram(const Step& step) {
  struct bpf_insn program[kMostInstructions];
  unsigned count = (step.integers - 1U) / 2;
  if (count > kMostInstructions) {
    errno = E2BIG;
    return -1;
  }
  for (unsigned i = 0; i < count; i++) {
    uint64_t words[2] = {static_cast<uint64_t>(step.n[1 + 2 * i]), static_cast<uint64_t>(step.n[2 + 2 * i])};
    uint64_t instruction = (words[0] & 0xffffffff) | words[1] << 32;
    memcpy(&program[i], &instruction, sizeof instruction);
  }
  static const char license[] = "Apache-2.0";
  union bpf_attr load;
  memset(&load, 0, sizeof load);
  load.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE;
  load.insns = reinterpret_cast<uint64_t>(program);
  load.insn_cnt = count;
  load.license = reinterpret_cast<uint64_t>(license);
  memcpy(load.prog_name, "brine_devices", sizeof "brine_devices");
  return static_cast<int>(bpf(BPF_PROG_LOAD, &load));
}

int detach(int group, uint32_t id) {
  union bpf_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.prog_id = id;
  int program = static_cast<int>(bpf(BPF_PROG_GET_FD_BY_ID, &attributes));
  if (program < 0) return errno;
  memset(&attributes, 0, sizeof attributes);
  attributes.target_fd = static_cast<uint32_t>(group);
  attributes.attach_bpf_fd = static_cast<uint32_t>(program);
  attributes.attach_type = BPF_CGROUP_DEVICE;
  int error = bpf(BPF_PROG_DETACH, &attributes) < 0 ? errno : 0;
  close(program);
  return error;
}

}  // namespace

// n: slot of the group's directory; then two words for each instruction, the lower half first. What was attached before goes once the
// new program is there: all that are attached must allow an access, so that for a moment both do.
int stepAttachDeviceProgram(const Step& step, int* slots) {
  int group = slots[step.n[0]];
  uint32_t before[kMostPrograms];
  union bpf_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.query.target_fd = static_cast<uint32_t>(group);
  attributes.query.attach_type = BPF_CGROUP_DEVICE;
  attributes.query.prog_ids = reinterpret_cast<uint64_t>(before);
  attributes.query.prog_cnt = kMostPrograms;
  if (bpf(BPF_PROG_QUERY, &attributes) < 0) return errno;
  uint32_t count = attributes.query.prog_cnt;
  int program = loadDeviceProgram(step);
  if (program < 0) return errno;
  memset(&attributes, 0, sizeof attributes);
  attributes.target_fd = static_cast<uint32_t>(group);
  attributes.attach_bpf_fd = static_cast<uint32_t>(program);
  attributes.attach_type = BPF_CGROUP_DEVICE;
  // So that programs of groups above and below hold as well.
  attributes.attach_flags = BPF_F_ALLOW_MULTI;
  int error = bpf(BPF_PROG_ATTACH, &attributes) < 0 ? errno : 0;
  close(program);  // the group holds it
  for (uint32_t i = 0; i < count && !error; i++) error = detach(group, before[i]);
  return error;
}

// s: freezer.state of a v1 group, or cgroup.events of a v2 one. Both tell of the groups above, too.
int stepExpectThawed(const Step& step) {
  int fd = open(fromGroups(step.s[0]), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  char text[256];
  ssize_t length = read(fd, text, sizeof text - 1);
  int error = length < 0 ? errno : 0;
  close(fd);
  if (error) return error;
  text[length] = 0;
  return strncmp(text, "FR", 2) == 0 || strstr(text, "frozen 1") ? EBUSY : 0;
}

}  // namespace brine
