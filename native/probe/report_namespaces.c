#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "json.h"
#include "proc.h"
#include "report.h"

/*
 * A namespace's identity is the device and inode of its link's target (namespaces(7)). The pid_for_children link cannot
 * be followed between unshare(CLONE_NEWPID) and the first fork: the namespace does not stand yet, the member is left out.
 */
static void namespaces(void) {
  DIR *directory = opendir("/proc/self/ns");
  if (directory == NULL) {
    json_null("namespaces");
    return;
  }
  json_open("namespaces", '{');
  for (struct dirent *entry; (entry = readdir(directory));) {
    struct stat identity;
    if (entry->d_name[0] == '.')
      continue;
    if (fstatat(dirfd(directory), entry->d_name, &identity, 0) == 0) {
      json_open(entry->d_name, '{');
      json_unsigned("device", identity.st_dev);
      json_unsigned("inode", identity.st_ino);
      json_close('}');
    } else if (strstr(entry->d_name, "_for_children") == NULL) {
      json_null(entry->d_name);
    }
  }
  json_close('}');
  closedir(directory);
}

/* Lines of "inside outside length" (user_namespaces(7)), in the words of the OCI configuration's uidMappings. */
static void id_mappings(const char *key, const char *path) {
  char *text = read_whole(path, NULL), *rest = text;
  if (text == NULL) {
    json_null(key);
    return;
  }
  json_open(key, '[');
  for (char *line; (line = next_line(&rest));) {
    unsigned container, host, size;
    if (sscanf(line, "%u %u %u", &container, &host, &size) != 3)
      continue;
    json_open(NULL, '{');
    json_unsigned("containerID", container);
    json_unsigned("hostID", host);
    json_unsigned("size", size);
    json_close('}');
  }
  json_close(']');
  free(text);
}

static void control_groups(void) {
  char *text = read_whole("/proc/self/cgroup", NULL), *rest = text;
  if (text == NULL) {
    json_null("cgroup");
    return;
  }
  json_open("cgroup", '[');
  for (char *line; (line = next_line(&rest));)
    json_text(NULL, line);
  json_close(']');
  free(text);
}

void report_namespaces(void) {
  namespaces();
  id_mappings("uidMappings", "/proc/self/uid_map");
  id_mappings("gidMappings", "/proc/self/gid_map");
  control_groups();
}
