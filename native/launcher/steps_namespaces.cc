#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "start_time.h"
#include "steps.h"

namespace brine {

// n: slot, PID, start time. The descriptor is opened first: what has that start time now is what it stands for.
int stepOpenProcess(const Step& step, int* slots) {
  pid_t pid = static_cast<pid_t>(step.n[1]);
  int fd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  if (fd < 0) return errno;
  if (startTimeOf(pid) != step.n[2]) {
    close(fd);
    return ESRCH;
  }
  slots[step.n[0]] = fd;
  return 0;
}

// s: path (used when the slot is negative). n: slot, namespace types.
int stepSetns(const Step& step, int* slots) {
  bool bySlot = step.n[0] >= 0;
  int fd = bySlot ? slots[step.n[0]] : open(step.s[0], O_RDONLY | O_CLOEXEC);
  if (fd < 0) return bySlot ? EBADF : errno;
  int error = setns(fd, static_cast<int>(step.n[1])) < 0 ? errno : 0;
  if (!bySlot) close(fd);
  return error;
}

// n: slot of a network namespace made ahead. Without one it is made now.
int stepEnterNetwork(const Step& step, int* slots) {
  int& slot = slots[step.n[0]];
  if (slot < 0) return unshare(CLONE_NEWNET) < 0 ? errno : stepLoopbackUp();
  int error = setns(slot, CLONE_NEWNET) < 0 ? errno : 0;
  close(slot);
  slot = -1;
  return error;
}

int stepLoopbackUp() {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  struct ifreq request = {};
  memcpy(request.ifr_name, "lo", 3);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  int error = ioctl(fd, SIOCSIFFLAGS, &request) < 0 ? errno : 0;
  close(fd);
  return error;
}

}  // namespace brine
