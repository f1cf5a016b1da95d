#include "cgroup_memory.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mountinfo.h"
#include "proc.h"

static bool lists(const char *names, const char *name) {
  size_t length = strlen(name);
  for (const char *at = names; (at = strstr(at, name)); at += length)
    if ((at == names || at[-1] == ',') && (at[length] == ',' || at[length] == '\0'))
      return true;
  return false;
}

/* The path of its group from "hierarchy:controllers:path" (cgroups(7)); memory is v1's where a v1 hierarchy has it. */
static bool own_group(char *text, char **path, bool *v1) {
  *path = NULL;
  for (char *line; (line = next_line(&text));) {
    char *hierarchy = strsep(&line, ":"), *controllers = strsep(&line, ":");
    *v1 = controllers && lists(controllers, "memory");
    if (line && (*v1 || strcmp(hierarchy, "0") == 0))
      *path = line;
    if (*v1)
      break;
  }
  return *path != NULL;
}

/* Where the group lies below the hierarchy's mount, whose root may itself be a group (a container's own). */
static bool find_directory(char *mounts, const char *path, bool v1, char *directory, size_t size) {
  for (char *line; (line = next_line(&mounts));) {
    struct mount mount;
    if (!parse_mount(line, &mount) || strcmp(mount.type, v1 ? "cgroup" : "cgroup2") != 0)
      continue;
    if (v1 && !lists(mount.super_options, "memory"))
      continue;
    size_t root = strcmp(mount.root, "/") == 0 ? 0 : strlen(mount.root);
    bool below = strncmp(path, mount.root, root) == 0 && (path[root] == '/' || path[root] == '\0');
    snprintf(directory, size, "%s%s", mount.mount_point, below ? path + root : "");
    return true;
  }
  return false;
}

uint64_t memory_limit(void) {
  char directory[4096], file[4200], *path;
  bool v1;
  uint64_t limit = 0, reported = reported_memory();
  char *groups = read_whole("/proc/self/cgroup", NULL), *mounts = read_whole("/proc/self/mountinfo", NULL), *value = NULL;
  if (groups && mounts && own_group(groups, &path, &v1) && find_directory(mounts, path, v1, directory, sizeof directory)) {
    snprintf(file, sizeof file, "%s/%s", directory, v1 ? "memory.limit_in_bytes" : "memory.max");
    value = read_whole(file, NULL);
  }
  /* No limit is the word "max" on v2, and on v1 a number larger than any memory. */
  if (value && sscanf(value, "%" SCNu64, &limit) != 1)
    limit = reported;
  free(groups);
  free(mounts);
  free(value);
  return limit > reported ? reported : limit;
}
