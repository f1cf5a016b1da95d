#include "console_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "system_error.h"

namespace brine {
namespace {

bool isNotYet(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

Napi::Value numberOf(Napi::Env env, int fd) { return Napi::Number::New(env, static_cast<double>(fd)); }

// listenLocal(path): a stream socket that listens at the path (unix(7)) and never blocks.
Napi::Value listenLocal(const Napi::CallbackInfo& info) {
  std::string path = info[0].As<Napi::String>();
  struct sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw systemError(info.Env(), ENAMETOOLONG, "bind", path);
  memcpy(address.sun_path, path.data(), path.size());
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) throw systemError(info.Env(), errno, "socket");
  const char* call = "bind";
  int result = bind(fd, reinterpret_cast<struct sockaddr*>(&address), sizeof address);
  if (result == 0) {
    call = "listen";
    result = listen(fd, 1);
  }
  if (result == 0) return numberOf(info.Env(), fd);
  int error = errno;
  close(fd);
  throw systemError(info.Env(), error, call, path);
}

// acceptLocal(listener): a connection, which never blocks; undefined while nobody has connected.
Napi::Value acceptLocal(const Napi::CallbackInfo& info) {
  int fd = accept4(info[0].As<Napi::Number>().Int32Value(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd >= 0) return numberOf(info.Env(), fd);
  if (isNotYet(errno)) return info.Env().Undefined();
  throw systemError(info.Env(), errno, "accept4");
}

// receiveDescriptor(connection): the descriptor that the next message carries (SCM_RIGHTS); undefined while none has come, or ever will.
Napi::Value receiveDescriptor(const Napi::CallbackInfo& info) {
  char text[4096];
  alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  struct iovec part = {text, sizeof text};
  struct msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (recvmsg(info[0].As<Napi::Number>().Int32Value(), &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) < 0) {
    if (isNotYet(errno)) return info.Env().Undefined();
    throw systemError(info.Env(), errno, "recvmsg");
  }
  struct cmsghdr* head = CMSG_FIRSTHDR(&message);
  if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) return info.Env().Undefined();
  int fd;
  memcpy(&fd, CMSG_DATA(head), sizeof fd);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return numberOf(info.Env(), fd);
}

}  // namespace

void exportConsoleSocket(Napi::Env env, Napi::Object exports) {
  exports.Set("listenLocal", Napi::Function::New<listenLocal>(env, "listenLocal"));
  exports.Set("acceptLocal", Napi::Function::New<acceptLocal>(env, "acceptLocal"));
  exports.Set("receiveDescriptor", Napi::Function::New<receiveDescriptor>(env, "receiveDescriptor"));
}

}  // namespace brine
