/*
 * The floor: one resident C process that runs containers of the default OCI configuration (`runc spec`) with no more system calls
 * than that takes, and tells how long each took.
 *
 *   floor POOL ROOTFS CPUS MEMS NAME=DIRECTORY...
 *
 * POOL is "cold", or "pooled" for network namespaces made ahead, after the answer before. CPUS and MEMS are those of the root cpuset; a
 * NAME is the hierarchy's, DIRECTORY the group in it below which containers get theirs. A line on standard input is an order:
 *
 *   run ID PROGRAM [ARGUMENT...]     from the first control group made to the last one removed
 *   hold ID PROGRAM [ARGUMENT...]    makes a container, and lets it run
 *   exec PROGRAM [ARGUMENT...]       another program in the container that is held
 *   end                              ends and removes that one
 *
 * A line on descriptor 3 answers each: nanoseconds, and the exit status.
 */
#define _GNU_SOURCE
#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RESULTS = 3, MAX_WORDS = 18 };

void give_up(const char *call, const char *subject) {
  fprintf(stderr, "floor: %s %s: %s\n", call, subject, strerror(errno));
  _exit(127);
}

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static pid_t start(struct host *host, const char *id, char **arguments) {
  struct clone_args clone = {.flags = CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS, .exit_signal = SIGCHLD};
  if (host->network < 0)
    clone.flags |= CLONE_NEWNET;
  make_groups(host, id);
  pid_t pid = (pid_t)syscall(SYS_clone3, &clone, sizeof clone);
  if (pid < 0)
    give_up("clone3", id);
  if (pid > 0)
    return pid;
  begin_session(host);
  syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, "_ses.floor");
  if (host->network < 0)
    raise_loopback();
  else if (setns(host->network, CLONE_NEWNET) < 0)
    give_up("setns", "CLONE_NEWNET");
  if (sethostname("runc", 4) < 0)
    give_up("sethostname", "runc");
  enter_root(host);
  drop_privileges(host);
  become(arguments);
}

static int finish(const struct host *host, pid_t pid) {
  int status;
  if (waitpid(pid, &status, 0) < 0)
    give_up("waitpid", "the container");
  remove_groups(host);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int carry_out(struct host *host, char **words) {
  static pid_t held;
  static int container;
  if (strcmp(words[0], "run") == 0)
    return finish(host, start(host, words[1], words + 2));
  if (strcmp(words[0], "hold") == 0) {
    held = start(host, words[1], words + 2);
    container = (int)syscall(SYS_pidfd_open, held, 0);
    if (container < 0)
      give_up("pidfd_open", words[1]);
    return 0;
  }
  if (strcmp(words[0], "exec") == 0)
    return execute(host, container, words + 1);
  kill(held, SIGKILL);
  close(container);
  return finish(host, held) == 128 + SIGKILL ? 0 : 1;
}

static void read_arguments(struct host *host, int count, char **arguments) {
  if (count < 6 || count - 5 > MAX_GROUPS) {
    fputs("usage: floor cold|pooled ROOTFS CPUS MEMS NAME=DIRECTORY...\n", stderr);
    exit(2);
  }
  host->rootfs = arguments[2];
  host->cpuset_cpus = arguments[3];
  host->cpuset_mems = arguments[4];
  for (char **each = arguments + 5; *each; each++) {
    char *equals = strchr(*each, '=');
    if (!equals)
      give_up("read", *each);
    *equals = 0;
    host->groups[host->group_count++] = (struct group){.name = *each, .parent = equals + 1};
  }
  while (prctl(PR_CAPBSET_READ, host->last_capability + 1, 0, 0, 0) >= 0)
    host->last_capability++;
}

int main(int count, char **arguments) {
  static struct host host = {.network = -1};
  char line[4096];
  read_arguments(&host, count, arguments);
  int pooled = strcmp(arguments[1], "pooled") == 0;
  host.null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (host.null < 0 || fcntl(RESULTS, F_SETFD, FD_CLOEXEC) < 0)
    give_up("open", "/dev/null and descriptor 3");
  stand_at_groups(&host);
  umask(0);
  if (pooled)
    prepare_network(&host);
  while (fgets(line, sizeof line, stdin)) {
    char *words[MAX_WORDS + 1] = {0};
    int length = 0;
    for (char *word = strtok(line, " \n"); word && length < MAX_WORDS; word = strtok(NULL, " \n"))
      words[length++] = word;
    if (length == 0)
      continue;
    uint64_t start = nanoseconds();
    int status = carry_out(&host, words);
    dprintf(RESULTS, "%llu %d\n", (unsigned long long)(nanoseconds() - start), status);
    if (pooled && strcmp(words[0], "run") == 0) {
      close(host.network);
      prepare_network(&host);
    }
  }
  return 0;
}
