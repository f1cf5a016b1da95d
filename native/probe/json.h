/*
 * Writes JSON to stdout, one document a line. Commas are kept track of here, so that callers only say what there is.
 * `key` is NULL for an element of an array and for the document itself.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void json_open(const char *key, char bracket);  /* '{' or '[' */
void json_close(char bracket);                  /* '}' or ']' */

/* Bytes that are not UTF-8 become U+FFFD each. A NULL text is written as null. */
void json_text(const char *key, const char *text);
void json_bytes(const char *key, const char *bytes, size_t length);
void json_integer(const char *key, int64_t value);
void json_unsigned(const char *key, uint64_t value);
void json_truth(const char *key, bool value);
void json_null(const char *key);

/* Ends the line and hands it to the kernel, so that nothing is left in a buffer that a fork would copy. */
void json_done(void);
