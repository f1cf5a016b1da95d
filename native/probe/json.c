#include "json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool comma_due;

/* Length of the UTF-8 sequence at `s`, 0 when there is none (RFC 3629: no overlong forms, no surrogates). */
static size_t utf8_length(const unsigned char *s, size_t left) {
  unsigned char lead = s[0], low = 0x80, high = 0xbf;
  size_t length = lead < 0x80 ? 1 : lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length == 0 || length > left)
    return 0;
  if (lead == 0xe0) low = 0xa0;
  if (lead == 0xed) high = 0x9f;
  if (lead == 0xf0) low = 0x90;
  if (lead == 0xf4) high = 0x8f;
  for (size_t i = 1; i < length; i++, low = 0x80, high = 0xbf)
    if (s[i] < low || s[i] > high)
      return 0;
  return length;
}

static void quote(const char *bytes, size_t length) {
  const unsigned char *s = (const unsigned char *)bytes;
  putchar('"');
  for (size_t i = 0; i < length;) {
    size_t sequence = utf8_length(s + i, length - i);
    if (sequence == 0) {
      fputs("\\ufffd", stdout);
      i++;
    } else if (s[i] == '"' || s[i] == '\\') {
      printf("\\%c", s[i++]);
    } else if (s[i] == '\n') {
      fputs("\\n", stdout);
      i++;
    } else if (s[i] < 0x20) {
      printf("\\u%04x", s[i++]);
    } else {
      fwrite(s + i, 1, sequence, stdout);
      i += sequence;
    }
  }
  putchar('"');
}

static void place(const char *key) {
  if (comma_due)
    putchar(',');
  comma_due = true;
  if (key) {
    quote(key, strlen(key));
    putchar(':');
  }
}

void json_open(const char *key, char bracket) {
  place(key);
  putchar(bracket);
  comma_due = false;
}

void json_close(char bracket) {
  putchar(bracket);
  comma_due = true;
}

void json_bytes(const char *key, const char *bytes, size_t length) {
  place(key);
  quote(bytes, length);
}

void json_text(const char *key, const char *text) {
  if (text)
    json_bytes(key, text, strlen(text));
  else
    json_null(key);
}

void json_integer(const char *key, int64_t value) {
  place(key);
  printf("%" PRId64, value);
}

void json_unsigned(const char *key, uint64_t value) {
  place(key);
  printf("%" PRIu64, value);
}

void json_truth(const char *key, bool value) {
  place(key);
  fputs(value ? "true" : "false", stdout);
}

void json_null(const char *key) {
  place(key);
  fputs("null", stdout);
}

void json_done(void) {
  putchar('\n');
  fflush(stdout);
  comma_due = false;
}
