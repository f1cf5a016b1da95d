/* What a program does to files. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"
#include "proc.h"

int write_file(int count, char **arguments) {
  (void)count;
  const char *path = arguments[0], *text = arguments[1];
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0)
    return refused("open", path);
  /* One call: the files of /proc and of control groups take a value whole. */
  ssize_t wrote = write(file, text, strlen(text));
  if (wrote < 0)
    return refused("write", path);
  if (close(file) < 0)
    return refused("close", path);
  json_open(NULL, '{');
  json_integer("written", wrote);
  json_close('}');
  json_done();
  return 0;
}

int read_file(int count, char **arguments) {
  (void)count;
  size_t length;
  char *content = read_whole(arguments[0], &length);
  if (content == NULL)
    return refused("read", arguments[0]);
  json_open(NULL, '{');
  json_bytes("content", content, length);
  json_close('}');
  json_done();
  free(content);
  return 0;
}

static const char *failing_call;

static int delete_one(const char *path, const struct stat *about, int kind, struct FTW *where) {
  (void)about, (void)where;
  bool directory = kind == FTW_DP;
  failing_call = directory ? "rmdir" : "unlink";
  return directory ? rmdir(path) : unlink(path);
}

/* Contents first; symbolic links are removed, not followed. */
int delete_tree(int count, char **arguments) {
  (void)count;
  failing_call = "lstat";
  if (nftw(arguments[0], delete_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
    return refused(failing_call, arguments[0]);
  return succeeded("deleted");
}

int make_directory(int count, char **arguments) {
  (void)count;
  return mkdir(arguments[0], 0777) < 0 ? refused("mkdir", arguments[0]) : succeeded("created");
}

static int is_entry(const struct dirent *entry) {
  return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

int list_directory(int count, char **arguments) {
  (void)count;
  struct dirent **entries;
  int found = scandir(arguments[0], &entries, is_entry, by_name);
  if (found < 0)
    return refused("opendir", arguments[0]);
  json_open(NULL, '{');
  json_open("names", '[');
  for (int i = 0; i < found; i++) {
    json_text(NULL, entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
  json_close(']');
  json_close('}');
  json_done();
  return 0;
}

/* File types in the words of inode(7). */
static const char *type_name(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return "regular file";
    case S_IFDIR: return "directory";
    case S_IFLNK: return "symbolic link";
    case S_IFCHR: return "character device";
    case S_IFBLK: return "block device";
    case S_IFIFO: return "FIFO";
    default: return "socket";
  }
}

int stat_file(int count, char **arguments) {
  (void)count;
  struct stat about;
  char octal[8];
  if (lstat(arguments[0], &about) < 0)
    return refused("lstat", arguments[0]);
  snprintf(octal, sizeof octal, "%04o", about.st_mode & 07777);
  json_open(NULL, '{');
  json_text("type", type_name(about.st_mode));
  json_text("mode", octal);
  json_unsigned("uid", about.st_uid);
  json_unsigned("gid", about.st_gid);
  json_integer("size", about.st_size);
  json_open("rdev", '{');
  json_unsigned("major", major(about.st_rdev));
  json_unsigned("minor", minor(about.st_rdev));
  json_close('}');
  json_unsigned("device", about.st_dev);
  json_unsigned("inode", about.st_ino);
  json_close('}');
  json_done();
  return 0;
}

int open_file(int count, char **arguments) {
  (void)count;
  bool writes = strcmp(arguments[1], "w") == 0;
  if (!writes && strcmp(arguments[1], "r") != 0)
    misused("neither r nor w", arguments[1]);
  /* Nothing is created, truncated or waited for: what is asked is whether opening is allowed. */
  if (open(arguments[0], (writes ? O_WRONLY : O_RDONLY) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) < 0)
    return refused("open", arguments[0]);
  return succeeded("opened");
}

/* Opens the file as whoever does not think of close-on-exec does, and goes on with the command in the same process. */
int open_and_run(int count, char **arguments) {
  if (open(arguments[0], O_RDONLY) < 0)
    return refused("open", arguments[0]);
  return run_command(count - 1, arguments + 1);
}

int rename_file(int count, char **arguments) {
  (void)count;
  return rename(arguments[0], arguments[1]) < 0 ? refused("rename", arguments[0]) : succeeded("renamed");
}

int change_owner(int count, char **arguments) {
  (void)count;
  uid_t uid = (uid_t)required_number(arguments[1], 0);
  gid_t gid = (gid_t)required_number(arguments[2], 0);
  return chown(arguments[0], uid, gid) < 0 ? refused("chown", arguments[0]) : succeeded("changed");
}
