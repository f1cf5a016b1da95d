/*
 * The floor: one resident C process that runs containers of the default OCI configuration (`runc spec`) with no more system calls
 * than that takes, and tells how long each took.
 *
 *   floor ROOTFS CPUS MEMS NAME=DIRECTORY...
 *
 * CPUS and MEMS are those of the root cpuset; a NAME is the hierarchy's, DIRECTORY the group in it below which containers get theirs.
 * A line on standard input, "ID PROGRAM [ARGUMENT...]", runs one container. A line on descriptor 3 answers: nanoseconds from the
 * first control group made to the last one removed, and the exit status.
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

enum { RESULTS = 3, MAX_ARGUMENTS = 16 };

void give_up(const char *call, const char *subject) {
  fprintf(stderr, "floor: %s %s: %s\n", call, subject, strerror(errno));
  _exit(127);
}

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static _Noreturn void become(const struct host *host, char **arguments) {
  static char *const environment[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", NULL};
  /* From here on no process of the container may look into this one (ptrace(2)). */
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  join_groups(host);
  if (dup2(host->null, STDIN_FILENO) < 0 || setsid() < 0)
    give_up("setsid", "");
  syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, "_ses.floor");
  raise_loopback();
  if (sethostname("runc", 4) < 0)
    give_up("sethostname", "runc");
  enter_root(host);
  drop_privileges(host);
  umask(022);
  execve(arguments[0], arguments, environment);
  give_up("execve", arguments[0]);
}

static int run(struct host *host, const char *id, char **arguments) {
  struct clone_args clone = {.flags = CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS, .exit_signal = SIGCHLD};
  int status;
  make_groups(host, id);
  pid_t pid = (pid_t)syscall(SYS_clone3, &clone, sizeof clone);
  if (pid < 0)
    give_up("clone3", id);
  if (pid == 0)
    become(host, arguments);
  if (waitpid(pid, &status, 0) < 0)
    give_up("waitpid", id);
  remove_groups(host);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void read_arguments(struct host *host, int count, char **arguments) {
  if (count < 5 || count - 4 > MAX_GROUPS) {
    fputs("usage: floor ROOTFS CPUS MEMS NAME=DIRECTORY...\n", stderr);
    exit(2);
  }
  host->rootfs = arguments[1];
  host->cpuset_cpus = arguments[2];
  host->cpuset_mems = arguments[3];
  for (char **each = arguments + 4; *each; each++) {
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
  static struct host host;
  char line[4096];
  read_arguments(&host, count, arguments);
  host.null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (host.null < 0 || fcntl(RESULTS, F_SETFD, FD_CLOEXEC) < 0)
    give_up("open", "/dev/null and descriptor 3");
  umask(0);
  while (fgets(line, sizeof line, stdin)) {
    char *words[MAX_ARGUMENTS + 2] = {0};
    int length = 0;
    for (char *word = strtok(line, " \n"); word && length <= MAX_ARGUMENTS; word = strtok(NULL, " \n"))
      words[length++] = word;
    if (length < 2)
      continue;
    uint64_t start = nanoseconds();
    int status = run(&host, words[0], words + 1);
    dprintf(RESULTS, "%llu %d\n", (unsigned long long)(nanoseconds() - start), status);
  }
  return 0;
}
