// Mounting. Every target is opened first and the mount is attached to that descriptor, so that a path cannot be changed
// between the check and the mount (CVE-2019-19921, CVE-2021-30465). Needs Linux 5.12 (mount_setattr).
#include <fcntl.h>
#include <limits.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "steps.h"
#include "working_directory.h"

namespace brine {
namespace {

int attach(int tree, int target) {
  return move_mount(tree, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) < 0 ? errno : 0;
}

// mount(2) on a directory that is held open: by way of the working directory, as /proc may not be mounted yet. There the process stays
// until a step needs it elsewhere.
int mountOnDirectory(const char* source, int target, const char* type, unsigned long flags, const char* data) {
  beAstray();
  return fchdir(target) < 0 || mount(source, ".", type, flags, data) < 0 ? errno : 0;
}

bool isNullDevice(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3);
}

}  // namespace

// s: source, target, type, data (each may be empty). n: flags, whether the target may hold no symbolic link.
int stepMount(const Step& step) {
  const char* type = *step.s[2] ? step.s[2] : nullptr;
  const char* data = *step.s[3] ? step.s[3] : nullptr;
  int target = takeMountPoint(step.s[1], step.n[1] != 0);
  if (target < 0) return errno;
  int error = mountOnDirectory(step.s[0], target, type, static_cast<unsigned long>(step.n[0]), data);
  close(target);
  return error;
}

// s: type, source, options ("name" or "name=value"). n: slot, attributes.
int stepOpenFilesystem(const Step& step, int* slots) {
  int context = fsopen(step.s[0], FSOPEN_CLOEXEC);
  if (context < 0) return errno;
  int error = *step.s[1] && fsconfig(context, FSCONFIG_SET_STRING, "source", step.s[1], 0) < 0 ? errno : 0;
  for (int i = 2; i < step.strings && !error; i++) {
    char name[256];
    const char* value = strchr(step.s[i], '=');
    size_t length = value ? static_cast<size_t>(value - step.s[i]) : strlen(step.s[i]);
    if (length >= sizeof name) {
      error = EINVAL;
      break;
    }
    memcpy(name, step.s[i], length);
    name[length] = 0;
    if (fsconfig(context, value ? FSCONFIG_SET_STRING : FSCONFIG_SET_FLAG, name, value ? value + 1 : nullptr, 0) < 0) error = errno;
  }
  if (!error && fsconfig(context, FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) < 0) error = errno;
  if (!error) {
    int mounted = fsmount(context, FSMOUNT_CLOEXEC, static_cast<unsigned>(step.n[1]));
    if (mounted < 0) error = errno;
    else slots[step.n[0]] = mounted;
  }
  close(context);
  return error;
}

// s: path. n: slot, whether recursive.
int stepOpenTree(const Step& step, int* slots) {
  unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (step.n[1] ? AT_RECURSIVE : 0);
  int fd = open_tree(AT_FDCWD, fromGroups(step.s[0]), flags);
  if (fd < 0) return errno;
  slots[step.n[0]] = fd;
  return 0;
}

// s: path (used when the slot is negative). n: slot, attributes set, cleared, propagation, whether recursive.
int stepSetMountAttributes(const Step& step, int* slots) {
  struct mount_attr attributes = {};
  attributes.attr_set = static_cast<uint64_t>(step.n[1]);
  attributes.attr_clr = static_cast<uint64_t>(step.n[2]);
  attributes.propagation = static_cast<uint64_t>(step.n[3]);
  bool bySlot = step.n[0] >= 0;
  unsigned flags = (bySlot ? AT_EMPTY_PATH : 0) | (step.n[4] ? AT_RECURSIVE : 0);
  int result = mount_setattr(bySlot ? slots[step.n[0]] : AT_FDCWD, bySlot ? "" : step.s[0], flags, &attributes, sizeof attributes);
  return result < 0 ? errno : 0;
}

// s: target. n: slot, whether the target may hold no symbolic link.
int stepMoveMount(const Step& step, int* slots) {
  int target = takeMountPoint(step.s[0], step.n[1] != 0);
  if (target < 0) return errno;
  int& slot = slots[step.n[0]];
  int error = attach(slot, target);
  close(target);
  close(slot);
  slot = -1;
  return error;
}

// s: target, names. n: the slots of what comes there, name by name. Nobody else can see the target yet: it was mounted right before.
int stepAttachInto(const Step& step, int* slots) {
  int target = takeMountPoint(step.s[0], true);
  if (target < 0) return errno;
  int error = 0;
  for (int i = 0; i < step.integers && !error; i++) {
    const char* name = step.s[i + 1];
    int& slot = slots[step.n[i]];
    if (mkdirat(target, name, 0755) < 0 && errno != EEXIST) error = errno;
    else if (move_mount(slot, "", target, name, MOVE_MOUNT_F_EMPTY_PATH) < 0) error = errno;
    close(slot);
    slot = -1;
  }
  close(target);
  return error;
}

// s: the new root, a mount point. The old root is stacked on it and then detached (pivot_root(2), NOTES: "pivot_root(".", ".")").
int stepPivotRoot(const Step& step) {
  int error = 0;
  int oldRoot = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (oldRoot < 0) return errno;
  beAstray();
  if (chdir(step.s[0]) < 0 || syscall(SYS_pivot_root, ".", ".") < 0 || fchdir(oldRoot) < 0 ||
      // So that the unmount does not travel back to the host.
      mount(nullptr, ".", nullptr, MS_SLAVE | MS_REC, nullptr) < 0 || umount2(".", MNT_DETACH) < 0 || chdir("/") < 0)
    error = errno;
  else
    beHome();
  close(oldRoot);
  return error;
}

// s: path, perhaps more options. A directory is covered by an empty read-only tmpfs, anything else by /dev/null, which must be the real one:
// a rootfs whose /dev/null is a link could redirect the mount (CVE-2025-31133).
int stepMaskPath(const Step& step) {
  int target = takeMountPoint(step.s[0], false);
  if (target < 0) return errno;
  struct stat status;
  int error = fstat(target, &status) < 0 ? errno : 0;
  if (!error && S_ISDIR(status.st_mode)) {
    static const char empty[] = "size=0k,nr_inodes=2";
    char data[PATH_MAX];
    const char* more = step.s[1] ? step.s[1] : "";
    if (sizeof empty + 1 + strlen(more) > sizeof data) {
      error = E2BIG;
    } else {
      strcpy(stpcpy(stpcpy(data, empty), *more ? "," : ""), more);
      error = mountOnDirectory("tmpfs", target, "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, data);
    }
  } else if (!error) {
    int null = open("/dev/null", O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (null < 0) {
      error = errno;
    } else if (!isNullDevice(null)) {
      error = ENODEV;
    } else {
      int tree = open_tree(null, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
      error = tree < 0 ? errno : attach(tree, target);
      if (tree >= 0) close(tree);
    }
    if (null >= 0) close(null);
  }
  close(target);
  return error;
}

// s: path. Covered by itself, read-only.
int stepReadonlyPath(const Step& step) {
  int target = takeMountPoint(step.s[0], false);
  if (target < 0) return errno;
  int tree = open_tree(target, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | AT_RECURSIVE);
  struct mount_attr attributes = {};
  attributes.attr_set = MOUNT_ATTR_RDONLY;
  int error = 0;
  if (tree < 0 || mount_setattr(tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes) < 0)
    error = errno;
  else
    error = attach(tree, target);
  if (tree >= 0) close(tree);
  close(target);
  return error;
}

}  // namespace brine
