#include "steps.h"
#include "working_directory.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/keyctl.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace brine {
namespace {

int check(long result) { return result < 0 ? errno : 0; }

int dispatch(const Step& step, int* slots, int64_t pid) {
  switch (step.op) {
    case Op::mkdir: return stepMkdir(step);
    case Op::writeFile: return stepWriteFile(step, pid);
    case Op::writeEach: return stepWriteEach(step);
    case Op::rename: return check(rename(step.s[0], step.s[1]));
    case Op::rmdir: return stepRmdir(step);
    case Op::unlink: return check(unlink(step.s[0]));
    case Op::chown: return check(lchown(step.s[0], static_cast<uid_t>(step.n[0]), static_cast<gid_t>(-1)));
    case Op::mkfifo: return check(mkfifo(step.s[0], static_cast<mode_t>(step.n[0])));
    case Op::open: return stepOpen(step, slots);
    case Op::close: return stepClose(step, slots);
    case Op::expectFile: return stepExpectFile(step);
    case Op::attachDeviceProgram: return stepAttachDeviceProgram(step, slots);
    case Op::expectContent: return stepExpectContent(step, slots);
    case Op::writeSlot: return stepWriteSlot(step, slots);
    case Op::openProcess: return stepOpenProcess(step, slots);
    case Op::expectThawed: return stepExpectThawed(step);
    case Op::setns: return stepSetns(step, slots);
    case Op::stdio: return stepStdio(step, slots);
    case Op::setsid: return check(setsid());
    case Op::unshare: return check(unshare(static_cast<int>(step.n[0])));
    case Op::chdir: return stepChdir(step);
    case Op::chroot: return stepChroot(step, slots);
    case Op::mount: return stepMount(step);
    case Op::umount: return check(umount2(step.s[0], static_cast<int>(step.n[0])));
    case Op::openFilesystem: return stepOpenFilesystem(step, slots);
    case Op::openTree: return stepOpenTree(step, slots);
    case Op::setMountAttributes: return stepSetMountAttributes(step, slots);
    case Op::moveMount: return stepMoveMount(step, slots);
    case Op::attachInto: return stepAttachInto(step, slots);
    case Op::makeMountPoint: return stepMakeMountPoint(step);
    case Op::pivotRoot: return stepPivotRoot(step);
    case Op::mknod: return stepMknod(step);
    case Op::symlink: return stepSymlink(step);
    case Op::copyTree: return stepCopyTree(step, slots);
    case Op::personality: return check(personality(static_cast<unsigned long>(step.n[0])));
    case Op::maskPath: return stepMaskPath(step);
    case Op::readonlyPath: return stepReadonlyPath(step);
    case Op::setHostname: return check(sethostname(step.s[0], strlen(step.s[0])));
    case Op::setDomainname: return check(setdomainname(step.s[0], strlen(step.s[0])));
    case Op::enterNetwork: return stepEnterNetwork(step, slots);
    case Op::loopbackUp: return stepLoopbackUp();
    case Op::setRlimit: return stepSetRlimit(step);
    case Op::dropBounding: return stepDropBounding(step);
    case Op::keepCapabilities: return check(prctl(PR_SET_KEEPCAPS, step.n[0], 0, 0, 0));
    case Op::setGroups: return stepSetGroups(step);
    case Op::setIds: return stepSetIds(step);
    case Op::setCapabilities: return stepSetCapabilities(step);
    case Op::setAmbient: return stepSetAmbient(step);
    case Op::noNewPrivileges: return check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    case Op::setDumpable: return check(prctl(PR_SET_DUMPABLE, step.n[0], 0, 0, 0));
    case Op::joinSessionKeyring: return check(syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, step.s[0]));
    case Op::umask: umask(static_cast<mode_t>(step.n[0])); return 0;
    case Op::awaitStart: return stepAwaitStart(step, slots);
    case Op::checkExecutable: return stepCheckExecutable(step);
    case Op::hook: return stepHook(step);
    case Op::connect: return stepConnect(step, slots);
    case Op::openTerminal: return stepOpenTerminal(step, slots);
    case Op::cloneTree: return stepCloneTree(step, slots);
    case Op::sendDescriptor: return stepSendDescriptor(step, slots);
    case Op::controllingTerminal: return stepControllingTerminal();
    case Op::ownStreams: return stepOwnStreams(step);
    case Op::findHome: return stepFindHome(step);
    case Op::seccomp: return stepSeccomp(step);
    case Op::exec: return stepExec(step);
    case Op::clone:
    case Op::fork:
    case Op::passDescriptors:
    case Op::recordProcess:
    case Op::recordExit:
    case Op::takeNetwork:
    case Op::awaitExit:
    case Op::awaitLauncher:
    case Op::sync: break;  // the launcher's own, and the meeting points: see launch.cc and child.cc
  }
  return EINVAL;
}

// Control groups are reached by these, which go to where they are by themselves.
bool isNearGroups(Op op) {
  return op == Op::mkdir || op == Op::rmdir || op == Op::writeFile || op == Op::writeEach || op == Op::open || op == Op::openTree ||
         op == Op::expectThawed;
}

// Whether a step names all that it needs from the root, so that the working directory is nothing to it.
bool needsNoDirectory(const Step& step) {
  switch (step.op) {
    case Op::mount:
    case Op::symlink: return *step.s[1] == '/';
    case Op::setMountAttributes: return step.n[0] >= 0 || *step.s[0] == '/';
    case Op::moveMount:
    case Op::attachInto:
    case Op::makeMountPoint:
    case Op::pivotRoot:
    case Op::mknod:
    case Op::maskPath:
    case Op::readonlyPath: return *step.s[0] == '/';
    default: return false;
  }
}

// Returns 0 or an errno.
int takePlace(const Step& step) {
  if (isNearGroups(step.op)) return *step.s[0] == '/' ? 0 : goHome();
  if (!needsNoDirectory(step)) return goHome();
  leaveGroups();
  return 0;
}

}  // namespace

int runStep(const Step& step, int* slots, int64_t pid) {
  if (step.op != Op::mknod && step.op != Op::symlink) leaveParent();
  int error = takePlace(step);
  if (!error) error = dispatch(step, slots, pid);
  if (step.op != Op::makeMountPoint) leaveMountPoint();
  if (error == EEXIST && (step.flags & kExistOk)) return 0;
  if ((error == ENOENT || error == ENOTDIR) && (step.flags & kIfExists)) return 0;
  if ((error == EPERM || error == EACCES || error == ENOSYS || error == EOPNOTSUPP) && (step.flags & kIfPermitted)) return 0;
  return error;
}

}  // namespace brine
