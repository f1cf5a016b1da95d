/* Objects of an IPC namespace (ipc_namespaces(7)): message queues of System V by key, those of POSIX by name. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "json.h"
#include "probe.h"

static int told(int64_t identifier) {
  json_open(NULL, '{');
  json_integer("queue", identifier);
  json_close('}');
  json_done();
  return 0;
}

static int get(const char *key, int flags) {
  int queue = msgget((key_t)required_number(key, 1), flags);
  return queue < 0 ? refused("msgget", NULL) : told(queue);
}

int make_queue(int count, char **arguments) {
  (void)count;
  return get(arguments[0], IPC_CREAT | IPC_EXCL | 0600);
}

int find_queue(int count, char **arguments) {
  (void)count;
  return get(arguments[0], 0);
}

int make_posix_queue(int count, char **arguments) {
  (void)count;
  mqd_t queue = mq_open(arguments[0], O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
  return queue < 0 ? refused("mq_open", arguments[0]) : succeeded("made");
}

int find_posix_queue(int count, char **arguments) {
  (void)count;
  return mq_open(arguments[0], O_RDWR) < 0 ? refused("mq_open", arguments[0]) : succeeded("found");
}
