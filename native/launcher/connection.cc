#include "connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstddef>

namespace brine {

void Connection::send(const Reply& message) {
  if (kept_.empty()) {
    if (::send(socket_, &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) return;
    if (errno != EAGAIN && errno != EINTR) return;  // Node has gone; its end of the socket tells so too
    wantWritable(true);
  }
  kept_.push_back(message);
}

void Connection::flush() {
  size_t sent = 0;
  while (sent < kept_.size() && ::send(socket_, &kept_[sent], sizeof(Reply), MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) sent++;
  kept_.erase(kept_.begin(), kept_.begin() + static_cast<ptrdiff_t>(sent));
  if (kept_.empty()) wantWritable(false);
}

void Connection::wantWritable(bool wanted) {
  struct epoll_event event = {};
  event.events = EPOLLIN | (wanted ? EPOLLOUT : 0U);
  event.data.ptr = this;
  epoll_ctl(poll_, EPOLL_CTL_MOD, socket_, &event);
}

void Connection::watch(int fd, void* owner) {
  struct epoll_event event = {};
  event.events = EPOLLIN;
  event.data.ptr = owner;
  epoll_ctl(poll_, EPOLL_CTL_ADD, fd, &event);
}

void Connection::unwatch(int fd) { epoll_ctl(poll_, EPOLL_CTL_DEL, fd, nullptr); }

}  // namespace brine
