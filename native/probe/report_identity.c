#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "json.h"
#include "proc.h"
#include "report.h"

static void three_ids(const char *key, unsigned real, unsigned effective, unsigned saved) {
  json_open(key, '{');
  json_unsigned("real", real);
  json_unsigned("effective", effective);
  json_unsigned("saved", saved);
  json_close('}');
}

static void supplementary_groups(void) {
  int count = getgroups(0, NULL);
  gid_t *groups = count > 0 ? calloc((size_t)count, sizeof *groups) : NULL;
  if (groups)
    count = getgroups(count, groups);
  json_open("groups", '[');
  for (int i = 0; groups && i < count; i++)
    json_unsigned(NULL, groups[i]);
  json_close(']');
  free(groups);
}

/* The five sets as /proc writes them: 16 hexadecimal digits, capability n is bit n (capabilities(7)). */
static void capabilities(const char *status) {
  static const struct { const char *key, *field; } sets[] = {
      {"inheritable", "CapInh"}, {"permitted", "CapPrm"}, {"effective", "CapEff"}, {"bounding", "CapBnd"}, {"ambient", "CapAmb"}};
  if (status == NULL) {
    json_null("capabilities");
    return;
  }
  json_open("capabilities", '{');
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    const char *mask = field_of(status, sets[i].field);
    if (mask)
      json_bytes(sets[i].key, mask, strcspn(mask, "\n"));
    else
      json_null(sets[i].key);
  }
  json_close('}');
}

/* The PID in each namespace from that of the /proc mount down to the process's own (proc(5), NSpid). */
static void nested_pids(const char *status) {
  const char *column = field_of(status, "NSpid");
  if (column == NULL) {
    json_null("nspid");
    return;
  }
  json_open("nspid", '[');
  for (int pid, used; sscanf(column, "%d%n", &pid, &used) == 1; column += used) {
    json_integer(NULL, pid);
    if (column[used] == '\n')
      break;
  }
  json_close(']');
}

void report_identity(void) {
  uid_t uid[3] = {0};
  gid_t gid[3] = {0};
  char *status = read_whole("/proc/self/status", NULL);
  json_integer("pid", getpid());
  json_integer("ppid", getppid());
  nested_pids(status);
  json_integer("session", getsid(0));
  json_integer("processGroup", getpgrp());
  getresuid(&uid[0], &uid[1], &uid[2]);
  getresgid(&gid[0], &gid[1], &gid[2]);
  three_ids("uid", uid[0], uid[1], uid[2]);
  three_ids("gid", gid[0], gid[1], gid[2]);
  supplementary_groups();
  capabilities(status);
  json_truth("noNewPrivs", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
  const char *seccomp = field_of(status, "Seccomp");
  if (seccomp)
    json_integer("seccomp", atoi(seccomp));
  else
    json_null("seccomp");
  free(status);
}
