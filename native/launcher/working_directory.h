// The working directory of the launcher, and of a child until it becomes its program: the root, or where a step has put it (`own`). For a while
// it is elsewhere, which no step can tell from what it finds:
//
// - where control groups are mounted. From there their paths are short, and what lies on kernfs is looked up with a lock and a reference for
//   each part of a path (kernfs_dop_revalidate in Linux 6.18 takes no part in RCU's walk). A container's control groups are named some forty
//   times.
// - where something was mounted last (steps_mounts.cc).
//
// It is gone to anew each time, so that it is what the path leads to now, and left before anything else looks, so that it is not in use.
#pragma once

namespace brine {

// The same file by the shorter path, which has to be used at once; the working directory changes for it. Any other path is given back.
const char* fromGroups(const char* path);
// To be called before a step that may change what paths lead to, but names what it needs from the root.
void leaveGroups();
// The root again, unless a step has put it elsewhere. Returns 0 or an errno.
int goHome();
// It has been changed for a moment.
void beAstray();
// A step has put it where it is.
void stayHere();
// It is the root.
void beHome();

}  // namespace brine
