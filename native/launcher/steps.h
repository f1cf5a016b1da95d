// The steps by subject. Each returns 0 or an errno, uses async-signal-safe calls only and allocates nothing.
#pragma once
#include "plan.h"

namespace brine {

// steps_files.cc
int stepMkdir(const Step& step);
int stepRmdir(const Step& step);
int stepWriteFile(const Step& step, int64_t pid);
int stepWriteEach(const Step& step);
int stepExpectFile(const Step& step);
int stepExpectContent(const Step& step, int* slots);
int stepWriteSlot(const Step& step, int* slots);
int stepOpen(const Step& step, int* slots);
int stepClose(const Step& step, int* slots);
// The directory in which nodes and links were made last; the next ones may be for it too.
void leaveParent();
// Opens what is to be mounted on, or gives what `makeMountPoint` has found right before. With `noSymlinks` no part of the path may be a
// symbolic link: a rootfs could otherwise send /proc or /sys elsewhere. Returns -1 with errno.
int takeMountPoint(const char* path, bool noSymlinks);
void leaveMountPoint();
int stepMknod(const Step& step);
int stepMakeMountPoint(const Step& step);
int stepSymlink(const Step& step);

// steps_copy.cc
int stepCopyTree(const Step& step, int* slots);

// steps_mounts.cc
int stepMount(const Step& step);
int stepOpenFilesystem(const Step& step, int* slots);
int stepOpenTree(const Step& step, int* slots);
int stepSetMountAttributes(const Step& step, int* slots);
int stepMoveMount(const Step& step, int* slots);
int stepAttachInto(const Step& step, int* slots);
int stepPivotRoot(const Step& step);
int stepMaskPath(const Step& step);
int stepReadonlyPath(const Step& step);

// steps_namespaces.cc
int stepOpenProcess(const Step& step, int* slots);
int stepSetns(const Step& step, int* slots);
int stepEnterNetwork(const Step& step, int* slots);
int stepLoopbackUp();

// steps_cgroups.cc
int stepAttachDeviceProgram(const Step& step, int* slots);
int stepExpectThawed(const Step& step);

// steps_terminal.cc
int stepConnect(const Step& step, int* slots);
int stepOpenTerminal(const Step& step, int* slots);
int stepCloneTree(const Step& step, int* slots);
int stepSendDescriptor(const Step& step, int* slots);
int stepControllingTerminal();

// steps_streams.cc
int stepOwnStreams(const Step& step);
int passDescriptors(const Step& step, int* slots, int* report);
int stepFindHome(const Step& step);
// "HOME=…", or null where nothing has been found.
const char* foundHome();

// steps_seccomp.cc
// With somewhere to put it, the filter has a listener (listener.cc).
int loadFilter(const Step& step, int* listener);
int stepSeccomp(const Step& step);

// steps_process.cc
int stepStdio(const Step& step, int* slots);
int stepDropBounding(const Step& step);
int stepSetGroups(const Step& step);
int stepSetIds(const Step& step);
int stepChdir(const Step& step);
int stepChroot(const Step& step, int* slots);
int stepSetCapabilities(const Step& step);
int stepSetAmbient(const Step& step);
int stepSetRlimit(const Step& step);
int stepAwaitStart(const Step& step, int* slots);
int stepCheckExecutable(const Step& step);
int stepHook(const Step& step);
int stepExec(const Step& step);

}  // namespace brine
