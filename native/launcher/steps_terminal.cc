#include <fcntl.h>
#include <linux/magic.h>
#include <limits.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>

#include "send_descriptor.h"
#include "steps.h"

namespace brine {
namespace {

// The multiplexer of a devpts (Documentation/filesystems/devpts.rst), and nothing that a container has put in its place.
bool isMultiplexer(int fd) {
  struct stat status;
  struct statfs fileSystem;
  return fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == makedev(5, 2) && fstatfs(fd, &fileSystem) == 0 &&
         fileSystem.f_type == DEVPTS_SUPER_MAGIC;
}

// Makes a terminal. Its other end is opened by TIOCGPTPEER (Linux 4.13): by a path it could be another file.
int makeTerminal(int master, const Step& step, int* peer) {
  int unlocked = 0;
  if (ioctl(master, TIOCSPTLCK, &unlocked) < 0) return errno;
  *peer = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (*peer < 0) return errno;
  // What is written comes as it is: to make "\r\n" of "\n" is left to the terminal that it is shown at (termios(3)).
  struct termios settings;
  if (step.n[5]) {
    if (tcgetattr(*peer, &settings) < 0) return errno;
    settings.c_oflag &= ~static_cast<tcflag_t>(ONLCR);
    if (tcsetattr(*peer, TCSANOW, &settings) < 0) return errno;
  }
  if (fchown(*peer, static_cast<uid_t>(step.n[2]), static_cast<gid_t>(-1)) < 0) return errno;
  struct winsize size = {};
  size.ws_row = static_cast<unsigned short>(step.n[3]);
  size.ws_col = static_cast<unsigned short>(step.n[4]);
  return (size.ws_row || size.ws_col) && ioctl(*peer, TIOCSWINSZ, &size) < 0 ? errno : 0;
}

}  // namespace

// s: path of a socket. n: slot. Does not wait: a listener that has no room refuses (EAGAIN).
int stepConnect(const Step& step, int* slots) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return errno;
  struct sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const char* path = step.s[0];
  int directory = -1;
  // The name of a socket has at most 107 bytes (unix(7)): a longer path is gone through its directory.
  if (strlen(path) < sizeof address.sun_path) {
    strcpy(address.sun_path, path);
  } else {
    char parent[PATH_MAX];
    const char* name = strrchr(path, '/');
    size_t length = name ? static_cast<size_t>(name - path) : 0;
    if (!name || length >= sizeof parent) errno = ENAMETOOLONG;
    else {
      memcpy(parent, path, length);
      parent[length] = 0;
      directory = open(length ? parent : "/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    int error = directory < 0 ? errno : 0;
    if (!error && snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d%s", directory, name) >=
                      static_cast<int>(sizeof address.sun_path))
      error = ENAMETOOLONG;
    if (error) {
      if (directory >= 0) close(directory);
      close(fd);
      return error;
    }
  }
  int error = connect(fd, reinterpret_cast<struct sockaddr*>(&address), sizeof address) < 0 ? errno : 0;
  if (directory >= 0) close(directory);
  if (!error && fcntl(fd, F_SETFL, 0) < 0) error = errno;
  if (error) close(fd);
  else slots[step.n[0]] = fd;
  return error;
}

// n: slot of the master, slot of the terminal, its owner, rows, columns (both 0 leave the kernel's own size), whether newlines
// stay as they are written.
int stepOpenTerminal(const Step& step, int* slots) {
  // Not blocking, as it may be a FIFO.
  int master = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (master < 0) return errno;
  int peer = -1;
  int error = isMultiplexer(master) ? 0 : ENOTTY;
  if (!error && fcntl(master, F_SETFL, 0) < 0) error = errno;
  if (!error) error = makeTerminal(master, step, &peer);
  if (error) {
    if (peer >= 0) close(peer);
    close(master);
    return error;
  }
  slots[step.n[0]] = master;
  slots[step.n[1]] = peer;
  return 0;
}

// n: slot of what is cloned, slot of the clone: a mount not yet attached.
int stepCloneTree(const Step& step, int* slots) {
  int fd = open_tree(slots[step.n[0]], "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
  if (fd < 0) return errno;
  slots[step.n[1]] = fd;
  return 0;
}

// n: slot of the socket, slot of the descriptor; both are closed. s: the message that goes along.
int stepSendDescriptor(const Step& step, int* slots) {
  int& socket = slots[step.n[0]];
  int& passed = slots[step.n[1]];
  struct iovec part = {const_cast<char*>(step.s[0]), strlen(step.s[0])};
  int error = sendWithDescriptor(socket, &part, 1, &passed) < 0 ? errno : 0;
  close(socket);
  close(passed);
  socket = passed = -1;
  return error;
}

// Standard input becomes the terminal that controls the session, which the process must lead (ioctl_tty(2), TIOCSCTTY).
int stepControllingTerminal() { return ioctl(0, TIOCSCTTY, 0) < 0 ? errno : 0; }

}  // namespace brine
