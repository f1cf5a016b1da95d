/* What a process gives up before it becomes the program: capabilities(7), prctl(2). */
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "floor.h"

static const unsigned kept = 1U << CAP_AUDIT_WRITE | 1U << CAP_KILL | 1U << CAP_NET_BIND_SERVICE;

void begin_session(const struct host *host) {
  /* From here on no process of the container may look into this one (ptrace(2)). */
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  join_groups(host);
  if (dup2(host->null, STDIN_FILENO) < 0 || setsid() < 0)
    give_up("setsid", "");
}

void drop_privileges(const struct host *host) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct sets[2] = {{.effective = kept, .permitted = kept}};
  struct rlimit files = {1024, 1024};
  if (setrlimit(RLIMIT_NOFILE, &files) < 0)
    give_up("setrlimit", "RLIMIT_NOFILE");
  for (int capability = 0; capability <= host->last_capability; capability++)
    if ((capability > 31 || !(kept & 1U << capability)) && prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0)
      give_up("prctl", "PR_CAPBSET_DROP");
  if (syscall(SYS_setgroups, 0, NULL) < 0)
    give_up("setgroups", "none");
  if (syscall(SYS_capset, &header, sets) < 0)
    give_up("capset", "the default set");
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
    give_up("prctl", "PR_SET_NO_NEW_PRIVS");
}

void become(char **arguments) {
  static char *const environment[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm", NULL};
  umask(022);
  execve(arguments[0], arguments, environment);
  give_up("execve", arguments[0]);
}
