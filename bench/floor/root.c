/* The mounts of the default configuration, made below the new root before it becomes the root: so each is one call. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "floor.h"

enum { HARMLESS = MS_NOSUID | MS_NODEV | MS_NOEXEC };

static const char *const masked[] = {"proc/acpi",       "proc/asound",      "proc/kcore",       "proc/keys",    "proc/latency_stats",
                                     "proc/timer_list", "proc/timer_stats", "proc/sched_debug", "sys/firmware", "proc/scsi"};
static const char *const readonly[] = {"proc/bus", "proc/fs", "proc/irq", "proc/sys", "proc/sysrq-trigger"};
static const struct {
  const char *path;
  unsigned major, minor;
} devices[] = {{"dev/null", 1, 3}, {"dev/zero", 1, 5}, {"dev/full", 1, 7}, {"dev/random", 1, 8}, {"dev/urandom", 1, 9}, {"dev/tty", 5, 0}};
static const char *const links[][2] = {{"/proc/self/fd", "dev/fd"},
                                       {"/proc/self/fd/0", "dev/stdin"},
                                       {"/proc/self/fd/1", "dev/stdout"},
                                       {"/proc/self/fd/2", "dev/stderr"},
                                       {"pts/ptmx", "dev/ptmx"}};

static void mount_on(const char *source, const char *target, const char *type, unsigned long flags, const char *data) {
  if (mount(source, target, type, flags, data) < 0)
    give_up("mount", target);
}

static void mount_new(const char *type, const char *target, unsigned long flags, const char *data) {
  if (mkdir(target, 0755) < 0 && errno != EEXIST)
    give_up("mkdir", target);
  mount_on(type, target, type, flags, data);
}

static void set_attributes(const char *path, unsigned long long set, unsigned flags) {
  struct mount_attr attributes = {.attr_set = set};
  if (syscall(SYS_mount_setattr, AT_FDCWD, path, flags, &attributes, sizeof attributes) < 0)
    give_up("mount_setattr", path);
}

static void mount_cgroups(const struct host *host) {
  mount_on("tmpfs", "sys/fs/cgroup", "tmpfs", HARMLESS, "mode=755");
  if (chdir("sys/fs/cgroup") < 0)
    give_up("chdir", "sys/fs/cgroup");
  for (const struct group *group = host->groups; group < host->groups + host->group_count; group++) {
    if (mkdir(group->name, 0755) < 0)
      give_up("mkdir", group->name);
    mount_on(group->path, group->name, NULL, MS_BIND, NULL);
  }
  set_attributes(".", MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC, AT_RECURSIVE);
  if (chdir(host->rootfs) < 0)
    give_up("chdir", host->rootfs);
}

static void fill_dev(void) {
  for (unsigned i = 0; i < sizeof devices / sizeof *devices; i++)
    if (mknod(devices[i].path, S_IFCHR | 0666, makedev(devices[i].major, devices[i].minor)) < 0)
      give_up("mknod", devices[i].path);
  for (unsigned i = 0; i < sizeof links / sizeof *links; i++)
    if (symlink(links[i][0], links[i][1]) < 0)
      give_up("symlink", links[i][1]);
}

/* A file is covered by /dev/null, a directory, on which that cannot be mounted, by an empty file system. */
static void mask(const char *path) {
  if (mount("dev/null", path, NULL, MS_BIND, NULL) == 0 || errno == ENOENT)
    return;
  if (errno != ENOTDIR)
    give_up("mount", path);
  mount_on("tmpfs", path, "tmpfs", MS_RDONLY | HARMLESS, "size=0k,nr_inodes=2");
}

static void make_readonly(const char *path) {
  if (mount(path, path, NULL, MS_BIND | MS_REC, NULL) == 0)
    set_attributes(path, MOUNT_ATTR_RDONLY, 0);
  else if (errno != ENOENT)
    give_up("mount", path);
}

void enter_root(const struct host *host) {
  mount_on(NULL, "/", NULL, MS_SLAVE | MS_REC, NULL);
  mount_on(host->rootfs, host->rootfs, NULL, MS_BIND | MS_REC, NULL);
  if (chdir(host->rootfs) < 0)
    give_up("chdir", host->rootfs);
  mount_new("proc", "proc", 0, NULL);
  mount_new("tmpfs", "dev", MS_NOSUID | MS_STRICTATIME, "mode=755,size=65536k");
  mount_new("devpts", "dev/pts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,gid=5");
  mount_new("tmpfs", "dev/shm", HARMLESS, "mode=1777,size=65536k");
  mount_new("mqueue", "dev/mqueue", HARMLESS, NULL);
  mount_new("sysfs", "sys", HARMLESS | MS_RDONLY, NULL);
  mount_cgroups(host);
  fill_dev();
  for (unsigned i = 0; i < sizeof readonly / sizeof *readonly; i++)
    make_readonly(readonly[i]);
  for (unsigned i = 0; i < sizeof masked / sizeof *masked; i++)
    mask(masked[i]);
  /* The old root comes to lie on the new one, and is taken off (pivot_root(2), "pivot_root(".", ".")"). */
  if (syscall(SYS_pivot_root, ".", ".") < 0 || umount2(".", MNT_DETACH) < 0 || chdir("/") < 0)
    give_up("pivot_root", host->rootfs);
  set_attributes("/", MOUNT_ATTR_RDONLY, 0);
}
