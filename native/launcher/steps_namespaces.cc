#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "steps.h"

namespace brine {

// s: path (used when the slot is negative). n: slot, namespace types.
int stepSetns(const Step& step, int* slots) {
  bool bySlot = step.n[0] >= 0;
  int fd = bySlot ? slots[step.n[0]] : open(step.s[0], O_RDONLY | O_CLOEXEC);
  if (fd < 0) return bySlot ? EBADF : errno;
  int error = setns(fd, static_cast<int>(step.n[1])) < 0 ? errno : 0;
  if (!bySlot) close(fd);
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
