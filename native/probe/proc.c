#include "proc.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *read_whole(const char *path, size_t *length) {
  /* The files of /proc report a size of 0: read until there is no more. O_NONBLOCK: a FIFO must not hang the probe. */
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  size_t size = 0, room = 4096;
  char *text = malloc(room);
  if (file < 0 || text == NULL) {
    free(text);
    return NULL;
  }
  ssize_t got;
  while ((got = read(file, text + size, room - size - 1)) > 0) {
    size += (size_t)got;
    if (room - size > 1)
      continue;
    char *larger = realloc(text, room *= 2);
    if (larger == NULL) {
      got = -1;
      break;
    }
    text = larger;
  }
  close(file);
  if (got < 0) {
    free(text);
    return NULL;
  }
  text[size] = '\0';
  if (length)
    *length = size;
  return text;
}

const char *field_of(const char *text, const char *field) {
  size_t length = strlen(field);
  for (const char *line = text; line; line = strchr(line, '\n')) {
    line += *line == '\n';
    if (strncmp(line, field, length) == 0 && line[length] == ':')
      return line + length + 1 + strspn(line + length + 1, " \t");
  }
  return NULL;
}

char *next_line(char **rest) {
  char *line = strsep(rest, "\n");
  return line && *line ? line : NULL;
}

uint64_t reported_memory(void) {
  uint64_t kibibytes = 0;
  char *text = read_whole("/proc/meminfo", NULL);
  const char *total = field_of(text, "MemTotal");
  if (total)
    sscanf(total, "%" SCNu64, &kibibytes);
  free(text);
  return kibibytes * 1024;
}
