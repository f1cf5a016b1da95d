#include "start_time.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace brine {

int64_t startTimeOf(pid_t pid) {
  char path[32], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  if (length <= 0) return 0;
  text[length] = 0;
  const char* at = strrchr(text, ')');  // the name before it may hold anything
  for (int field = 2; at && field < 22; field++) at = strchr(at + 1, ' ');
  return at ? strtoll(at + 1, nullptr, 10) : 0;
}

// The kernel's own clock for it, CLOCK_BOOTTIME, is read while the process is made (kernel/fork.c, start_boottime), and told in whole ticks.
int64_t startTimeBetween(int64_t before) {
  static const int64_t tick = 1'000'000'000 / sysconf(_SC_CLK_TCK);
  // This process may read that clock a little differently.
  constexpr int64_t inexactness = 10'000;
  struct timespec now;
  if (clock_gettime(CLOCK_BOOTTIME, &now) < 0) return 0;
  int64_t nanoseconds = now.tv_sec * int64_t{1'000'000'000} + now.tv_nsec;
  if (!before) return (nanoseconds - inexactness) / tick;
  return (nanoseconds + inexactness) / tick == before ? before : 0;
}

}  // namespace brine
