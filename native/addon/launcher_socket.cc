// Owns the socket to one launcher: sends requests with descriptors, and calls back for each reply from libuv's loop.
#include "launcher_socket.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <cstring>
#include <deque>
#include <vector>

#include "../launcher/protocol.h"
#include "launcher_process.h"
#include "system_error.h"

namespace brine {
namespace {

// A request that the socket had no room for. Its descriptors are copies: the caller may close its own meanwhile.
struct Waiting {
  std::vector<char> bytes;
  std::vector<int> descriptors;
};

int sendPacket(int socket, const struct iovec* parts, size_t partCount, const int* descriptors, size_t count) {
  alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * kMaxDescriptors)];
  struct msghdr message = {};
  message.msg_iov = const_cast<struct iovec*>(parts);
  message.msg_iovlen = partCount;
  if (count) {
    size_t bytes = count * sizeof(int);
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(bytes);
    struct cmsghdr* head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(bytes);
    memcpy(CMSG_DATA(head), descriptors, bytes);
  }
  ssize_t sent;
  do sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  while (sent < 0 && errno == EINTR);
  return sent < 0 ? errno : 0;
}

class LauncherSocket : public Napi::ObjectWrap<LauncherSocket> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "LauncherSocket",
                       {InstanceMethod<&LauncherSocket::send>("send"), InstanceMethod<&LauncherSocket::runDefined>("runDefined"),
                        InstanceMethod<&LauncherSocket::keepAlive>("keepAlive"), InstanceMethod<&LauncherSocket::close>("close"),
                        InstanceAccessor<&LauncherSocket::pid>("pid")});
  }

  explicit LauncherSocket(const Napi::CallbackInfo& info) : Napi::ObjectWrap<LauncherSocket>(info) {
    std::string path = info[0].As<Napi::String>();
    const char* call = "";
    if (int error = startLauncher(path.c_str(), &process_, &call)) throw systemError(info.Env(), error, call, path);
    onReply_ = Napi::Persistent(info[1].As<Napi::Function>());
    onClose_ = Napi::Persistent(info[2].As<Napi::Function>());
    uv_loop_t* loop = nullptr;
    napi_get_uv_event_loop(info.Env(), &loop);
    poll_ = new uv_poll_t;
    poll_->data = this;
    uv_poll_init(loop, poll_, process_.socket);
    watch();
    uv_unref(reinterpret_cast<uv_handle_t*>(poll_));
    napi_add_env_cleanup_hook(info.Env(), &LauncherSocket::onCleanup, this);
  }

  ~LauncherSocket() override {
    if (poll_) {
      napi_remove_env_cleanup_hook(Env(), &LauncherSocket::onCleanup, this);
      shut();
    }
  }

 private:
  // send(kind, id, flags, payload: Buffer | undefined, length, descriptors)
  Napi::Value send(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    if (!poll_) throw systemError(env, EPIPE, "sendmsg", "launcher");
    RequestHeader header = {info[0].As<Napi::Number>().Uint32Value(), info[1].As<Napi::Number>().Uint32Value(), info[2].As<Napi::Number>().Uint32Value(), 0};
    struct iovec parts[2] = {{&header, sizeof header}, {nullptr, 0}};
    int descriptors[kMaxDescriptors];
    int count = 0;
    if (info[5].IsArray()) {
      Napi::Array list = info[5].As<Napi::Array>();
      if (list.Length() >= kMaxDescriptors) throw systemError(env, EMFILE, "sendmsg", "launcher");
      for (uint32_t i = 0; i < list.Length(); i++) descriptors[count++] = list.Get(i).As<Napi::Number>().Int32Value();
    }
    int memory = -1;
    if (info[3].IsBuffer()) {
      Napi::Buffer<char> payload = info[3].As<Napi::Buffer<char>>();
      size_t length = info[4].As<Napi::Number>().Uint32Value();
      header.payloadBytes = static_cast<uint32_t>(length);
      if (length + sizeof header > kMaxPacket) {
        memory = memfd_create("brine-plan", MFD_CLOEXEC);
        if (memory < 0 || write(memory, payload.Data(), length) != static_cast<ssize_t>(length)) {
          int error = errno;
          if (memory >= 0) ::close(memory);
          throw systemError(env, error, "memfd_create");
        }
        header.flags |= kPayloadInMemory;
        descriptors[count++] = memory;
      } else {
        parts[1] = {payload.Data(), length};
      }
    }
    int error = sendOrKeep(parts, descriptors, count);
    if (memory >= 0) ::close(memory);
    if (error) throw systemError(env, error, "sendmsg", "launcher");
    // There will be replies to wait for.
    if (header.kind == kRun) await(1);
    return env.Undefined();
  }

  // runDefined(id, flags, template, text, stdin, stdout, stderr): what `send` could do, with nothing made for it in JavaScript.
  Napi::Value runDefined(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    if (!poll_) throw systemError(env, EPIPE, "sendmsg", "launcher");
    struct {
      uint32_t number;
      char id[NAME_MAX + 1];
    } order;
    order.number = info[2].As<Napi::Number>().Uint32Value();
    size_t length = 0;
    napi_get_value_string_latin1(env, info[3], order.id, sizeof order.id, &length);
    int descriptors[3];
    int count = 0;
    for (size_t i = 0; i < 3; i++) {
      int descriptor = info[4 + i].As<Napi::Number>().Int32Value();
      if (descriptor < 0) break;
      descriptors[count++] = descriptor;
    }
    uint32_t bytes = static_cast<uint32_t>(sizeof order.number + length);
    RequestHeader header = {kRunDefined, info[0].As<Napi::Number>().Uint32Value(), info[1].As<Napi::Number>().Uint32Value(), bytes};
    struct iovec parts[2] = {{&header, sizeof header}, {&order, bytes}};
    if (int error = sendOrKeep(parts, descriptors, count)) throw systemError(env, error, "sendmsg", "launcher");
    await(1);
    return env.Undefined();
  }

  // In order: nothing overtakes what waits already.
  int sendOrKeep(const struct iovec (&parts)[2], const int* descriptors, int count) {
    int error = waiting_.empty() ? sendPacket(process_.socket, parts, 2, descriptors, static_cast<size_t>(count)) : EAGAIN;
    return error == EAGAIN ? keep(parts, descriptors, count) : error;
  }

  int keep(const struct iovec (&parts)[2], const int* descriptors, int count) {
    Waiting request;
    for (const struct iovec& part : parts) {
      const char* bytes = static_cast<const char*>(part.iov_base);
      request.bytes.insert(request.bytes.end(), bytes, bytes + part.iov_len);
    }
    for (int i = 0; i < count; i++) {
      int copy = fcntl(descriptors[i], F_DUPFD_CLOEXEC, 3);
      if (copy < 0) {
        int error = errno;
        forget(request);
        return error;
      }
      request.descriptors.push_back(copy);
    }
    waiting_.push_back(std::move(request));
    watch();
    return 0;
  }

  static void forget(const Waiting& request) {
    for (int descriptor : request.descriptors) ::close(descriptor);
  }

  void sendWaiting() {
    while (!waiting_.empty()) {
      Waiting& request = waiting_.front();
      struct iovec part = {request.bytes.data(), request.bytes.size()};
      // Any other error is the launcher's end, which reading tells too.
      if (sendPacket(process_.socket, &part, 1, request.descriptors.data(), request.descriptors.size()) == EAGAIN) break;
      forget(request);
      waiting_.pop_front();
    }
    watch();
  }

  void watch() { uv_poll_start(poll_, UV_READABLE | (waiting_.empty() ? 0 : UV_WRITABLE), &LauncherSocket::onReady); }

  // keepAlive(boolean): something else than a run is awaited, or no more.
  Napi::Value keepAlive(const Napi::CallbackInfo& info) {
    if (poll_) await(info[0].As<Napi::Boolean>() ? 1 : -1);
    return info.Env().Undefined();
  }

  Napi::Value close(const Napi::CallbackInfo& info) {
    if (poll_) {
      napi_remove_env_cleanup_hook(info.Env(), &LauncherSocket::onCleanup, this);
      shut();
    }
    return info.Env().Undefined();
  }

  Napi::Value pid(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), process_.pid); }

  // The handle outlives this object by one turn of the loop.
  void shut() {
    for (const Waiting& request : waiting_) forget(request);
    waiting_.clear();
    uv_poll_stop(poll_);
    uv_close(reinterpret_cast<uv_handle_t*>(poll_), [](uv_handle_t* handle) { delete reinterpret_cast<uv_poll_t*>(handle); });
    poll_ = nullptr;
    ::close(process_.socket);
    reapLauncher(process_.pid);
  }

  static void onCleanup(void* data) {
    auto* self = static_cast<LauncherSocket*>(data);
    if (self->poll_) self->shut();
  }

  static void onReady(uv_poll_t* handle, int, int events) {
    auto* self = static_cast<LauncherSocket*>(handle->data);
    if (events & UV_WRITABLE) self->sendWaiting();
    Napi::HandleScope scope(self->Env());
    // A worker that is being terminated throws from every call into JavaScript: it must not abort the process.
    try {
      self->receive();
    } catch (const Napi::Error& error) {
      if (!error.IsEmpty()) napi_fatal_exception(self->Env(), error.Value());
    } catch (...) {
    }
  }

  void receive() {
    // Kept alive: a callback may close the socket.
    Napi::Object self = Value();
    while (poll_) {
      Reply reply;
      ssize_t length = recv(process_.socket, &reply, sizeof reply, MSG_DONTWAIT);
      if (length < 0 && errno == EINTR) continue;
      if (length < 0 && errno == EAGAIN) return;
      if (length != sizeof reply) return tellClosed(self);
      // Looking for more would cost what the next turn of the loop does for nothing.
      bool isOnly = reply.last && awaited_ == 1;
      tell(self, reply);
      if (isOnly) return;
    }
  }

  void tell(const Napi::Object& self, const Reply& reply) {
    Napi::Env env = Env();
    Napi::HandleScope scope(env);
    if (reply.last) await(-1);
    call(self, onReply_, {Napi::Number::New(env, reply.kind), Napi::Number::New(env, reply.id), Napi::Number::New(env, reply.a),
                          Napi::Number::New(env, reply.b), Napi::Number::New(env, static_cast<double>(reply.c)), Napi::Boolean::New(env, reply.last)});
  }

  void tellClosed(const Napi::Object& self) {
    napi_remove_env_cleanup_hook(Env(), &LauncherSocket::onCleanup, this);
    shut();
    call(self, onClose_, {});
  }

  // As a turn of the loop of its own, after which whoever awaits what was told goes on. Without an asynchronous context: nobody could tell
  // what one reply of a socket for all has to do with another, and looking after it costs a reply some microseconds.
  void call(const Napi::Object& self, const Napi::FunctionReference& function, std::initializer_list<napi_value> arguments) {
    Napi::Env env = Env();
    napi_status status = napi_make_callback(env, nullptr, self, function.Value(), arguments.size(), arguments.begin(), nullptr);
    if (status != napi_ok) throw Napi::Error::New(env);
  }

  // One more, or one less, to wait for: as long as there is one the event loop stays alive.
  void await(int change) {
    awaited_ += change;
    if (awaited_ == 0) uv_unref(reinterpret_cast<uv_handle_t*>(poll_));
    else if (awaited_ == change) uv_ref(reinterpret_cast<uv_handle_t*>(poll_));
  }

  LauncherProcess process_ = {};
  uv_poll_t* poll_ = nullptr;
  std::deque<Waiting> waiting_;
  int awaited_ = 0;
  Napi::FunctionReference onReply_;
  Napi::FunctionReference onClose_;
};

}  // namespace

Napi::Function launcherSocketClass(Napi::Env env) { return LauncherSocket::define(env); }

}  // namespace brine
