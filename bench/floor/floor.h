/* The parts of the floor: what a container of the default OCI configuration costs when nothing is in the way. */
#pragma once
#include <limits.h>

#define MAX_GROUPS 32

/* One control group of a container, in one hierarchy. */
struct group {
  /* Under which name the container sees the hierarchy in /sys/fs/cgroup. */
  const char *name;
  /* The directory of the floor's own group, below which it is made. */
  const char *parent;
  char path[PATH_MAX];
};

struct host {
  const char *rootfs;
  const char *cpuset_cpus, *cpuset_mems;
  int null;
  int group_count;
  struct group groups[MAX_GROUPS];
  /* How much of the groups' paths the working directory of the resident process, and of its children at first, makes good. */
  unsigned nearer;
  int last_capability;
  /* A network namespace made ahead, of which only the descriptor is left; -1 without a pool. */
  int network;
};

/* Ends the process with 127 and a sentence about the call that just failed. */
_Noreturn void give_up(const char *call, const char *subject);

/* cgroups.c */
void stand_at_groups(struct host *host);
void make_groups(struct host *host, const char *id);
void join_groups(const struct host *host);
void remove_groups(const struct host *host);

/* exec.c: another program in a container that runs. */
int execute(const struct host *host, int container, char **arguments);

/* root.c: the root file system, from a shared one of the host's to the container's own. */
void enter_root(const struct host *host);

/* network.c */
void raise_loopback(void);
void prepare_network(struct host *host);

/* process.c */
void begin_session(const struct host *host);
void drop_privileges(const struct host *host);
_Noreturn void become(char **arguments);
