/* Allocation: of a number of bytes, or of a share of what the program is told that it has. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cgroup_memory.h"
#include "json.h"
#include "probe.h"
#include "proc.h"
#include "symbols.h"

/* Bytes that `text` stands for; 0 when what it refers to cannot be read. */
static uint64_t amount(const char *text) {
  char what[16];
  unsigned percent;
  int used = 0;
  int64_t bytes;
  if (sscanf(text, "%u%%%15[a-z]%n", &percent, what, &used) == 2 && text[used] == '\0') {
    if (strcmp(what, "reported") == 0)
      return reported_memory() * percent / 100;
    if (strcmp(what, "limit") == 0)
      return memory_limit() * percent / 100;
  }
  if (!parse_number(text, &bytes) || bytes < 0)
    misused("neither bytes nor N%reported nor N%limit", text);
  return (uint64_t)bytes;
}

/* The OOM killer strikes on use, not on allocation: every page is written to. */
static int fill(const char *workload, char **arguments) {
  uint64_t bytes = amount(arguments[0]);
  long page = sysconf(_SC_PAGESIZE);
  announce(workload, NULL);
  if (bytes == 0) {
    errno = ENODATA;
    return refused("read", arguments[0]);
  }
  volatile char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return refused("mmap", NULL);
  for (uint64_t offset = 0; offset < bytes; offset += (uint64_t)page)
    memory[offset] = 1;
  json_open(NULL, '{');
  json_unsigned("allocated", bytes);
  json_close('}');
  json_done();
  return 0;
}

int allocate(int count, char **arguments) {
  (void)count;
  return fill("allocate", arguments);
}

int hold(int count, char **arguments) {
  (void)count;
  int status = fill("hold", arguments);
  if (status == 0)
    idle_forever();
  return status;
}
