/* The two sides of a log file, and a program that talks too much. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "probe.h"

/* Appends, so that a writer that is started again adds its lines; then stays, as an application does. */
int log_write(int count, char **arguments) {
  (void)count;
  int64_t lines = required_number(arguments[0], 0);
  const char *path = arguments[1];
  announce("log-write", NULL);
  int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0)
    return refused("open", path);
  for (int64_t i = 1; i <= lines; i++)
    if (dprintf(file, "line %lld\n", (long long)i) < 0)
      return refused("write", path);
  close(file);
  idle_forever();
}

/* Copies what there is; -1 and errno when it cannot. */
static int copy_to_output(int file) {
  char block[4096];
  ssize_t got;
  while ((got = read(file, block, sizeof block)) > 0)
    for (ssize_t done = 0, wrote; done < got; done += wrote)
      if ((wrote = write(STDOUT_FILENO, block + done, (size_t)(got - done))) < 0)
        return -1;
  return got < 0 ? -1 : 0;
}

/* Looks every 10 ms, first for the file, then for more in it; without inotify, which does not cross all file systems. */
int log_collect(int count, char **arguments) {
  (void)count;
  const struct timespec interval = {.tv_nsec = 10000000};
  int file;
  announce("log-collect", NULL);
  while ((file = open(arguments[0], O_RDONLY | O_CLOEXEC)) < 0) {
    if (errno != ENOENT)
      return refused("open", arguments[0]);
    nanosleep(&interval, NULL);
  }
  while (copy_to_output(file) == 0)
    nanosleep(&interval, NULL);
  return refused("copy", arguments[0]);
}

int flood(int count, char **arguments) {
  (void)count;
  char lines[4096];
  int64_t left = required_number(arguments[0], 0);
  memset(lines, '.', sizeof lines);
  for (size_t end = 63; end < sizeof lines; end += 64)
    lines[end] = '\n';
  while (left > 0) {
    ssize_t wrote = write(STDOUT_FILENO, lines, left < (int64_t)sizeof lines ? (size_t)left : sizeof lines);
    if (wrote < 0)
      return 1;
    left -= wrote;
  }
  return 0;
}
