/* The processes that /proc lists: those of the PID namespace in which it was mounted. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"
#include "proc.h"
#include "symbols.h"

/* Calls `visit` with the PID and /proc/<pid>/status of each process. -1 and errno without /proc. */
static int each_process(void (*visit)(pid_t pid, const char *status, void *with), void *with) {
  DIR *directory = opendir("/proc");
  if (directory == NULL)
    return -1;
  for (struct dirent *entry; (entry = readdir(directory));) {
    char path[32];
    int64_t pid;
    if (!parse_number(entry->d_name, &pid))
      continue;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    char *status = read_whole(path, NULL);
    if (status)  /* It may have ended meanwhile. */
      visit((pid_t)pid, status, with);
    free(status);
  }
  closedir(directory);
  return 0;
}

static int number_at(const char *text) {
  return text ? atoi(text) : 0;
}

static void describe(pid_t pid, const char *status, void *with) {
  (void)with;
  const char *name = field_of(status, "Name"), *state = field_of(status, "State"), *nested = field_of(status, "NSpid");
  json_open(NULL, '{');
  json_integer("pid", pid);
  json_integer("ppid", number_at(field_of(status, "PPid")));
  json_bytes("comm", name ? name : "", name ? strcspn(name, "\n") : 0);
  json_bytes("state", state ? state : "?", 1);
  json_open("nspid", '[');
  for (int used; nested && sscanf(nested, "%*d%n", &used) == 0 && *nested != '\n'; nested += used) {
    json_integer(NULL, atoi(nested));
    if (nested[used] == '\n')
      break;
  }
  json_close(']');
  json_close('}');
}

int list_processes(int count, char **arguments) {
  (void)count, (void)arguments;
  if (access("/proc/self", F_OK) < 0)
    return refused("access", "/proc/self");
  json_open(NULL, '[');
  each_process(describe, NULL);
  json_close(']');
  json_done();
  return 0;
}

int send_signal(int count, char **arguments) {
  (void)count;
  pid_t pid = (pid_t)required_number(arguments[0], 1);
  if (kill(pid, required_signal(arguments[1])) < 0)
    return refused("kill", arguments[0]);
  return succeeded("sent");
}

struct search {
  const char *comm;
  pid_t found;
};

static void match(pid_t pid, const char *status, void *with) {
  struct search *search = with;
  const char *name = field_of(status, "Name");
  size_t length = strlen(search->comm);
  if (name && pid != getpid() && strncmp(name, search->comm, length) == 0 && name[length] == '\n' && search->found == 0)
    search->found = pid;
}

/* To the process of that name with the lowest PID, this one apart. */
int send_signal_by_name(int count, char **arguments) {
  (void)count;
  struct search search = {.comm = arguments[0]};
  int signal = required_signal(arguments[1]);
  if (each_process(match, &search) < 0)
    return refused("opendir", "/proc");
  if (search.found == 0) {
    errno = ESRCH;
    return refused("kill", arguments[0]);
  }
  if (kill(search.found, signal) < 0)
    return refused("kill", arguments[0]);
  json_open(NULL, '{');
  json_truth("sent", true);
  json_integer("pid", search.found);
  json_close('}');
  json_done();
  return 0;
}
