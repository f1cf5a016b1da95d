#include "groups_place.h"

#include <unistd.h>

#include <cstring>

namespace brine {
namespace {

// file-hierarchy(7); where a host has its control groups elsewhere, their paths stay long.
constexpr char kPlace[] = "/sys/fs/cgroup";
constexpr size_t kLength = sizeof kPlace - 1;

enum class Stand : char { nowhere, away, there } stand = Stand::nowhere;

}  // namespace

int standAtGroups() {
  if (chdir(kPlace) == 0) stand = Stand::there;
  else if (chdir("/") < 0) return errno;
  return 0;
}

const char* fromGroups(const char* path) {
  if (stand == Stand::nowhere || strncmp(path, kPlace, kLength) != 0 || path[kLength] != '/') return path;
  const char* rest = path + kLength + 1;
  // A path that begins with a slash would lead elsewhere, and an empty one nowhere.
  if (*rest == '/' || !*rest) return path;
  if (stand == Stand::away && chdir(kPlace) < 0) {
    stand = Stand::nowhere;
    return path;
  }
  stand = Stand::there;
  return rest;
}

void leaveGroups() {
  if (stand == Stand::there) stand = Stand::away;
}

void loseGroups() { stand = Stand::nowhere; }

}  // namespace brine
