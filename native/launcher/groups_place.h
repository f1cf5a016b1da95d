// The place where hosts mount control groups, as working directory: from there their paths are short. What lies on kernfs is looked up with a
// lock and a reference for each part of a path (kernfs_dop_revalidate in Linux 6.18 takes no part in RCU's walk), and a container's control
// groups are named some forty times.
#pragma once
#include <fcntl.h>

#include <cerrno>

namespace brine {

// Makes it the working directory, and of the children too, where it is there. Otherwise that is the root.
// Returns 0 or an errno.
int standAtGroups();
// The same file by the shorter path, which has to be used at once; the working directory may change for it. A path that leads elsewhere is
// given back.
const char* fromGroups(const char* path);
// The working directory is, or may be, another one from here on.
void leaveGroups();
// From here on a path means another file: the root is another one.
void loseGroups();

// What a system call on the path returns. Where the place has been mounted on since, the path from the root finds what is there now.
template <typename Call>
int callNearGroups(const char* path, Call call) {
  const char* near = fromGroups(path);
  int result = call(near);
  return result < 0 && errno == ENOENT && near != path ? call(path) : result;
}

// open(2) with O_CLOEXEC.
inline int openNearGroups(const char* path, int flags, mode_t mode = 0) {
  return callNearGroups(path, [=](const char* near) { return open(near, flags | O_CLOEXEC, mode); });
}

}  // namespace brine
