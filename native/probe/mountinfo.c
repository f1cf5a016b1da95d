#include "mountinfo.h"

#include <stdlib.h>
#include <string.h>

static bool is_octal(const char *s) {
  return s[0] >= '0' && s[0] <= '3' && s[1] >= '0' && s[1] <= '7' && s[2] >= '0' && s[2] <= '7';
}

/* Space, tab, newline and backslash are written as three octal digits, because space separates the fields. */
static char *unescape(char *text) {
  char *to = text;
  for (const char *from = text; *from; to++) {
    if (*from == '\\' && is_octal(from + 1)) {
      *to = (char)((from[1] - '0') * 64 + (from[2] - '0') * 8 + (from[3] - '0'));
      from += 4;
    } else {
      *to = *from++;
    }
  }
  *to = '\0';
  return text;
}

bool parse_mount(char *line, struct mount *mount) {
  /* There may be none, or several, optional fields; a lone hyphen ends them. */
  char *after = strstr(line, " - ");
  if (after == NULL)
    return false;
  *after = '\0';
  after += 3;
  char *id = strsep(&line, " "), *parent = strsep(&line, " ");
  strsep(&line, " ");  /* major:minor */
  mount->root = strsep(&line, " ");
  mount->mount_point = strsep(&line, " ");
  mount->options = strsep(&line, " ");
  mount->optional_fields = line ? line : "";
  mount->type = strsep(&after, " ");
  mount->source = strsep(&after, " ");
  mount->super_options = after;
  if (!mount->options || !mount->super_options)
    return false;
  mount->id = atoi(id);
  mount->parent = atoi(parent);
  unescape(mount->root);
  unescape(mount->mount_point);
  unescape(mount->source);
  return true;
}
