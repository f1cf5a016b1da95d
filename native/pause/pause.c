/*
 * The program of a pod's infra container: it holds the namespaces that the other containers join, and does nothing
 * else. As PID 1 of a shared PID namespace it inherits the orphans of the pod (pid_namespaces(7)), so it reaps them;
 * and because a signal without a handler never reaches PID 1, it must handle the one that asks it to stop.
 *
 * Exits 0 on SIGTERM and SIGINT; 1 when a handler cannot be installed. No stdio: every page of it is paid once a pod.
 */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void stop(int signal) {
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

int main(void) {
  struct sigaction stopping = {.sa_handler = stop};
  struct sigaction reaping = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP | SA_RESTART};
  if (sigaction(SIGTERM, &stopping, NULL) || sigaction(SIGINT, &stopping, NULL) || sigaction(SIGCHLD, &reaping, NULL))
    return 1;
  /* Children that ended before there was a handler (an exec keeps children) raise no signal any more. */
  reap(SIGCHLD);
  for (;;)
    pause();
}
