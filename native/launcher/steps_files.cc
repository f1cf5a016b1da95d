#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "steps.h"

namespace brine {
namespace {

// Copies `text` with "{pid}" replaced; false when it does not fit.
bool withPid(const char* text, int64_t pid, char (&out)[PATH_MAX]) {
  const char* mark = strstr(text, "{pid}");
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

}  // namespace

int stepMkdir(const Step& step) { return mkdir(step.s[0], static_cast<mode_t>(step.n[0])) < 0 ? errno : 0; }

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
  int fd = open(path, O_WRONLY | O_CLOEXEC | static_cast<int>(step.n[0]), static_cast<mode_t>(step.n[1]));
  if (fd < 0) return errno;
  // Control files want the whole value in one write, so a short write is an error and not continued.
  size_t length = strlen(content);
  ssize_t written = write(fd, content, length);
  int error = written < 0 ? errno : static_cast<size_t>(written) == length ? 0 : ENOSPC;
  if (!error && step.n[2] && fsync(fd) < 0) error = errno;
  if (close(fd) < 0 && !error) error = errno;
  return error;
}

// s: path. n: slot, flags, mode.
int stepOpen(const Step& step, int* slots) {
  int fd = open(step.s[0], static_cast<int>(step.n[1]) | O_CLOEXEC, static_cast<mode_t>(step.n[2]));
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
  if (mknod(step.s[0], static_cast<mode_t>(step.n[0]), device) < 0) return errno;
  if ((step.n[3] || step.n[4]) && lchown(step.s[0], static_cast<uid_t>(step.n[3]), static_cast<gid_t>(step.n[4])) < 0) return errno;
  return 0;
}

// s: absolute path in the new root. n: whether a directory. Makes what is missing on the way, like mkdir -p.
int stepMakeMountPoint(const Step& step) {
  struct stat status;
  if (stat(step.s[0], &status) == 0) return 0;
  char path[PATH_MAX];
  size_t length = strlen(step.s[0]);
  if (length >= sizeof path) return ENAMETOOLONG;
  memcpy(path, step.s[0], length + 1);
  for (size_t i = 1; i < length; i++) {
    if (path[i] != '/') continue;
    path[i] = 0;
    if (mkdir(path, 0755) < 0 && errno != EEXIST) return errno;
    path[i] = '/';
  }
  if (step.n[0]) return mkdir(path, 0755) < 0 && errno != EEXIST ? errno : 0;
  int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd < 0) return errno;
  close(fd);
  return 0;
}

}  // namespace brine
