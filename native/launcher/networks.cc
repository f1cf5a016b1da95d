#include "networks.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "send_descriptor.h"
#include "steps.h"

namespace brine {
namespace {

constexpr int kKeepersSocket = 3;

// A byte, and the namespace along with it; the byte alone where none could be made.
void handOver(int network) {
  char byte = 0;
  struct iovec part = {&byte, 1};
  if (sendWithDescriptor(kKeepersSocket, &part, 1, network >= 0 ? &network : nullptr) < 0) _exit(1);
}

// Its own namespace is left each time, so that the last one made is not kept from its end.
int makeNetwork(int own) {
  if (unshare(CLONE_NEWNET) < 0) return -1;
  int network = stepLoopbackUp() == 0 ? open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC) : -1;
  if (setns(own, CLONE_NEWNET) < 0) _exit(1);
  return network;
}

[[noreturn]] void keepersLife(int socket) {
  if (socket != kKeepersSocket) dup2(socket, kKeepersSocket);
  syscall(SYS_close_range, kKeepersSocket + 1, ~0U, 0);
  prctl(PR_SET_NAME, "brine-networks");
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  int own = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  char byte;
  while (own >= 0 && recv(kKeepersSocket, &byte, 1, 0) == 1) {
    int network = makeNetwork(own);
    handOver(network);
    if (network >= 0) ::close(network);
  }
  _exit(0);
}

}  // namespace

bool Networks::start() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return false;
  struct clone_args arguments = {};
  arguments.exit_signal = SIGCHLD;
  long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (pid == 0) keepersLife(ends[1]);
  ::close(ends[1]);
  if (pid < 0) {
    ::close(ends[0]);
    return false;
  }
  keeper_ = static_cast<pid_t>(pid);
  socket_ = ends[0];
  asked_ = 0;
  struct epoll_event event = {};
  event.events = EPOLLIN;
  event.data.ptr = this;
  epoll_ctl(poll_, EPOLL_CTL_ADD, socket_, &event);
  return true;
}

int Networks::take() {
  if (ready_.empty()) return -1;
  int network = ready_.back();
  ready_.pop_back();
  return network;
}

void Networks::refill() {
  while (ready_.size() + asked_ < wanted_) {
    if (socket_ < 0 && !start()) return;
    char byte = 0;
    if (send(socket_, &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) return;
    asked_++;
  }
}

void Networks::onReady() {
  for (;;) {
    char byte;
    struct iovec part = {&byte, 1};
    alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
    struct msghdr message = {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t length = recvmsg(socket_, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0 && errno == EAGAIN) return;
    if (length <= 0) {
      // Somebody has ended it: the next refill starts another one.
      epoll_ctl(poll_, EPOLL_CTL_DEL, socket_, nullptr);
      ::close(socket_);
      socket_ = -1;
      return;
    }
    asked_--;
    struct cmsghdr* head = CMSG_FIRSTHDR(&message);
    if (!head) {
      // None can be made, for lack of memory or by a limit: containers make their own, and fail as they do.
      wanted_ = 0;
      continue;
    }
    int network;
    memcpy(&network, CMSG_DATA(head), sizeof network);
    ready_.push_back(network);
  }
}

bool Networks::onReaped(pid_t pid) {
  if (pid != keeper_) return false;
  keeper_ = 0;
  return true;
}

void Networks::close() {
  wanted_ = 0;
  if (socket_ >= 0) {
    epoll_ctl(poll_, EPOLL_CTL_DEL, socket_, nullptr);
    ::close(socket_);
    socket_ = -1;
  }
  for (int network : ready_) ::close(network);
  ready_.clear();
}

}  // namespace brine
