/*
 * Inits: programs that stand at the head of a small family, as PID 1 does. The family is commanded by signals, so that
 * the host as well as a process inside can drive it: SIGUSR1 makes the child, or the orphan, exit with 0.
 *
 *   probe ─ child ─ orphan            init-idle, init-reap
 *   probe ─ subreaper ─ child ─ orphan        subreaper
 */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"

static void leave(int signal) {
  (void)signal;
  _exit(0);
}

static void reap(int signal) {
  int saved = errno;
  (void)signal;
  while (waitpid(-1, NULL, WNOHANG) > 0)
    ;
  errno = saved;
}

/* Reaps whatever ends from now on, and what has ended already. */
static void reap_from_now_on(void) {
  struct sigaction action = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP | SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);
  reap(SIGCHLD);
}

static void tell(int pipe, pid_t what) {
  if (write(pipe, &what, sizeof what) != sizeof what)
    _exit(1);
}

/* What the child does: names itself, forks the orphan, and stands. One of the two tells the orphan's PID, or -errno. */
__attribute__((noreturn)) static void be_child(const int standing[2]) {
  struct sigaction leaving = {.sa_handler = leave};
  prctl(PR_SET_NAME, "child");
  sigaction(SIGUSR1, &leaving, NULL);
  pid_t orphan = fork();
  if (orphan == 0) {
    prctl(PR_SET_NAME, "orphan");
    tell(standing[1], getpid());
  } else if (orphan < 0) {
    tell(standing[1], -errno);
  }
  close(standing[0]);
  close(standing[1]);
  idle_forever();
}

/* Forks the child, which forks the orphan; returns once both have a name and a handler. -1 and errno when it fails. */
static int fork_family(struct companion *child, struct companion *orphan) {
  int standing[2];
  pid_t told = -EIO;
  if (pipe(standing) < 0)
    return -1;
  *child = (struct companion){"child", fork()};
  if (child->pid < 0)
    return -1;
  if (child->pid == 0)
    be_child(standing);
  close(standing[1]);
  if (read(standing[0], &told, sizeof told) != sizeof told || told < 0) {
    kill(child->pid, SIGKILL);
    waitpid(child->pid, NULL, 0);
    errno = -told;
    return -1;
  }
  close(standing[0]);
  *orphan = (struct companion){"orphan", told};
  return 0;
}

static int init(const char *workload, bool reaps) {
  struct companion family[3] = {0};
  if (fork_family(&family[0], &family[1]) < 0)
    return refused("fork", NULL);
  if (reaps)
    reap_from_now_on();
  announce(workload, family);
  idle_forever();
}

int init_idle(int count, char **arguments) {
  (void)count, (void)arguments;
  return init("init-idle", false);
}

int init_reap(int count, char **arguments) {
  (void)count, (void)arguments;
  return init("init-reap", true);
}

int subreaper(int count, char **arguments) {
  (void)count, (void)arguments;
  struct companion family[4] = {{"subreaper", 0}};
  int standing[2];
  if (pipe(standing) < 0)
    return refused("pipe", NULL);
  family[0].pid = fork();
  if (family[0].pid < 0)
    return refused("fork", NULL);
  if (family[0].pid == 0) {
    prctl(PR_SET_NAME, "subreaper");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (fork_family(&family[1], &family[2]) < 0)
      _exit(refused("fork", NULL));
    reap_from_now_on();
    if (write(standing[1], &family[1], 2 * sizeof *family) < 0)
      _exit(1);
    close(standing[0]);
    close(standing[1]);
    idle_forever();
  }
  close(standing[1]);
  /* The roles are addresses of constants, the same on both sides of a fork. */
  if (read(standing[0], &family[1], 2 * sizeof *family) != 2 * sizeof *family)
    return 1;  /* The subreaper has told why. */
  close(standing[0]);
  reap_from_now_on();
  announce("subreaper", family);
  idle_forever();
}
