/* Control groups v1: one directory a hierarchy. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "floor.h"

/* config-linux.md, "Default Devices": any node may be made, the default devices and pseudo-terminals used. */
static const char *const allowed[] = {"c *:* m",   "b *:* m",   "c 1:3 rwm", "c 1:5 rwm", "c 1:7 rwm",
                                      "c 1:8 rwm", "c 1:9 rwm", "c 5:0 rwm", "c 5:2 rwm", "c 136:* rwm"};

/* On kernfs each part of a path costs a lock (kernfs_dop_revalidate): from where they are all mounted their paths are short. */
void stand_at_groups(struct host *host) {
  static const char place[] = "/sys/fs/cgroup/";
  for (int i = 0; i < host->group_count; i++)
    if (strncmp(host->groups[i].parent, place, sizeof place - 1) != 0 || host->groups[i].parent[sizeof place - 1] == '/')
      return;
  if (chdir(place) < 0)
    give_up("chdir", place);
  host->nearer = sizeof place - 1;
}

static int open_control(const struct host *host, const struct group *group, const char *file) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/%s", group->path + host->nearer, file);
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    give_up("open", path);
  return fd;
}

static void control(const struct host *host, const struct group *group, const char *file, const char *value) {
  int fd = open_control(host, group, file);
  if (write(fd, value, strlen(value)) < 0)
    give_up("write", file);
  close(fd);
}

static void restrict_devices(const struct host *host, const struct group *group) {
  control(host, group, "devices.deny", "a");
  int fd = open_control(host, group, "devices.allow");
  for (unsigned i = 0; i < sizeof allowed / sizeof *allowed; i++)
    if (write(fd, allowed[i], strlen(allowed[i])) < 0)
      give_up("write", allowed[i]);
  close(fd);
}

void make_groups(struct host *host, const char *id) {
  for (struct group *group = host->groups; group < host->groups + host->group_count; group++) {
    if (snprintf(group->path, sizeof group->path, "%s/%s", group->parent, id) >= (int)sizeof group->path)
      give_up("name", id);
    if (mkdir(group->path + host->nearer, 0755) < 0)
      give_up("mkdir", group->path);
    if (strcmp(group->name, "devices") == 0)
      restrict_devices(host, group);
    if (strcmp(group->name, "cpuset") == 0) {
      control(host, group, "cpuset.cpus", host->cpuset_cpus);
      control(host, group, "cpuset.mems", host->cpuset_mems);
    }
  }
}

/* By the child itself, of its one thread: a write to cgroup.procs from outside would wait for an RCU grace period. */
void join_groups(const struct host *host) {
  for (int i = 0; i < host->group_count; i++)
    control(host, &host->groups[i], "tasks", "0");
}

void remove_groups(const struct host *host) {
  for (int i = 0; i < host->group_count; i++)
    if (rmdir(host->groups[i].path + host->nearer) < 0)
      give_up("rmdir", host->groups[i].path);
}
