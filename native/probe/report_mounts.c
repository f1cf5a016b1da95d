#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "mountinfo.h"
#include "proc.h"
#include "report.h"

static void words(const char *key, char *list, const char *separator) {
  json_open(key, '[');
  for (char *word; (word = strsep(&list, separator));)
    if (*word)
      json_text(NULL, word);
  json_close(']');
}

/* In the order of the mount table: the last entry at a mount point is the one that is seen. */
void report_mounts(void) {
  char *text = read_whole("/proc/self/mountinfo", NULL), *rest = text;
  if (text == NULL) {
    json_null("mounts");
    return;
  }
  json_open("mounts", '[');
  for (char *line; (line = next_line(&rest));) {
    struct mount mount;
    if (!parse_mount(line, &mount))
      continue;
    json_open(NULL, '{');
    json_integer("id", mount.id);
    json_integer("parent", mount.parent);
    json_text("root", mount.root);
    json_text("mountPoint", mount.mount_point);
    words("options", mount.options, ",");
    words("optionalFields", mount.optional_fields, " ");
    json_text("type", mount.type);
    json_text("source", mount.source);
    words("superOptions", mount.super_options, ",");
    json_close('}');
  }
  json_close(']');
  free(text);
}
