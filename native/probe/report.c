/* One document of all that a process can see of itself and of its surroundings. What cannot be read is null. */
#include "report.h"

#include <sys/wait.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"

void write_report(const char *workload, const struct companion *companions) {
  json_open(NULL, '{');
  if (workload)
    json_text("workload", workload);
  for (; companions && companions->role; companions++)
    json_integer(companions->role, companions->pid);
  report_identity();
  report_namespaces();
  report_kernel();
  report_network();
  report_execution();
  report_mounts();
  json_close('}');
  json_done();
}

int report(int count, char **arguments) {
  (void)count, (void)arguments;
  write_report(NULL, NULL);
  return 0;
}

int fork_report(int count, char **arguments) {
  int status;
  pid_t child = fork();
  if (child < 0)
    return refused("fork", NULL);
  if (child == 0)
    _exit(report(count, arguments));
  if (waitpid(child, &status, 0) < 0)
    return refused("waitpid", NULL);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
