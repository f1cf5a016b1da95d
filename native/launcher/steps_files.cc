#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
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

// Of a path the process's own directory alone: elsewhere "{pid}" may be somebody's name for a control group.
const char* markOf(const char* text) {
  return *text != '/' ? strstr(text, "{pid}") : strncmp(text, "/proc/{pid}/", 12) == 0 ? text + 6 : nullptr;
}

// Copies `text` with "{pid}" replaced; false when it does not fit.
bool withPid(const char* text, int64_t pid, char (&out)[PATH_MAX]) {
  const char* mark = markOf(text);
  char digits[24];
  int length = 0;
  for (int64_t rest = pid; rest > 0 || length == 0; rest /= 10) digits[length++] = static_cast<char>('0' + rest % 10);
  size_t head = mark ? static_cast<size_t>(mark - text) : strlen(text);
  const char* tail = mark ? mark + 5 : "";
  if (head + static_cast<size_t>(length) + strlen(tail) >= sizeof out) return false;
  memcpy(out, text, head);
  size_t at = head;
  if (mark)
    while (length > 0) out[at++] = digits[--length];
  strcpy(out + at, tail);
  return true;
}

// Opens what lies in the new root, symbolic links followed, those of /proc not: a rootfs could lead through /proc/<pid>/root
// out of it where the host's processes are in sight.
int openInside(int directory, const char* path, uint64_t flags, uint64_t resolve = 0) {
  struct open_how how = {};
  how.flags = O_PATH | O_CLOEXEC | flags;
  how.resolve = RESOLVE_NO_MAGICLINKS | resolve;
  return static_cast<int>(syscall(SYS_openat2, directory, path, &how, sizeof how));
}

// Opens the directory of an absolute path's last component, and copies that one's name. Makes what is missing when asked to.
int openParent(const char* path, char (&name)[NAME_MAX + 1], bool make, int* error) {
  // Most often it is there, and one call finds it.
  size_t length = strlen(path);
  while (length > 0 && path[length - 1] == '/') length--;
  size_t head = length;
  while (head > 0 && path[head - 1] != '/') head--;
  char whole[PATH_MAX];
  if (head > 0 && head < sizeof whole && length - head <= NAME_MAX) {
    memcpy(whole, path, head);
    whole[head] = 0;
    memcpy(name, path + head, length - head);
    name[length - head] = 0;
    int found = openInside(AT_FDCWD, whole, O_DIRECTORY);
    if (found >= 0) return found;
    if (errno != ENOENT || !make) {
      *error = errno;
      return -1;
    }
  }
  int directory = openInside(AT_FDCWD, "/", O_DIRECTORY);
  while (directory >= 0) {
    path += strspn(path, "/");
    length = strcspn(path, "/");
    if (length > NAME_MAX) {
      errno = ENAMETOOLONG;
      break;
    }
    memcpy(name, path, length);
    name[length] = 0;
    path += length;
    if (path[strspn(path, "/")] == 0) return directory;
    int next = openInside(directory, name, O_DIRECTORY);
    if (next < 0 && errno == ENOENT && make && (mkdirat(directory, name, 0755) == 0 || errno == EEXIST)) next = openInside(directory, name, O_DIRECTORY);
    int reason = errno;
    close(directory);
    directory = next;
    errno = reason;
  }
  *error = errno;
  if (directory >= 0) close(directory);
  return -1;
}

// Not touched by a process that makes no such entries: a page that it writes to is copied for it.
struct {
  bool isOpen;
  int directory;
  char path[NAME_MAX + 1];
} last;

// The directory above for one of several entries that are made one after another.
int parentOf(const char* path, char (&name)[NAME_MAX + 1], int* error) {
  const char* slash = strrchr(path, '/');
  size_t head = slash ? static_cast<size_t>(slash - path) + 1 : 0;
  if (last.isOpen && head > 0 && head < sizeof last.path && strncmp(last.path, path, head) == 0 && last.path[head] == 0 && slash[1] &&
      strlen(slash + 1) <= NAME_MAX) {
    strcpy(name, slash + 1);
    return last.directory;
  }
  leaveParent();
  int directory = openParent(path, name, false, error);
  if (directory < 0) return directory;
  // One whose path is too long to be told again is this entry's alone; it is closed as others are.
  size_t known = head < sizeof last.path ? head : 0;
  memcpy(last.path, path, known);
  last.path[known] = 0;
  last.directory = directory;
  last.isOpen = true;
  return directory;
}

