/* Writing a file of some size, and how long the kernel takes for it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"

enum { block = 128 * 1024 };

static int64_t micros(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

/* `direct` goes past the page cache (O_DIRECT), `buffered` ends there, `synced` waits until it is on the disk. */
int fill_file(int count, char **arguments) {
  (void)count;
  const char *path = arguments[0], *way = arguments[2];
  int64_t bytes = required_number(arguments[1], 1);
  bool direct = strcmp(way, "direct") == 0, synced = strcmp(way, "synced") == 0;
  if (!direct && !synced && strcmp(way, "buffered") != 0)
    misused("neither direct nor buffered nor synced", way);
  /* Aligned to a page, as O_DIRECT wants it (open(2)); the last block may be longer than what is left. */
  char *content = mmap(NULL, block, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (content == MAP_FAILED)
    return refused("mmap", NULL);
  memset(content, 'x', block);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | (direct ? O_DIRECT : 0), 0644);
  if (file < 0)
    return refused("open", path);
  int64_t begun = micros(), written = 0;
  while (written < bytes) {
    ssize_t wrote = write(file, content, block);
    if (wrote < 0)
      return refused("write", path);
    written += wrote;
  }
  if (synced && fsync(file) < 0)
    return refused("fsync", path);
  json_open(NULL, '{');
  json_integer("written", written);
  json_integer("micros", micros() - begun);
  json_close('}');
  json_done();
  return 0;
}
