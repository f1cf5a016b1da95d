/* Errors, signals and numbers by the names that people use for them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "ENOENT". A number without a name is written as such. */
const char *errno_name(int error);

/* "SIGTERM", "SIGRTMIN+3" (signal(7)). Valid until the next call. */
const char *signal_name(int number);

/* The number of "SIGTERM", "SIGRTMIN+3" or "15"; 0 tests for existence (kill(2)); -1 when there is no such signal. */
int signal_number(const char *name);

/* A whole decimal number; false when `text` is anything else. */
bool parse_number(const char *text, int64_t *value);
