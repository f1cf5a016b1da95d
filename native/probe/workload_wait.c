/* Workloads of one process, or of several that do nothing together. */
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"

void idle_forever(void) {
  for (;;)
    pause();
}

pid_t fork_bound(void) {
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* Had the parent ended before that, another would stand there; 0 is a parent outside the PID namespace. */
    if (getppid() != parent && getppid() != 0)
      _exit(1);
  }
  return child;
}

int exit_at_once(int count, char **arguments) {
  (void)count;
  int status = (int)required_number(arguments[0], 0);
  announce("exit", NULL);
  return status;
}

/* Installs no handler at all: as PID 1 it shows which signals the kernel keeps from such a process. */
int idle(int count, char **arguments) {
  (void)count, (void)arguments;
  announce("idle", NULL);
  idle_forever();
}

/* No system call in the loop: what is measured is the scheduler alone. */
int busy(int count, char **arguments) {
  (void)count;
  int64_t loops = required_number(arguments[0], 1);
  announce("busy", NULL);
  for (int64_t i = 1; i < loops; i++) {
    pid_t child = fork_bound();
    if (child < 0)
      return refused("fork", NULL);
    if (child == 0)
      break;
  }
  for (volatile unsigned turn = 0;; turn++)
    ;
}

static int status_on_signal;

static void exit_with_status(int signal) {
  (void)signal;
  _exit(status_on_signal);
}

int wait_for_signal(const char *workload, const struct companion *companions, char **signal_and_status) {
  struct sigaction action = {.sa_handler = exit_with_status};
  int signal = required_signal(signal_and_status[0]);
  status_on_signal = (int)required_number(signal_and_status[1], 0);
  if (sigaction(signal, &action, NULL) < 0)
    return refused("sigaction", signal_and_status[0]);
  announce(workload, companions);
  idle_forever();
}

int exit_on(int count, char **arguments) {
  (void)count;
  return wait_for_signal("exit-on", NULL, arguments);
}

/* CPU time of this process, ns; what it used before it became the probe is in it too. */
static int64_t cpu_time(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int spin(int count, char **arguments) {
  (void)count;
  int64_t start = cpu_time(), wanted = required_number(arguments[0], 0) * 1000000, burnt = 0;
  announce("spin", NULL);
  while (burnt < wanted)
    burnt = cpu_time() - start;
  json_open(NULL, '{');
  json_integer("cpuMicros", burnt / 1000);
  json_close('}');
  json_done();
  return 0;
}
