/* A program in a container that runs: all its namespaces joined by a pidfd (setns(2), Linux 5.8). */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "floor.h"

int execute(const struct host *host, int container, char **arguments) {
  struct clone_args clone = {.exit_signal = SIGCHLD};
  int status;
  int own = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
  if (own < 0 || setns(container, CLONE_NEWPID) < 0)
    give_up("setns", "CLONE_NEWPID");
  pid_t pid = (pid_t)syscall(SYS_clone3, &clone, sizeof clone);
  if (pid < 0)
    give_up("clone3", arguments[0]);
  if (pid == 0) {
    begin_session(host);
    if (setns(container, CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS) < 0)
      give_up("setns", "the container's namespaces");
    drop_privileges(host);
    become(arguments);
  }
  if (setns(own, CLONE_NEWPID) < 0)
    give_up("setns", "the own PID namespace");
  close(own);
  if (waitpid(pid, &status, 0) < 0)
    give_up("waitpid", arguments[0]);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
