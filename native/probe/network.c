/* A server and a client of one line, over IPv4 with addresses in numbers, and over abstract Unix sockets: no name service. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"

static struct sockaddr_in endpoint(const char *address, const char *port) {
  struct sockaddr_in result = {.sin_family = AF_INET};
  int64_t number = required_number(port, 0);
  if (number > 65535)
    misused("not a port", port);
  if (inet_pton(AF_INET, address, &result.sin_addr) != 1)
    misused("not an IPv4 address", address);
  result.sin_port = htons((uint16_t)number);
  return result;
}

static void answer_for_ever(int listener) {
  for (;;) {
    char line[80] = "", name[65] = "";
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0)
      continue;
    gethostname(name, sizeof name - 1);
    snprintf(line, sizeof line, "brine %s\n", name);
    send(connection, line, strlen(line), MSG_NOSIGNAL);
    close(connection);
  }
}

static int told_listening(int port) {
  json_open(NULL, '{');
  json_integer("listening", port);
  json_close('}');
  json_done();
  return 0;
}

/* A socket that listens at the address, and says so; -1 when that was refused and told. */
static int listen_at(int count, char **arguments) {
  const char *address = count > 1 ? arguments[1] : "127.0.0.1";
  struct sockaddr_in here = endpoint(address, arguments[0]);
  socklen_t size = sizeof here;
  const int yes = 1;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0)
    return refused("socket", NULL), -1;
  /* A server started again must not meet the closed connections (TIME_WAIT) of the one before; a live one it still meets. */
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&here, sizeof here) < 0)
    return refused("bind", address), -1;
  if (listen(listener, 16) < 0)
    return refused("listen", address), -1;
  getsockname(listener, (struct sockaddr *)&here, &size);
  told_listening(ntohs(here.sin_port));
  return listener;
}

int serve(int count, char **arguments) {
  endpoint(count > 1 ? arguments[1] : "127.0.0.1", arguments[0]);  /* misuse is told before anything else */
  announce("serve", NULL);
  int listener = listen_at(count, arguments);
  if (listener < 0)
    return 1;
  answer_for_ever(listener);
  return 0;
}

/* Whether the port is free: listens, and ends. */
int listen_once(int count, char **arguments) {
  return listen_at(count, arguments) < 0 ? 1 : 0;
}

/* The address of an abstract socket: a NUL and the name, without one behind it (unix(7)). Its length is returned. */
static socklen_t abstract_address(const char *name, struct sockaddr_un *address) {
  size_t length = strlen(name);
  if (length == 0 || length >= sizeof address->sun_path)
    misused("no name of an abstract socket", name);
  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  memcpy(address->sun_path + 1, name, length);
  return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
}

int serve_abstract(int count, char **arguments) {
  (void)count;
  struct sockaddr_un here;
  socklen_t size = abstract_address(arguments[0], &here);
  announce("serve-abstract", NULL);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0)
    return refused("socket", NULL);
  if (bind(listener, (struct sockaddr *)&here, size) < 0)
    return refused("bind", arguments[0]);
  if (listen(listener, 16) < 0)
    return refused("listen", arguments[0]);
  succeeded("listening");
  answer_for_ever(listener);
  return 0;
}

/* Reads what the server says, to its end, and tells it. */
static int told_answer(int connection, const char *address) {
  char answer[256] = "";
  size_t length = 0;
  ssize_t got = 0;
  while (length < sizeof answer && (got = recv(connection, answer + length, sizeof answer - length, 0)) > 0)
    length += (size_t)got;
  if (got < 0)
    return refused("recv", address);
  close(connection);
  json_open(NULL, '{');
  json_truth("connected", true);
  json_bytes("answer", answer, strcspn(answer, "\n") < length ? strcspn(answer, "\n") : length);
  json_close('}');
  json_done();
  return 0;
}

int connect_abstract(int count, char **arguments) {
  (void)count;
  struct sockaddr_un there;
  socklen_t size = abstract_address(arguments[0], &there);
  const struct timeval silence = {.tv_sec = 5};
  int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0)
    return refused("socket", NULL);
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
  if (connect(connection, (struct sockaddr *)&there, size) < 0)
    return refused("connect", arguments[0]);
  return told_answer(connection, arguments[0]);
}

int connect_to(int count, char **arguments) {
  (void)count;
  struct sockaddr_in there = endpoint(arguments[0], arguments[1]);
  const unsigned patience = 5000;  /* ms until ETIMEDOUT, for an address that drops what it gets */
  const struct timeval silence = {.tv_sec = 5};
  int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0)
    return refused("socket", NULL);
  setsockopt(connection, IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
  if (connect(connection, (struct sockaddr *)&there, sizeof there) < 0)
    return refused("connect", arguments[0]);
  return told_answer(connection, arguments[0]);
}
