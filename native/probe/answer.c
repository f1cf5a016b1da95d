/* An agent that answers system calls in the place of the kernel (seccomp_unotify(2)): each with the same error. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "json.h"
#include "probe.h"

enum { most = 16, largest_state = 1 << 16 };

/* Takes a listener, and says what was sent along, which ends with the connection; -1 when nothing came. */
static int take_listener(int connection) {
  static char text[largest_state];
  char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
  struct iovec part = {text, sizeof text};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  ssize_t held = recvmsg(connection, &message, MSG_CMSG_CLOEXEC), more;
  struct cmsghdr *head = held > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  int listener = -1;
  if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS)
    memcpy(&listener, CMSG_DATA(head), sizeof listener);
  while (held > 0 && (size_t)held < sizeof text && (more = read(connection, text + held, sizeof text - (size_t)held)) > 0)
    held += more;
  close(connection);
  if (held <= 0)
    return -1;
  json_open(NULL, '{');
  json_bytes("state", text, (size_t)held);
  json_truth("listener", listener >= 0);
  json_close('}');
  json_done();
  return listener;
}

/* False when there will be no more: the last process under the filter has ended. */
static bool answer_one(int listener, int error) {
  struct seccomp_notif asked = {0};
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) < 0)
    return errno == EINTR;
  json_open(NULL, '{');
  json_integer("asked", asked.data.nr);
  json_integer("pid", asked.pid);
  json_close('}');
  json_done();
  struct seccomp_notif_resp answer = {.id = asked.id, .error = -error};
  ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  return true;
}

int answer_calls(int count, char **arguments) {
  (void)count;
  const char *path = arguments[0];
  int error = (int)required_number(arguments[1], 1);
  struct sockaddr_un here = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof here.sun_path)
    misused("the path of a socket is too long", path);
  strcpy(here.sun_path, path);
  struct pollfd files[most] = {{.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), .events = POLLIN}};
  nfds_t used = 1;
  if (files[0].fd < 0)
    return refused("socket", NULL);
  if (bind(files[0].fd, (struct sockaddr *)&here, sizeof here) < 0)
    return refused("bind", path);
  if (listen(files[0].fd, most) < 0)
    return refused("listen", path);
  json_open(NULL, '{');
  json_truth("listening", true);
  json_close('}');
  json_done();
  for (;;) {
    if (poll(files, used, -1) < 0)
      continue;
    for (nfds_t i = used; i-- > 1;) {
      bool over = files[i].revents & POLLIN ? !answer_one(files[i].fd, error) : (files[i].revents & (POLLHUP | POLLERR)) != 0;
      if (!over)
        continue;
      close(files[i].fd);
      files[i] = files[--used];
    }
    if (files[0].revents & POLLIN && used < most) {
      int connection = accept4(files[0].fd, NULL, NULL, SOCK_CLOEXEC);
      int listener = connection < 0 ? -1 : take_listener(connection);
      if (listener >= 0)
        files[used++] = (struct pollfd){.fd = listener, .events = POLLIN};
    }
  }
}