// What the step before has found, for the mount that is made on it: one look less, and no chance that it has become something else.
struct {
  bool isOpen;
  bool noSymlinks;  // none was on the way
  int descriptor;
  char path[NAME_MAX + 1];
} point;

}  // namespace

int takeMountPoint(const char* path, bool noSymlinks) {
  if (point.isOpen && point.noSymlinks >= noSymlinks && strcmp(point.path, path) == 0) {
    point.isOpen = false;
    return point.descriptor;
  }
  return openInside(AT_FDCWD, path, 0, noSymlinks ? RESOLVE_NO_SYMLINKS : 0);
}

void leaveMountPoint() {
  if (!point.isOpen) return;
  close(point.descriptor);
  point.isOpen = false;
}

void leaveParent() {
  if (!last.isOpen) return;
  close(last.directory);
  last.isOpen = false;
}

int stepMkdir(const Step& step) { return mkdir(fromGroups(step.s[0]), static_cast<mode_t>(step.n[0])) < 0 ? errno : 0; }

int stepRmdir(const Step& step) { return rmdir(fromGroups(step.s[0])) < 0 ? errno : 0; }

// s: path, content. n: open flags beside O_WRONLY, mode, whether to fsync.
int stepWriteFile(const Step& step, int64_t pid) {
  char pathWithPid[PATH_MAX], contentWithPid[PATH_MAX];
  const char* path = step.s[0];
  const char* content = step.s[1];
  if (step.flags & kWithPid) {
    if (!withPid(path, pid, pathWithPid) || !withPid(content, pid, contentWithPid)) return ENAMETOOLONG;
    path = pathWithPid;
    content = contentWithPid;
  }
  int fd = open(fromGroups(path), O_WRONLY | O_CLOEXEC | static_cast<int>(step.n[0]), static_cast<mode_t>(step.n[1]));
  if (fd < 0) return errno;
  // Control files want the whole value in one write, so a short write is an error and not continued.
  size_t length = strlen(content);
  ssize_t written = write(fd, content, length);
  int error = written < 0 ? errno : static_cast<size_t>(written) == length ? 0 : ENOSPC;
  if (!error && step.n[2] && fsync(fd) < 0) error = errno;
  if (close(fd) < 0 && !error) error = errno;
  return error;
}

