#define _GNU_SOURCE
#include "symbols.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *errno_name(int error) {
  static char number[16];
  const char *name = strerrorname_np(error);
  if (name)
    return name;
  snprintf(number, sizeof number, "E%d", error);
  return number;
}

const char *signal_name(int number) {
  static char name[24];
  const char *known = sigabbrev_np(number);
  if (known)
    snprintf(name, sizeof name, "SIG%s", known);
  else if (number == SIGRTMIN)
    return "SIGRTMIN";
  else
    snprintf(name, sizeof name, "SIGRTMIN%+d", number - SIGRTMIN);
  return name;
}

int signal_number(const char *name) {
  int64_t number;
  if (parse_number(name, &number))
    return number >= 0 && number <= SIGRTMAX ? (int)number : -1;
  for (int i = 1; i <= SIGRTMAX; i++)
    if (strcmp(signal_name(i), name) == 0)
      return i;
  return -1;
}

bool parse_number(const char *text, int64_t *value) {
  char *end;
  errno = 0;
  *value = strtoll(text, &end, 10);
  return end != text && *end == '\0' && errno == 0;
}
