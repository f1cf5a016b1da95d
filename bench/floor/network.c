/* Network namespaces: what a new one needs, and one made ahead. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "floor.h"

void raise_loopback(void) {
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) < 0)
    give_up("ioctl", "lo");
  close(fd);
}

void prepare_network(struct host *host) {
  int own = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  if (own < 0 || unshare(CLONE_NEWNET) < 0)
    give_up("unshare", "CLONE_NEWNET");
  raise_loopback();
  host->network = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  if (host->network < 0 || setns(own, CLONE_NEWNET) < 0)
    give_up("setns", "the own network namespace");
  close(own);
}
