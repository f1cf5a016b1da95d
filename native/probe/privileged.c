/* Calls that a container is mostly forbidden to make. Each is harmless where it is allowed after all. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "probe.h"

int make_node(int count, char **arguments) {
  (void)count;
  mode_t type = strcmp(arguments[1], "c") == 0 ? S_IFCHR : strcmp(arguments[1], "b") == 0 ? S_IFBLK : 0;
  if (type == 0)
    misused("neither c nor b", arguments[1]);
  dev_t device = makedev((unsigned)required_number(arguments[2], 0), (unsigned)required_number(arguments[3], 0));
  return mknod(arguments[0], type | 0600, device) < 0 ? refused("mknod", arguments[0]) : succeeded("created");
}

int mount_tmpfs(int count, char **arguments) {
  (void)count;
  return mount("tmpfs", arguments[0], "tmpfs", 0, "size=1m") < 0 ? refused("mount", arguments[0]) : succeeded("mounted");
}

int unmount(int count, char **arguments) {
  (void)count;
  return umount2(arguments[0], 0) < 0 ? refused("umount2", arguments[0]) : succeeded("unmounted");
}

int set_hostname(int count, char **arguments) {
  (void)count;
  return sethostname(arguments[0], strlen(arguments[0])) < 0 ? refused("sethostname", NULL) : succeeded("set");
}

/* netdevice(7). */
int take_loopback_up(int count, char **arguments) {
  (void)count, (void)arguments;
  struct ifreq request = {.ifr_name = "lo"};
  int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (any < 0)
    return refused("socket", NULL);
  if (ioctl(any, SIOCGIFFLAGS, &request) < 0)
    return refused("ioctl", NULL);
  request.ifr_flags |= IFF_UP;
  return ioctl(any, SIOCSIFFLAGS, &request) < 0 ? refused("ioctl", NULL) : succeeded("up");
}

/* Sets the time that it is: there is no time namespace of the calendar clock (time_namespaces(7)), it is the host's. */
int set_time(int count, char **arguments) {
  (void)count, (void)arguments;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return clock_settime(CLOCK_REALTIME, &now) < 0 ? refused("clock_settime", NULL) : succeeded("set");
}

/* The clone flag of a namespace type in the OCI specification's words; 0 when there is none. */
static int clone_flag(const char *type) {
  static const struct { const char *type; int flag; } flags[] = {
      {"pid", CLONE_NEWPID}, {"network", CLONE_NEWNET}, {"ipc", CLONE_NEWIPC}, {"uts", CLONE_NEWUTS},
      {"mount", CLONE_NEWNS}, {"user", CLONE_NEWUSER}, {"cgroup", CLONE_NEWCGROUP}, {"time", CLONE_NEWTIME}};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (strcmp(flags[i].type, type) == 0)
      return flags[i].flag;
  return 0;
}

/* unshare(2) in one call with all the flags, then goes on with the command in the same process. */
int unshare_and_run(int count, char **arguments) {
  int flags = 0;
  for (char *types = arguments[0], *type; (type = strsep(&types, ","));) {
    int flag = clone_flag(type);
    if (flag == 0)
      misused("no such namespace type", type);
    flags |= flag;
  }
  if (unshare(flags) < 0)
    return refused("unshare", NULL);
  return run_command(count - 1, arguments + 1);
}

/* The offsets, in seconds, of the time namespace that the children will be in, as long as it has none (time_namespaces(7)); then the command. */
int offset_clocks_and_run(int count, char **arguments) {
  const char *path = "/proc/self/timens_offsets";
  char text[80];
  int length = snprintf(text, sizeof text, "monotonic %lld 0\nboottime %lld 0\n", (long long)required_number(arguments[0], 0),
                        (long long)required_number(arguments[1], 0));
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0)
    return refused("open", path);
  if (write(file, text, (size_t)length) < 0)
    return refused("write", path);
  close(file);
  return run_command(count - 2, arguments + 2);
}
