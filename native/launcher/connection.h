#pragma once
#include <vector>

#include "protocol.h"

namespace brine {

// The socket to Node. Replies that do not fit are kept, so that the two never wait for each other.
class Connection {
 public:
  Connection(int socket, int poll) : socket_(socket), poll_(poll) {}
  void reply(ReplyKind kind, uint32_t id, int32_t a = 0, int32_t b = 0, int64_t c = 0) { send({kind, false, id, a, b, c}); }
  // The same, when there is nothing more to tell of that run.
  void conclude(ReplyKind kind, uint32_t id, int32_t a = 0, int32_t b = 0, int64_t c = 0) { send({kind, true, id, a, b, c}); }
  // Sends what was kept.
  void flush();
  void watch(int fd, void* owner);
  void unwatch(int fd);
  int socket() const { return socket_; }

 private:
  void send(const Reply& message);
  void wantWritable(bool wanted);
  int socket_;
  int poll_;
  std::vector<Reply> kept_;
};

}  // namespace brine
