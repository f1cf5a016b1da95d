#include <stdio.h>
#include <string.h>

#include "json.h"
#include "probe.h"

char **program_arguments;
static bool quiet;

static int succeed(int count, char **arguments) {
  (void)count, (void)arguments;
  return 0;
}

static const struct {
  const char *name, *arguments;
  int least, most;  /* number of arguments; -1: any */
  command *run;
} commands[] = {
    {"report", "", 0, 0, report},
    {"true", "", 0, 0, succeed},
    {"exit", "STATUS", 1, 1, exit_at_once},
    {"idle", "", 0, 0, idle},
    {"busy", "N", 1, 1, busy},
    {"exit-on", "SIGNAL STATUS", 2, 2, exit_on},
    {"spin", "MILLISECONDS", 1, 1, spin},
    {"init-idle", "", 0, 0, init_idle},
    {"init-reap", "", 0, 0, init_reap},
    {"subreaper", "", 0, 0, subreaper},
    {"init-exit", "STATUS", 1, 1, init_exit},
    {"init-exit-on", "SIGNAL STATUS", 2, 2, init_exit_on},
    {"allocate", "BYTES|N%reported|N%limit", 1, 1, allocate},
    {"hold", "BYTES|N%reported|N%limit", 1, 1, hold},
    {"fork", "N", 1, 1, fork_many},
    {"fork-bomb", "N", 1, 1, fork_bomb},
    {"fork-report", "", 0, 0, fork_report},
    {"fork-twice", "", 0, 0, fork_twice},
    {"serve", "PORT [ADDRESS]", 1, 2, serve},
    {"connect", "ADDRESS PORT", 2, 2, connect_to},
    {"listen", "PORT [ADDRESS]", 1, 2, listen_once},
    {"serve-abstract", "NAME", 1, 1, serve_abstract},
    {"connect-abstract", "NAME", 1, 1, connect_abstract},
    {"log-write", "N PATH", 2, 2, log_write},
    {"log-collect", "PATH", 1, 1, log_collect},
    {"flood", "BYTES", 1, 1, flood},
    {"ps", "", 0, 0, list_processes},
    {"kill", "PID SIGNAL", 2, 2, send_signal},
    {"kill-name", "COMM SIGNAL", 2, 2, send_signal_by_name},
    {"write", "PATH TEXT", 2, 2, write_file},
    {"read", "PATH", 1, 1, read_file},
    {"delete", "PATH", 1, 1, delete_tree},
    {"mkdir", "PATH", 1, 1, make_directory},
    {"list", "PATH", 1, 1, list_directory},
    {"stat", "PATH", 1, 1, stat_file},
    {"open", "PATH r|w", 2, 2, open_file},
    {"with-open", "PATH COMMAND…", 2, -1, open_and_run},
    {"rename", "FROM TO", 2, 2, rename_file},
    {"chown", "PATH UID GID", 3, 3, change_owner},
    {"mknod", "PATH c|b MAJOR MINOR", 4, 4, make_node},
    {"chmod", "PATH MODE", 2, 2, change_mode},
    {"run-as", "UID PROGRAM…", 2, -1, run_as},
    {"remount-writable", "PATH", 1, 1, remount_writable},
    {"fill", "PATH BYTES direct|buffered|synced", 3, 3, fill_file},
    {"mount-tmpfs", "PATH", 1, 1, mount_tmpfs},
    {"umount", "PATH", 1, 1, unmount},
    {"hostname", "NAME", 1, 1, set_hostname},
    {"settime", "", 0, 0, set_time},
    {"loopback-up", "", 0, 0, take_loopback_up},
    {"offset-clocks", "MONOTONIC BOOTTIME COMMAND…", 3, -1, offset_clocks_and_run},
    {"queue-make", "KEY", 1, 1, make_queue},
    {"queue-find", "KEY", 1, 1, find_queue},
    {"mqueue-make", "NAME", 1, 1, make_posix_queue},
    {"mqueue-find", "NAME", 1, 1, find_posix_queue},
    {"unshare", "TYPE[,TYPE…] COMMAND…", 2, -1, unshare_and_run},
    {"answer", "SOCKET ERRNO", 2, 2, answer_calls},
    {"escape-chroot", "PATH", 1, 1, escape_chroot},
};
enum { command_count = sizeof commands / sizeof *commands };

void announce(const char *workload, const struct companion *companions) {
  if (!quiet)
    write_report(workload, companions);
}

static int usage(int only) {
  json_open(NULL, '{');
  json_open("usage", '[');
  if (only < 0)
    json_text(NULL, "probe [--quiet] COMMAND…");
  for (int i = 0; i < command_count; i++) {
    char line[80];
    if (only >= 0 && i != only)
      continue;
    snprintf(line, sizeof line, "probe %s%s%s", commands[i].name, *commands[i].arguments ? " " : "", commands[i].arguments);
    json_text(NULL, line);
  }
  json_close(']');
  json_close('}');
  json_done();
  return 2;
}

int run_command(int count, char **arguments) {
  if (count > 0 && strcmp(arguments[0], "--quiet") == 0) {
    quiet = true;
    count--, arguments++;
  }
  for (int i = 0; count > 0 && i < command_count; i++) {
    if (strcmp(arguments[0], commands[i].name) != 0)
      continue;
    int given = count - 1;
    if (given < commands[i].least || (commands[i].most >= 0 && given > commands[i].most))
      return usage(i);
    return commands[i].run(given, arguments + 1);
  }
  return usage(-1);
}

int main(int count, char **arguments) {
  static char buffer[1 << 16];
  /* A document that fits is written by one call, so that lines of several processes do not mix. */
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  program_arguments = arguments;
  return run_command(count - 1, arguments + 1);
}
