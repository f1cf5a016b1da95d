/* Reading /proc (proc(5)). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The whole of a file, with a NUL behind it; to be freed. NULL and errno when it cannot be read. `length` may be NULL. */
char *read_whole(const char *path, size_t *length);

/* What stands behind "<field>:" in a text of such lines; it goes on to the end of the text. NULL when absent or `text` is NULL. */
const char *field_of(const char *text, const char *field);

/* The next line of `*rest`, without its end, cut out of the text; NULL at the end. */
char *next_line(char **rest);

/* /proc/meminfo's MemTotal, bytes; 0 when it cannot be read. */
uint64_t reported_memory(void);
