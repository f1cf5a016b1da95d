#include "calls.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <termios.h>
#include <unistd.h>

#include <cstring>

#include <cerrno>
#include <string>
#include <vector>

#include "system_error.h"

namespace brine {
namespace {

std::string text(const Napi::CallbackInfo& info, size_t index) { return info[index].As<Napi::String>(); }
int64_t integer(const Napi::CallbackInfo& info, size_t index) { return info[index].As<Napi::Number>().Int64Value(); }

Napi::Value mountCall(const Napi::CallbackInfo& info) {
  std::string source = text(info, 0), target = text(info, 1), type = text(info, 2), data;
  if (info[4].IsString()) data = text(info, 4);
  if (mount(source.c_str(), target.c_str(), type.c_str(), static_cast<unsigned long>(integer(info, 3)), data.empty() ? nullptr : data.c_str()) < 0)
    throw systemError(info.Env(), errno, "mount", target);
  return info.Env().Undefined();
}

Napi::Value umountCall(const Napi::CallbackInfo& info) {
  std::string target = text(info, 0);
  if (umount2(target.c_str(), static_cast<int>(integer(info, 1))) < 0) throw systemError(info.Env(), errno, "umount2", target);
  return info.Env().Undefined();
}

Napi::Value getxattrCall(const Napi::CallbackInfo& info) {
  std::string path = text(info, 0), name = text(info, 1);
  char value[4096];
  ssize_t length = lgetxattr(path.c_str(), name.c_str(), value, sizeof value);
  if (length >= 0) return Napi::Buffer<char>::Copy(info.Env(), value, static_cast<size_t>(length));
  if (errno == ENODATA) return info.Env().Undefined();
  throw systemError(info.Env(), errno, "lgetxattr", path);
}

Napi::Value listxattrCall(const Napi::CallbackInfo& info) {
  std::string path = text(info, 0);
  std::vector<char> names(65536);
  ssize_t length = llistxattr(path.c_str(), names.data(), names.size());
  if (length < 0) throw systemError(info.Env(), errno, "llistxattr", path);
  Napi::Array result = Napi::Array::New(info.Env());
  for (ssize_t at = 0; at < length;) {
    std::string name = names.data() + at;
    result.Set(result.Length(), name);
    at += static_cast<ssize_t>(name.size()) + 1;
  }
  return result;
}

Napi::Value pidfdOpenCall(const Napi::CallbackInfo& info) {
  long fd = syscall(SYS_pidfd_open, integer(info, 0), 0);
  if (fd < 0) throw systemError(info.Env(), errno, "pidfd_open");
  return Napi::Number::New(info.Env(), static_cast<double>(fd));
}

Napi::Value pidfdSendSignalCall(const Napi::CallbackInfo& info) {
  if (syscall(SYS_pidfd_send_signal, integer(info, 0), integer(info, 1), nullptr, 0) < 0)
    throw systemError(info.Env(), errno, "pidfd_send_signal");
  return info.Env().Undefined();
}

// False when another open file description holds it.
Napi::Value flockCall(const Napi::CallbackInfo& info) {
  bool exclusive = info[1].As<Napi::Boolean>();
  if (flock(static_cast<int>(integer(info, 0)), (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return Napi::Boolean::New(info.Env(), true);
  if (errno == EWOULDBLOCK) return Napi::Boolean::New(info.Env(), false);
  throw systemError(info.Env(), errno, "flock");
}

// Both ends close on exec; the reading end does not block, for libuv.
Napi::Value pipeCall(const Napi::CallbackInfo& info) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) throw systemError(info.Env(), errno, "pipe2");
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  Napi::Array result = Napi::Array::New(info.Env(), 2);
  result.Set(0U, ends[0]);
  result.Set(1U, ends[1]);
  return result;
}

// Connected stream sockets; both ends close on exec.
Napi::Value socketPairCall(const Napi::CallbackInfo& info) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) throw systemError(info.Env(), errno, "socketpair");
  Napi::Array result = Napi::Array::New(info.Env(), 2);
  result.Set(0U, ends[0]);
  result.Set(1U, ends[1]);
  return result;
}

Napi::Value setTerminalSizeCall(const Napi::CallbackInfo& info) {
  struct winsize size = {};
  size.ws_row = static_cast<unsigned short>(integer(info, 1));
  size.ws_col = static_cast<unsigned short>(integer(info, 2));
  if (ioctl(static_cast<int>(integer(info, 0)), TIOCSWINSZ, &size) < 0) throw systemError(info.Env(), errno, "ioctl");
  return info.Env().Undefined();
}

// For descriptors that Node's fs module did not open: in a worker thread it warns of every such one that it closes.
Napi::Value closeCall(const Napi::CallbackInfo& info) {
  if (close(static_cast<int>(integer(info, 0))) < 0) throw systemError(info.Env(), errno, "close");
  return info.Env().Undefined();
}

// fileEquals(path, content): whether the file can be read and holds just that. Nothing is allocated, no error made.
Napi::Value fileEqualsCall(const Napi::CallbackInfo& info) {
  std::string path = text(info, 0);
  Napi::Buffer<char> content = info[1].As<Napi::Buffer<char>>();
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  bool same = fd >= 0;
  size_t compared = 0;
  while (same) {
    char part[16384];
    ssize_t got = read(fd, part, sizeof part);
    if (got == 0) break;
    same = got > 0 && compared + static_cast<size_t>(got) <= content.Length() && memcmp(part, content.Data() + compared, static_cast<size_t>(got)) == 0;
    if (same) compared += static_cast<size_t>(got);
  }
  if (fd >= 0) close(fd);
  return Napi::Boolean::New(info.Env(), same && compared == content.Length());
}

}  // namespace

void exportCalls(Napi::Env env, Napi::Object exports) {
  exports.Set("mount", Napi::Function::New<mountCall>(env, "mount"));
  exports.Set("umount", Napi::Function::New<umountCall>(env, "umount"));
  exports.Set("getxattr", Napi::Function::New<getxattrCall>(env, "getxattr"));
  exports.Set("listxattr", Napi::Function::New<listxattrCall>(env, "listxattr"));
  exports.Set("pidfdOpen", Napi::Function::New<pidfdOpenCall>(env, "pidfdOpen"));
  exports.Set("pidfdSendSignal", Napi::Function::New<pidfdSendSignalCall>(env, "pidfdSendSignal"));
  exports.Set("flock", Napi::Function::New<flockCall>(env, "flock"));
  exports.Set("pipe", Napi::Function::New<pipeCall>(env, "pipe"));
  exports.Set("socketPair", Napi::Function::New<socketPairCall>(env, "socketPair"));
  exports.Set("setTerminalSize", Napi::Function::New<setTerminalSizeCall>(env, "setTerminalSize"));
  exports.Set("fileEquals", Napi::Function::New<fileEqualsCall>(env, "fileEquals"));
  exports.Set("close", Napi::Function::New<closeCall>(env, "close"));
}

}  // namespace brine
