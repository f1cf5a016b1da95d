// The launcher: carries out launch plans that Node sends, is the parent of what they start, and reports how it ends.
// One socket (descriptor 3), one thread, no allocation in a child. It ends when the socket closes, unless it watches over a
// container that outlives Node: then it stays until it has recorded that container's end.
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "connection.h"
#include "launch.h"
#include "networks.h"
#include "templates.h"

namespace brine {
namespace {

constexpr int kSocket = 3;
// So many launches at a time leave behind what is worth being given back.
constexpr size_t kMany = 8;

class Launcher {
 public:
  Launcher(int poll, int signals, char* packet)
      : poll_(poll), signals_(signals), packet_(packet), connection_(kSocket, poll), networks_(poll) {
    connection_.watch(kSocket, &connection_);
    connection_.watch(signals_, this);
  }

  int run() {
    struct epoll_event events[32];
    while (connected_ || watches()) {
      int count = epoll_wait(poll_, events, 32, -1);
      if (count < 0 && errno != EINTR) return 1;
      bool reap = false;
      for (int i = 0; i < count; i++) {
        void* owner = events[i].data.ptr;
        if (owner == &connection_) onSocket(events[i].events);
        else if (owner == this) reap = true;
        else if (owner == &networks_) networks_.onReady();
        else static_cast<Launch*>(owner)->onReport();
      }
      // Last: it may end launches that the events above still point to.
      if (reap) onChildren();
      giveBack();
      // Nobody is kept waiting by it then, unless they are many.
      if (launches_.empty() || networks_.isLow()) networks_.refill();
    }
    return 0;
  }

 private:
  bool watches() const {
    for (const Launch* launch : launches_)
      if (launch->persistent() && launch->pid()) return true;
    return false;
  }

  void onSocket(uint32_t events) {
    if (events & EPOLLOUT) connection_.flush();
    while (connected_ && receive()) continue;
  }

  bool receive() {
    alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * kMaxDescriptors)];
    struct iovec part = {packet_, kMaxPacket};
    struct msghdr message = {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t length = recvmsg(kSocket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (length < 0) {
      if (errno == EAGAIN || errno == EINTR) return false;
      length = 0;
    }
    if (length == 0) {
      disconnect();
      return false;
    }
    int descriptors[kMaxDescriptors];
    int count = 0;
    for (struct cmsghdr* head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head)) {
      if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
      count = static_cast<int>((head->cmsg_len - CMSG_LEN(0)) / sizeof(int));
      memcpy(descriptors, CMSG_DATA(head), static_cast<size_t>(count) * sizeof(int));
    }
    handle(packet_, static_cast<size_t>(length), descriptors, count, message.msg_flags & MSG_CTRUNC);
    return true;
  }

  void handle(const char* packet, size_t length, int* descriptors, int count, bool truncated) {
    RequestHeader header;
    if (length < sizeof header) return;
    memcpy(&header, packet, sizeof header);
    if (header.kind == kProceed) {
      for (Launch* launch : launches_)
        if (launch->id() == header.id) launch->onProceed();
      return;
    }
    if (header.kind == kKeepNetworks) {
      networks_.keep(header.id);
      return;
    }
    if (header.kind == kForget) {
      templates_.forget(header.id);
      return;
    }
    const char* payload = packet + sizeof header;
    size_t bytes = length - sizeof header;
    void* memory = MAP_FAILED;
    // Without room for another descriptor the kernel drops those that came along (recvmsg(2), MSG_CTRUNC): half a plan must not run.
    if (truncated || ((header.flags & kPayloadInMemory) && count == 0)) {
      for (int i = 0; i < count; i++) close(descriptors[i]);
      // A template's number is none of a run's: what it stands for is told to who runs it.
      if (header.kind == kDefine) templates_.refuse(header.id, EMFILE);
      else connection_.conclude(kFailed, header.id, -1, EMFILE);
      return;
    }
    if (header.flags & kPayloadInMemory) {
      int fd = descriptors[--count];
      memory = mmap(nullptr, header.payloadBytes, PROT_READ, MAP_PRIVATE, fd, 0);
      close(fd);
      payload = static_cast<const char*>(memory);
      bytes = header.payloadBytes;
    }
    if (payload == MAP_FAILED) bytes = 0;
    if (header.kind == kDefine) {
      templates_.define(header.id, payload, bytes);
    } else {
      run(header, payload, bytes, descriptors, count);
    }
    if (memory != MAP_FAILED) munmap(memory, header.payloadBytes);
  }

  void run(const RequestHeader& header, const char* payload, size_t bytes, const int* descriptors, int count) {
    auto launch = std::make_unique<Launch>(connection_, networks_, header.id, header.flags);
    Plan& plan = launch->plan;
    for (int i = 0; i < count; i++) plan.slots[i] = descriptors[i];
    int error = EBADMSG;
    if (header.kind == kRunDefined) {
      plan.steps = templates_.find(payload, bytes, plan.id, &error);
    } else {
      auto steps = std::make_shared<Steps>();
      if (bytes && steps->decode(payload, bytes)) plan.steps = std::move(steps);
    }
    if (!plan.steps) {
      connection_.conclude(kFailed, header.id, -1, error);
      return;
    }
    auto steps = plan.steps;
    launches_.push_back(launch.release());
    launches_.back()->advance();
    if (header.kind == kRunDefined) templates_.limitKept(steps);
  }

