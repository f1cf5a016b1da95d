/* One line of /proc/<pid>/mountinfo (proc(5), section 3.5 of the kernel's proc.rst). */
#pragma once
#include <stdbool.h>

struct mount {
  int id, parent;
  char *root, *mount_point, *options, *optional_fields, *type, *source, *super_options;
};

/* Cuts a line into its fields and undoes the octal escapes (\040) of its paths; false when it is no such line. */
bool parse_mount(char *line, struct mount *mount);
