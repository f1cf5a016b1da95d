// What a program is handed over, or told, beside its arguments: descriptors, and where its user is at home.
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "steps.h"

namespace brine {
namespace {

// "HOME=…", once it has been found.
char home[PATH_MAX + 8];

// Field by field: name, password, UID, GID, comment, directory, shell (passwd(5)). Null unless it is the user's line.
const char* homeIn(char* line, uid_t uid) {
  char* fields[7];
  for (int i = 0; i < 7; i++) {
    fields[i] = line;
    line = strchr(line, ':');
    if (!line) return i < 6 ? nullptr : fields[5];
    *line++ = 0;
    if (i == 2) {
      char* end;
      unsigned long number = strtoul(fields[2], &end, 10);
      if (*end || end == fields[2] || number != uid) return nullptr;
    }
  }
  return fields[5];
}

}  // namespace

// n: uid. A pipe or socket that belongs to another user could not be opened anew, by /dev/stdout (proc(5), /proc/<pid>/fd): it becomes the
// program's, as with runc. Files and devices have their own permissions on the host, which stay.
int stepOwnStreams(const Step& step) {
  uid_t uid = static_cast<uid_t>(step.n[0]);
  for (int fd = 0; fd < 3; fd++) {
    struct stat status;
    if (fstat(fd, &status) < 0 || status.st_uid == uid || !(S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))) continue;
    // It may belong to nobody of this user namespace, or lie on a file system that is read-only.
    if (fchown(fd, uid, static_cast<gid_t>(-1)) < 0 && errno != EPERM && errno != EINVAL && errno != EROFS) return errno;
  }
  return 0;
}

// n: first slot, how many: they become descriptors 3, 4, …, and outlive exec.
int passDescriptors(const Step& step, int* slots, int* report) {
  int first = static_cast<int>(step.n[0]), count = static_cast<int>(step.n[1]);
  if (first < 0 || count < 0 || count > kMaxSlots - first) return EINVAL;
  auto makeRoom = [&](int& fd) {
    if (fd < 3 || fd >= 3 + count) return true;
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, 3 + count);
    if (moved < 0) return false;
    close(fd);
    fd = moved;
    return true;
  };
  if (!makeRoom(*report)) return errno;
  for (int i = 0; i < kMaxSlots; i++)
    if (!makeRoom(slots[i])) return errno;
  for (int i = 0; i < count; i++) {
    int& slot = slots[first + i];
    if (dup2(slot, 3 + i) < 0) return errno;
    close(slot);
    slot = -1;
  }
  return 0;
}

// n: uid. What cannot be read says nothing: then it is at home in /.
int stepFindHome(const Step& step) {
  struct open_how how = {};
  // Not waiting for a FIFO in its place, and not by way of another process's root.
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_NO_MAGICLINKS;
  int fd = static_cast<int>(syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", &how, sizeof how));
  struct stat status;
  if (fd < 0) return 0;
  char text[8192];
  size_t held = 0;
  ssize_t got = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) ? 1 : 0;
  while (!*home && got > 0) {
    got = read(fd, text + held, sizeof text - 1 - held);
    if (got > 0) held += static_cast<size_t>(got);
    text[held] = 0;
    char* line = text;
    for (char* end; !*home && ((end = strchr(line, '\n')) || (got <= 0 && *line)); line = end ? end + 1 : line + strlen(line)) {
      if (end) *end = 0;
      const char* directory = homeIn(line, static_cast<uid_t>(step.n[0]));
      if (directory && *directory == '/') snprintf(home, sizeof home, "HOME=%s", directory);
    }
    held = strlen(line);
    // A line longer than that is none of a user's.
    if (held >= sizeof text - 1) held = 0;
    memmove(text, line, held);
  }
  close(fd);
  return 0;
}

const char* foundHome() { return *home ? home : nullptr; }

}  // namespace brine
