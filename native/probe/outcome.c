/* How a command says what came of it. */
#include <errno.h>
#include <stdlib.h>

#include "json.h"
#include "probe.h"
#include "symbols.h"

int refused(const char *call, const char *path) {
  int error = errno;
  json_open(NULL, '{');
  json_text("errno", errno_name(error));
  json_text("call", call);
  json_text("path", path);
  json_close('}');
  json_done();
  return 1;
}

int succeeded(const char *key) {
  json_open(NULL, '{');
  json_truth(key, true);
  json_close('}');
  json_done();
  return 0;
}

void misused(const char *problem, const char *argument) {
  json_open(NULL, '{');
  json_text("misuse", problem);
  json_text("argument", argument);
  json_close('}');
  json_done();
  exit(2);
}

int64_t required_number(const char *argument, int64_t least) {
  int64_t value;
  if (!parse_number(argument, &value) || value < least)
    misused(least == 0 ? "not a whole number from 0 on" : "not a whole number from 1 on", argument);
  return value;
}

int required_signal(const char *argument) {
  int number = signal_number(argument);
  if (number < 0)
    misused("no such signal", argument);
  return number;
}
