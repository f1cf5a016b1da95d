// Copying what a directory holds into a file system that is not attached yet: tmpcopyup (config.md, "Linux mount options").
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "steps.h"

namespace brine {
namespace {

// Each level holds two descriptors and a buffer on the stack.
constexpr int kDeepest = 128;

// As getdents64(2) gives it.
struct Entry {
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[1];
};

int copyContent(int from, int to);
int copyDirectory(int from, int to, int depth);

int takeOwnership(int to, const char* name, const struct stat& status) {
  if (fchownat(to, name, status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW) < 0) return errno;
  // After the owner, whose change clears the set-id bits. What is here was made by this process and is seen by no other.
  if (!S_ISLNK(status.st_mode) && fchmodat(to, name, status.st_mode & 07777, 0) < 0) return errno;
  const struct timespec times[2] = {status.st_atim, status.st_mtim};
  return utimensat(to, name, times, AT_SYMLINK_NOFOLLOW) < 0 ? errno : 0;
}

int copyOpened(int from, int to, const char* name, bool directory, int depth) {
  if (directory && mkdirat(to, name, 0700) < 0) return errno;
  int kind = directory ? O_DIRECTORY : 0;
  int source = openat(from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | kind);
  if (source < 0) return errno;
  int target = openat(to, name, (directory ? O_RDONLY | O_DIRECTORY : O_WRONLY | O_CREAT | O_EXCL) | O_NOFOLLOW | O_CLOEXEC, 0600);
  int error = target < 0 ? errno : directory ? copyDirectory(source, target, depth + 1) : copyContent(source, target);
  if (target >= 0) close(target);
  close(source);
  return error;
}

int copyLink(int from, int to, const char* name) {
  char text[PATH_MAX];
  ssize_t length = readlinkat(from, name, text, sizeof text - 1);
  if (length < 0) return errno;
  text[length] = 0;
  return symlinkat(text, to, name) < 0 ? errno : 0;
}

int copyEntry(int from, int to, const char* name, int depth) {
  struct stat status;
  if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return errno;
  int error;
  if (S_ISDIR(status.st_mode) || S_ISREG(status.st_mode)) error = copyOpened(from, to, name, S_ISDIR(status.st_mode), depth);
  else if (S_ISLNK(status.st_mode)) error = copyLink(from, to, name);
  else error = mknodat(to, name, status.st_mode, status.st_rdev) < 0 ? errno : 0;
  return error ? error : takeOwnership(to, name, status);
}

int copyContent(int from, int to) {
  for (;;) {
    ssize_t sent = sendfile(to, from, nullptr, 1 << 20);
    if (sent == 0) return 0;
    if (sent < 0) return errno;
  }
}

int copyDirectory(int from, int to, int depth) {
  if (depth > kDeepest) return ENAMETOOLONG;
  alignas(Entry) char buffer[4096];
  for (;;) {
    long got = syscall(SYS_getdents64, from, buffer, sizeof buffer);
    if (got <= 0) return got < 0 ? errno : 0;
    for (long at = 0; at < got;) {
      const Entry* entry = reinterpret_cast<const Entry*>(buffer + at);
      at += entry->length;
      if (strcmp(entry->name, ".") == 0 || strcmp(entry->name, "..") == 0) continue;
      if (int error = copyEntry(from, to, entry->name, depth)) return error;
    }
  }
}

}  // namespace

// s: a directory of the new root. n: slot of the file system, whether its root takes the directory's owner and permissions.
int stepCopyTree(const Step& step, int* slots) {
  struct open_how how = {};
  how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_NO_MAGICLINKS;
  int from = static_cast<int>(syscall(SYS_openat2, AT_FDCWD, step.s[0], &how, sizeof how));
  if (from < 0) return errno;
  // What fsmount(2) gives is open as a path only.
  int to = openat(slots[step.n[0]], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = to < 0 ? errno : copyDirectory(from, to, 0);
  struct stat status;
  if (!error && step.n[1] && (fstat(from, &status) < 0 || fchown(to, status.st_uid, status.st_gid) < 0 || fchmod(to, status.st_mode & 07777) < 0))
    error = errno;
  if (to >= 0) close(to);
  close(from);
  return error;
}

}  // namespace brine
