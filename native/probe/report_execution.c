#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"
#include "proc.h"
#include "report.h"
#include "symbols.h"

static void texts(const char *key, char **list) {
  json_open(key, '[');
  for (; *list; list++)
    json_text(NULL, *list);
  json_close(']');
}

/* The call itself, not getcwd(3): "(unreachable)/…", a directory outside the root, is just what one wants to see. */
static void current_directory(void) {
  char path[4096];
  json_text("cwd", syscall(SYS_getcwd, path, sizeof path) > 0 ? path : NULL);
}

static void file_mode_mask(void) {
  char octal[8];
  mode_t mask = umask(0);
  umask(mask);
  snprintf(octal, sizeof octal, "%04o", mask);
  json_text("umask", octal);
}

static void descriptors(void) {
  DIR *directory = opendir("/proc/self/fd");
  if (directory == NULL) {
    json_null("descriptors");
    return;
  }
  json_open("descriptors", '[');
  for (struct dirent *entry; (entry = readdir(directory));) {
    char target[4096];
    int64_t number;
    if (!parse_number(entry->d_name, &number) || number == dirfd(directory))
      continue;
    ssize_t length = readlinkat(dirfd(directory), entry->d_name, target, sizeof target);
    json_open(NULL, '{');
    json_integer("descriptor", number);
    if (length >= 0)
      json_bytes("target", target, (size_t)length);
    else
      json_null("target");
    json_close('}');
  }
  json_close(']');
  closedir(directory);
}

enum disposition { caught, ignored, blocked };

static bool has_disposition(int number, enum disposition wanted) {
  struct sigaction action;
  sigset_t mask;
  if (wanted == blocked)
    return sigprocmask(SIG_BLOCK, NULL, &mask) == 0 && sigismember(&mask, number) == 1;
  if (sigaction(number, NULL, &action) < 0)
    return false;
  return wanted == ignored ? action.sa_handler == SIG_IGN : action.sa_handler != SIG_IGN && action.sa_handler != SIG_DFL;
}

/* Asked of the kernel, signal by signal, so that it works without /proc. */
static void signals(void) {
  static const char *const keys[] = {[caught] = "caught", [ignored] = "ignored", [blocked] = "blocked"};
  json_open("signals", '{');
  for (enum disposition wanted = caught; wanted <= blocked; wanted++) {
    json_open(keys[wanted], '[');
    for (int number = 1; number <= SIGRTMAX; number++)
      if (has_disposition(number, wanted))
        json_text(NULL, signal_name(number));
    json_close(']');
  }
  json_close('}');
}

static void limit(const char *key, rlim_t value) {
  if (value == RLIM_INFINITY)
    json_text(key, "unlimited");
  else
    json_unsigned(key, value);
}

static void resource_limits(void) {
  static const struct { int resource; const char *name; } limits[] = {
      {RLIMIT_AS, "RLIMIT_AS"}, {RLIMIT_CORE, "RLIMIT_CORE"}, {RLIMIT_CPU, "RLIMIT_CPU"}, {RLIMIT_DATA, "RLIMIT_DATA"},
      {RLIMIT_FSIZE, "RLIMIT_FSIZE"}, {RLIMIT_LOCKS, "RLIMIT_LOCKS"}, {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK"},
      {RLIMIT_MSGQUEUE, "RLIMIT_MSGQUEUE"}, {RLIMIT_NICE, "RLIMIT_NICE"}, {RLIMIT_NOFILE, "RLIMIT_NOFILE"},
      {RLIMIT_NPROC, "RLIMIT_NPROC"}, {RLIMIT_RSS, "RLIMIT_RSS"}, {RLIMIT_RTPRIO, "RLIMIT_RTPRIO"},
      {RLIMIT_RTTIME, "RLIMIT_RTTIME"}, {RLIMIT_SIGPENDING, "RLIMIT_SIGPENDING"}, {RLIMIT_STACK, "RLIMIT_STACK"}};
  json_open("rlimits", '{');
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    struct rlimit value;
    if (getrlimit((unsigned)limits[i].resource, &value) < 0)
      continue;
    json_open(limits[i].name, '{');
    limit("soft", value.rlim_cur);
    limit("hard", value.rlim_max);
    json_close('}');
  }
  json_close('}');
}

void report_execution(void) {
  char *score = read_whole("/proc/self/oom_score_adj", NULL);
  texts("args", program_arguments);
  texts("environment", environ);
  current_directory();
  file_mode_mask();
  descriptors();
  signals();
  resource_limits();
  if (score)
    json_integer("oomScoreAdj", atoi(score));
  else
    json_null("oomScoreAdj");
  free(score);
}
