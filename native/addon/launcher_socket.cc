// Owns the socket to one launcher: sends requests with descriptors, and calls back for each reply from libuv's loop.
#include "launcher_socket.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
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

// Memory of Node's in which the two tell each other what is told most (native/exchange.ts has the same order): an argument to look at, or a
// value to make, is a call into Node each.
struct Exchange {
  // A request.
  uint32_t id;
  uint32_t flags;
  uint32_t number;  // of the template
  int32_t streams[3];
  uint32_t textBytes;
  // The last reply.
  int32_t kind;
  int32_t isLast;
  uint32_t of;
  int32_t a;
  int32_t b;
  int64_t c;
  // Of the request: the id that goes into the template.
  char text[NAME_MAX + 1];
};
static_assert(offsetof(Exchange, text) == 14 * sizeof(uint32_t));

class LauncherSocket : public Napi::ObjectWrap<LauncherSocket> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "LauncherSocket",
                       {InstanceMethod<&LauncherSocket::send>("send"), InstanceMethod<&LauncherSocket::keepAlive>("keepAlive"),
                        InstanceMethod<&LauncherSocket::close>("close"), InstanceAccessor<&LauncherSocket::pid>("pid")});
  }

  explicit LauncherSocket(const Napi::CallbackInfo& info) : Napi::ObjectWrap<LauncherSocket>(info) {
    Napi::ArrayBuffer memory = info[1].As<Napi::ArrayBuffer>();
    if (memory.ByteLength() < sizeof(Exchange)) throw systemError(info.Env(), EINVAL, "LauncherSocket", "memory");
    std::string path = info[0].As<Napi::String>();
    const char* call = "";
    if (int error = startLauncher(path.c_str(), &process_, &call)) throw systemError(info.Env(), error, call, path);
    memory_ = Napi::Persistent(memory);
    exchange_ = static_cast<Exchange*>(memory.Data());
    onReply_ = Napi::Persistent(info[2].As<Napi::Function>());
    onClose_ = Napi::Persistent(info[3].As<Napi::Function>());
    defineRunOrdered(info.Env());
    uv_loop_t* loop = nullptr;
    napi_get_uv_event_loop(info.Env(), &loop);
    poll_ = new uv_poll_t;
    poll_->data = this;
    uv_poll_init(loop, poll_, process_.socket);
    watch();
    uv_unref(reinterpret_cast<uv_handle_t*>(poll_));
    napi_add_env_cleanup_hook(info.Env(), &LauncherSocket::onCleanup, this);
    // As long as it is open the loop calls it.
    Ref();
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

  // A function that knows its socket: finding it by the object that a method is called on takes Node longer than the rest of such a call.
  void defineRunOrdered(Napi::Env env) {
    Napi::Function function = Napi::Function::New<&LauncherSocket::runOrdered>(env, "runOrdered", this);
    // It must not outlive the socket.
    function.Set("socket", Value());
    Value().Set("runOrdered", function);
  }

  // runOrdered(): what `send` could do, told by the exchange.
  static void runOrdered(const Napi::CallbackInfo& info) { static_cast<LauncherSocket*>(info.Data())->runOrdered(info.Env()); }

  void runOrdered(Napi::Env env) {
    if (!poll_) throw systemError(env, EPIPE, "sendmsg", "launcher");
    const Exchange& order = *exchange_;
    size_t length = std::min<size_t>(order.textBytes, NAME_MAX);
    int count = 0;
    while (count < 3 && order.streams[count] >= 0) count++;
    struct {
      RequestHeader header;
      uint32_t number;
      char text[NAME_MAX];
    } request = {{kRunDefined, order.id, order.flags, static_cast<uint32_t>(sizeof request.number + length)}, order.number, {}};
    memcpy(request.text, order.text, length);
    struct iovec parts[2] = {{&request, offsetof(decltype(request), text) + length}, {nullptr, 0}};
    if (int error = sendOrKeep(parts, order.streams, count)) throw systemError(env, error, "sendmsg", "launcher");
    await(1);
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
    if (poll_) letGo();
    return info.Env().Undefined();
  }

  Napi::Value pid(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), process_.pid); }

  // Nothing holds it any more but who asked for it: what is called back holds the launcher, which holds this.
  void letGo() {
    napi_remove_env_cleanup_hook(Env(), &LauncherSocket::onCleanup, this);
    shut();
    onReply_.Reset();
    onClose_.Reset();
    Unref();
  }

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
    // A callback may close the socket; the object itself goes in a later turn of the loop only.
    while (poll_) {
      Reply reply;
      ssize_t length = recv(process_.socket, &reply, sizeof reply, MSG_DONTWAIT);
      if (length < 0 && errno == EINTR) continue;
      if (length < 0 && errno == EAGAIN) return;
      if (length != sizeof reply) return tellClosed();
      // Looking for more would cost what the next turn of the loop does for nothing.
      bool isOnly = reply.last && awaited_ == 1;
      tell(reply);
      if (isOnly) return;
    }
  }

  void tell(const Reply& reply) {
    exchange_->kind = reply.kind;
    exchange_->isLast = reply.last;
    exchange_->of = reply.id;
    exchange_->a = reply.a;
    exchange_->b = reply.b;
    exchange_->c = reply.c;
    if (reply.last) await(-1);
    call(onReply_.Value());
  }

  void tellClosed() {
    Napi::Function onClose = onClose_.Value();
    letGo();
    call(onClose);
  }

  // As a turn of the loop of its own, after which whoever awaits what was told goes on. Without an asynchronous context: nobody could tell
  // what one reply of a socket for all has to do with another, and looking after it costs a reply some microseconds.
  void call(const Napi::Function& function) {
    Napi::Env env = Env();
    napi_status status = napi_make_callback(env, nullptr, function, function, 0, nullptr, nullptr);
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
  Exchange* exchange_ = nullptr;
  Napi::Reference<Napi::ArrayBuffer> memory_;
  Napi::FunctionReference onReply_;
  Napi::FunctionReference onClose_;
};

}  // namespace

Napi::Function launcherSocketClass(Napi::Env env) { return LauncherSocket::define(env); }

}  // namespace brine
