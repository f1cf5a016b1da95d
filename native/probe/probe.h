/*
 * The probe: the program inside test containers. A command looks at the world or plays a workload, and says on stdout
 * what it saw, in JSON. It is static and needs no file: not /etc, no locale, no name service, not even /proc.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A command's exit status; `arguments` are those after its name, NULL at the end. */
typedef int command(int count, char **arguments);

/* Runs a command line without the program's name: what `main` does, and again what `unshare` ends in. */
int run_command(int count, char **arguments);

/* Writes `{"errno":…,"call":…,"path":…}` for the current errno and returns 1, the exit status. `path` may be NULL. */
int refused(const char *call, const char *path);

/* Writes `{"<key>":true}` and returns 0. */
int succeeded(const char *key);

/* An argument makes no sense: writes `{"misuse":…,"argument":…}` and ends the program with 2. */
__attribute__((noreturn)) void misused(const char *problem, const char *argument);

/* The argument as a whole number not below `least`, or as a signal; misused when it is not. */
int64_t required_number(const char *argument, int64_t least);
int required_signal(const char *argument);

/* A process that a workload has made, by the role it plays; a list ends with a NULL role. */
struct companion {
  const char *role;
  pid_t pid;
};

/* Writes the report. `workload` and `companions` may be NULL. */
void write_report(const char *workload, const struct companion *companions);

/* Writes a workload's report line, unless `--quiet` was given. */
void announce(const char *workload, const struct companion *companions);

/* The program's own arguments, as execve(2) got them. */
extern char **program_arguments;

/* Waits for signals for ever (pause(2)). */
__attribute__((noreturn)) void idle_forever(void);

/* Announces the workload once a handler stands that exits with the status on the signal, and waits for it. */
int wait_for_signal(const char *workload, const struct companion *companions, char **signal_and_status);

/* Forks a child that gets SIGKILL when its parent ends. Returns as fork(2) does. */
pid_t fork_bound(void);

command report;
command exit_at_once, idle, busy, exit_on, spin;
command init_idle, init_reap, subreaper, init_exit, init_exit_on;
command allocate, hold, fork_many, fork_bomb, fork_report, fork_twice;
command serve, connect_to, listen_once, serve_abstract, connect_abstract;
command make_queue, find_queue, make_posix_queue, find_posix_queue;
command log_write, log_collect, flood;
command list_processes, send_signal, send_signal_by_name;
command write_file, read_file, delete_tree, make_directory, list_directory, stat_file, open_file, rename_file, open_and_run;
command change_owner, make_node, mount_tmpfs, unmount, set_hostname, set_time, take_loopback_up;
command unshare_and_run, escape_chroot;
command offset_clocks_and_run;
command answer_calls;
command change_mode, run_as, remount_writable, fill_file;
