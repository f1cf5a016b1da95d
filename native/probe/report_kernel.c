#define _GNU_SOURCE
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "json.h"
#include "proc.h"
#include "report.h"

static void names(void) {
  struct utsname name;
  if (uname(&name) < 0)
    memset(&name, 0, sizeof name);
  json_text("hostname", name.nodename);
  json_text("domainname", name.domainname);
  json_open("kernel", '{');
  json_text("release", name.release);
  json_text("version", name.version);
  json_text("machine", name.machine);
  json_close('}');
}

static void memory(void) {
  uint64_t total = reported_memory();
  json_open("meminfo", '{');
  if (total)
    json_unsigned("total", total);
  else
    json_null("total");
  json_close('}');
}

/* Three ways in which programs count the CPUs they believe they have. */
static void cpus(void) {
  cpu_set_t allowed;
  char *text = read_whole("/proc/cpuinfo", NULL), *rest = text;
  int listed = 0;
  for (char *line; (line = strsep(&rest, "\n"));)
    listed += strncmp(line, "processor", 9) == 0 && strchr(" \t:", line[9]) != NULL;
  json_open("cpus", '{');
  json_integer("online", sysconf(_SC_NPROCESSORS_ONLN));
  json_integer("affinity", sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 0);
  if (text)
    json_integer("cpuinfo", listed);
  else
    json_null("cpuinfo");
  json_close('}');
  free(text);
}

static void clock_value(const char *key, clockid_t clock) {
  struct timespec now;
  if (clock_gettime(clock, &now) == 0)
    json_integer(key, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec);
  else
    json_null(key);
}

/* The coarse clocks go on with the scheduler's tick: their resolution is one (clock_getres(2)). */
static void tick(void) {
  struct timespec resolution;
  if (clock_getres(CLOCK_MONOTONIC_COARSE, &resolution) == 0)
    json_integer("tick", (int64_t)resolution.tv_sec * 1000000000 + resolution.tv_nsec);
  else
    json_null("tick");
}

void report_kernel(void) {
  names();
  memory();
  cpus();
  json_open("clocks", '{');
  clock_value("realtime", CLOCK_REALTIME);
  clock_value("monotonic", CLOCK_MONOTONIC);
  clock_value("boottime", CLOCK_BOOTTIME);
  tick();
  json_close('}');
}