  void disconnect() {
    connected_ = false;
    connection_.unwatch(kSocket);
    close(kSocket);
    networks_.close();
    for (Launch* launch : launches_) launch->onDisconnect();
  }

  void onChildren() {
    struct signalfd_siginfo info;
    while (read(signals_, &info, sizeof info) > 0) continue;
    if (std::none_of(launches_.begin(), launches_.end(), [](const Launch* each) { return each->handsOver(); })) {
      while (reap(-1)) continue;
      return;
    }
    // Each is looked at first: whether one is left to the subreaper above can be told when it has ended, and no sooner.
    while (pid_t pid = ended(P_ALL, 0)) {
      if (isLeft(pid)) return reapLaunches();
      reap(pid);
    }
  }

  // One that is left stays a zombie until this launcher has ended, and hides others from who asks for any: the others are reaped one by one.
  void reapLaunches() {
    for (Launch* each : launches_) {
      each->noticeSuccessor();
      if (each->pid() && !each->over() && ended(P_PID, static_cast<id_t>(each->pid())) && !each->handedOver()) reap(each->pid());
    }
  }

  bool isLeft(pid_t pid) {
    Launch* launch = launchOf(pid);
    return launch && launch->handedOver();
  }

  // A child that has ended and is still to be reaped; 0 when there is none.
  static pid_t ended(idtype_t which, id_t id) {
    siginfo_t info = {};
    return waitid(which, id, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ? 0 : info.si_pid;
  }

  // Whose child it is, while that has not been reaped.
  Launch* launchOf(pid_t pid) {
    Launch* launch = nullptr;
    for (Launch* each : launches_) {
      each->noticeSuccessor();
      if (each->pid() == pid && !each->over()) launch = each;
    }
    return launch;
  }

  // Reaps this child, or any of them (-1). False when none has ended.
  bool reap(pid_t which) {
    int status;
    struct rusage usage;
    pid_t pid = wait4(which, &status, WNOHANG, &usage);
    if (pid <= 0) return false;
    if (Launch* launch = launchOf(pid)) launch->onReaped(status, usage);
    else if (!networks_.onReaped(pid)) connection_.reply(kOrphan, static_cast<uint32_t>(pid), status);
    return true;
  }

  // Forgets what is over; and after many at once the memory goes back to the kernel: free(3) alone gives it back or keeps it, by what lies
  // at the end of the heap.
  void giveBack() {
    most_ = std::max(most_, launches_.size());
    forgetOver();
    if (!launches_.empty()) return;
    if (most_ >= kMany) malloc_trim(0);
    most_ = 0;
  }

  void forgetOver() {
    std::erase_if(launches_, [](Launch* launch) {
      if (!launch->over()) return false;
      delete launch;
      return true;
    });
  }

  int poll_;
  int signals_;
  char* packet_;
  Connection connection_;
  Networks networks_;
  bool connected_ = true;
  std::vector<Launch*> launches_;
  // The most since there were none.
  size_t most_ = 0;
  Templates templates_;
};

// The program must not be overwritten through /proc/<pid>/exe by a container that gets hold of it (CVE-2019-5736): Node starts it
// from a sealed memory file. Anything else is refused.
bool sealed() {
  int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  int seals = fd < 0 ? -1 : fcntl(fd, F_GET_SEALS);
  if (fd >= 0) close(fd);
  return seals >= 0 && (seals & F_SEAL_WRITE);
}

int start() {
  struct stat status;
  if (fstat(kSocket, &status) < 0 || !S_ISSOCK(status.st_mode) || !sealed()) {
    static const char text[] = "launcher: started by the addon only, from a sealed copy, with a socket as descriptor 3\n";
    (void)!write(2, text, sizeof text - 1);
    return 2;
  }
  syscall(SYS_close_range, kSocket + 1, ~0U, 0);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int i = 0; i < 3; i++) dup2(null, i);
  fcntl(kSocket, F_SETFD, FD_CLOEXEC);
  // Away from the terminal's process group: ctrl-C is Node's to answer.
  setsid();
  umask(0);
  if (chdir("/") < 0) return 1;
  prctl(PR_SET_NAME, "brine-launcher");
  // So that a request does not take the CPU from the Node that has just sent it and has other things to do (sched(7), SCHED_BATCH:
  // no preemption at wake-up). A child goes back to usual.
  struct sched_param usual = {};
  sched_setscheduler(0, SCHED_BATCH, &usual);
  // Containers' processes that lose their parent come here, also those of foreign runtimes.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_SETMASK, &children, nullptr);
  if (watchLauncher() || !Launch::prepare()) return 1;
  int signals = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
  int poll = epoll_create1(EPOLL_CLOEXEC);
  if (signals < 0 || poll < 0) return 1;
  // Not for children, so that no page of it has to be copied for one.
  void* packet = mmap(nullptr, kMaxPacket, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (packet == MAP_FAILED || madvise(packet, kMaxPacket, MADV_DONTFORK) < 0) return 1;
  return Launcher(poll, signals, static_cast<char*>(packet)).run();
}

}  // namespace
}  // namespace brine

int main() { return brine::start(); }
