/* Programs that leave a process behind: what ends with PID 1 (pid_namespaces(7)), and without a PID namespace does not. */
#include <sys/prctl.h>
#include <unistd.h>

#include "probe.h"

/* Forks a process of a session of its own, as a daemon is; returns once it stands. */
static int fork_background(struct companion *background) {
  int standing[2];
  char told;
  if (pipe(standing) < 0)
    return -1;
  *background = (struct companion){"background", fork()};
  if (background->pid < 0)
    return -1;
  if (background->pid == 0) {
    setsid();
    prctl(PR_SET_NAME, "background");
    /* Closing everything, the pipe included, is the message; and nobody waits for the end of its output. */
    for (int descriptor = 0; descriptor <= standing[1]; descriptor++)
      close(descriptor);
    idle_forever();
  }
  close(standing[1]);
  if (read(standing[0], &told, 1) < 0)
    return -1;
  close(standing[0]);
  return 0;
}

int init_exit(int count, char **arguments) {
  (void)count;
  int status = (int)required_number(arguments[0], 0);
  struct companion family[2] = {0};
  if (fork_background(&family[0]) < 0)
    return refused("fork", NULL);
  announce("init-exit", family);
  return status;
}

int init_exit_on(int count, char **arguments) {
  (void)count;
  required_signal(arguments[0]);
  required_number(arguments[1], 0);
  struct companion family[2] = {0};
  if (fork_background(&family[0]) < 0)
    return refused("fork", NULL);
  return wait_for_signal("init-exit-on", family, arguments);
}
