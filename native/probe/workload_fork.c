/* Workloads that ask how many processes there may be. */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"
#include "symbols.h"

int fork_many(int count, char **arguments) {
  (void)count;
  int64_t wanted = required_number(arguments[0], 1), forked = 0;
  int error = 0;
  pid_t *children = calloc((size_t)wanted, sizeof *children);
  if (children == NULL)
    return refused("calloc", NULL);
  announce("fork", NULL);
  for (; forked < wanted; forked++) {
    pid_t child = fork_bound();
    if (child == 0)
      idle_forever();
    if (child < 0) {
      error = errno;
      break;
    }
    children[forked] = child;
  }
  json_open(NULL, '{');
  json_integer("forked", forked);
  json_text("errno", error ? errno_name(error) : NULL);
  json_close('}');
  json_done();
  for (int64_t i = 0; i < forked; i++)
    kill(children[i], SIGKILL);
  while (wait(NULL) > 0)
    ;
  free(children);
  return 0;
}

/*
 * Every process forks, again and again, also after it was refused: a fork bomb, but for a fuse. All of them together make no more than
 * so many processes, so that a container without a limit harms nobody; and between two attempts each sleeps a moment.
 */
int fork_bomb(int count, char **arguments) {
  (void)count;
  int64_t most = required_number(arguments[0], 1);
  atomic_llong *made = mmap(NULL, sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (made == MAP_FAILED)
    return refused("mmap", NULL);
  announce("fork-bomb", NULL);
  for (;;) {
    if (atomic_fetch_add(made, 1) >= most || fork() < 0)
      atomic_fetch_sub(made, 1);
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
  }
}

/* Forks a child that exits at once and waits for it. */
static const char *fork_once(void) {
  pid_t child = fork();
  if (child < 0)
    return errno_name(errno);
  if (child == 0)
    _exit(0);
  return waitpid(child, NULL, 0) == child ? "ok" : errno_name(errno);
}

/* After unshare(CLONE_NEWPID) the first child is PID 1; with its end the namespace ends (pid_namespaces(7)). */
int fork_twice(int count, char **arguments) {
  (void)count, (void)arguments;
  json_open(NULL, '{');
  json_text("first", fork_once());
  json_text("second", fork_once());
  json_close('}');
  json_done();
  return 0;
}