// s: path, contents. A control file takes one of them each time.
int stepWriteEach(const Step& step) {
  int fd = open(fromGroups(step.s[0]), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  int error = 0;
  for (int i = 1; i < step.strings && !error; i++) {
    size_t length = strlen(step.s[i]);
    ssize_t written = write(fd, step.s[i], length);
    if (written != static_cast<ssize_t>(length)) error = written < 0 ? errno : ENOSPC;
  }
  if (close(fd) < 0 && !error) error = errno;
  return error;
}

// s: path, content. Whatever keeps the file from being read makes it another one than expected.
int stepExpectFile(const Step& step) {
  const char* rest = step.s[1];
  size_t left = strlen(rest);
  // A FIFO in its place must not stop the launcher.
  int fd = open(step.s[0], O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return ESTALE;
  char part[4096];
  ssize_t got;
  while ((got = read(fd, part, sizeof part)) > 0 && static_cast<size_t>(got) <= left && memcmp(part, rest, static_cast<size_t>(got)) == 0) {
    rest += got;
    left -= static_cast<size_t>(got);
  }
  close(fd);
  return got == 0 && left == 0 ? 0 : ESTALE;
}

// s: content. n: slot. As `expectFile`, of a file that is open.
int stepExpectContent(const Step& step, int* slots) {
  char content[256];
  size_t length = strlen(step.s[0]);
  if (length >= sizeof content) return EINVAL;
  ssize_t got = pread(slots[step.n[0]], content, sizeof content, 0);
  return got == static_cast<ssize_t>(length) && memcmp(content, step.s[0], length) == 0 ? 0 : ESTALE;
}

// s: content. n: slot.
int stepWriteSlot(const Step& step, int* slots) {
  size_t length = strlen(step.s[0]);
  ssize_t written = write(slots[step.n[0]], step.s[0], length);
  return written < 0 ? errno : static_cast<size_t>(written) == length ? 0 : ENOSPC;
}

// s: path. n: slot, flags, mode.
int stepOpen(const Step& step, int* slots) {
  int fd = open(fromGroups(step.s[0]), static_cast<int>(step.n[1]) | O_CLOEXEC, static_cast<mode_t>(step.n[2]));
  if (fd < 0) return errno;
  int& slot = slots[step.n[0]];
  if (slot >= 0) close(slot);
  slot = fd;
  return 0;
}

int stepClose(const Step& step, int* slots) {
  int& slot = slots[step.n[0]];
  if (slot >= 0) close(slot);
  slot = -1;
  return 0;
}

// s: path. n: type and permissions, major, minor, uid, gid.
int stepMknod(const Step& step) {
  dev_t device = makedev(static_cast<unsigned>(step.n[1]), static_cast<unsigned>(step.n[2]));
  char name[NAME_MAX + 1];
  int error = 0;
  int directory = parentOf(step.s[0], name, &error);
  if (directory < 0) return error;
  uid_t uid = static_cast<uid_t>(step.n[3]);
  gid_t gid = static_cast<gid_t>(step.n[4]);
  mode_t mode = static_cast<mode_t>(step.n[0]);
  struct stat status;
  if (mknodat(directory, name, mode, device) < 0) {
    error = errno;
    // The very node may be there already: it is left as it is (config-linux.md, "Devices": an error only where it does not match).
    if (error == EEXIST && fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && (status.st_mode & S_IFMT) == (mode & S_IFMT) &&
        (S_ISFIFO(mode) || status.st_rdev == device))
      error = 0;
  } else if ((uid || gid) && fchownat(directory, name, uid, gid, AT_SYMLINK_NOFOLLOW) < 0) error = errno;
  return error;
}

// s: absolute path in the new root. n: whether a directory, whether a mount follows that takes no symbolic link on the way. Makes what is
// missing on the way, like mkdir -p.
int stepMakeMountPoint(const Step& step) {
  leaveMountPoint();  // of one that nothing was mounted on
  bool noSymlinks = step.n[1] != 0;
  int there = openInside(AT_FDCWD, step.s[0], 0, noSymlinks ? RESOLVE_NO_SYMLINKS : 0);
  if (there >= 0) {
    size_t length = strlen(step.s[0]);
    if (length >= sizeof point.path) return close(there) < 0 ? errno : 0;
    memcpy(point.path, step.s[0], length + 1);
    point.descriptor = there;
    point.noSymlinks = noSymlinks;
    point.isOpen = true;
    return 0;
  }
  // The mount will be refused for it.
  if (noSymlinks && errno == ELOOP) return 0;
  if (errno != ENOENT) return errno;
  char name[NAME_MAX + 1];
  int error = 0;
  int directory = openParent(step.s[0], name, true, &error);
  if (directory < 0) return error;
  if (step.n[0]) {
    if (mkdirat(directory, name, 0755) < 0 && errno != EEXIST) error = errno;
  } else {
    int fd = openat(directory, name, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) error = errno;
    else close(fd);
  }
  close(directory);
  return error;
}

// s: what the link holds, its path.
int stepSymlink(const Step& step) {
  char name[NAME_MAX + 1];
  int error = 0;
  int directory = parentOf(step.s[1], name, &error);
  if (directory < 0) return error;
  if (symlinkat(step.s[0], directory, name) < 0) error = errno;
  return error;
}

}  // namespace brine
