/* What it takes to gain a privilege, and what it is good for. */
#include <grp.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe.h"

int change_mode(int count, char **arguments) {
  (void)count;
  char *end;
  long mode = strtol(arguments[1], &end, 8);
  if (*arguments[1] == '\0' || *end != '\0' || mode < 0 || mode > 07777)
    misused("no mode in octal digits", arguments[1]);
  return chmod(arguments[0], (mode_t)mode) < 0 ? refused("chmod", arguments[0]) : succeeded("changed");
}

/* Becomes the user, whose group has the same number, and then the program: by execve(2), which is where set-user-ID acts. */
int run_as(int count, char **arguments) {
  (void)count;
  uid_t uid = (uid_t)required_number(arguments[0], 0);
  if (setgroups(0, NULL) < 0)
    return refused("setgroups", NULL);
  if (setresgid(uid, uid, uid) < 0)
    return refused("setresgid", NULL);
  if (setresuid(uid, uid, uid) < 0)
    return refused("setresuid", NULL);
  execv(arguments[1], arguments + 1);
  return refused("execve", arguments[1]);
}

/* Of this one mount, not of its file system. */
int remount_writable(int count, char **arguments) {
  (void)count;
  return mount(NULL, arguments[0], NULL, MS_REMOUNT | MS_BIND, NULL) < 0 ? refused("mount", arguments[0]) : succeeded("remounted");
}
