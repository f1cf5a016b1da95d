/*
 * Runs commands and tells how long each took from spawn to exit, with nothing of its own in between: it is small and static, so that
 * posix_spawn(3) copies no page tables, and it waits for one command at a time.
 *
 * A line on standard input, "PROGRAM [ARGUMENT...]", runs one command, by its absolute path. A line on descriptor 3 answers:
 * nanoseconds, and the exit status. A command's standard input is a pipe at its end: some runtimes change the owner of what they
 * find there.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RESULTS = 3, MAX_ARGUMENTS = 32 };

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void fail(const char *call, int error) {
  fprintf(stderr, "spawner: %s: %s\n", call, strerror(error));
  exit(1);
}

int main(void) {
  char line[16384];
  char path[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  char *environment[] = {path, NULL};
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0 || fcntl(RESULTS, F_SETFD, FD_CLOEXEC) < 0)
    fail("pipe2", errno);
  close(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  while (fgets(line, sizeof line, stdin)) {
    char *words[MAX_ARGUMENTS + 1] = {0};
    int length = 0, status = 0;
    pid_t pid;
    for (char *word = strtok(line, " \n"); word && length < MAX_ARGUMENTS; word = strtok(NULL, " \n"))
      words[length++] = word;
    if (length == 0)
      continue;
    uint64_t start = nanoseconds();
    int error = posix_spawn(&pid, words[0], &actions, NULL, words, environment);
    if (error)
      fail(words[0], error);
    if (waitpid(pid, &status, 0) < 0)
      fail("waitpid", errno);
    dprintf(RESULTS, "%llu %d\n", (unsigned long long)(nanoseconds() - start), WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  }
  return 0;
}
