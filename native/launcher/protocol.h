// What goes over the socket between Node and the launcher, and between the launcher and its children.
#pragma once
#include <cstdint>

namespace brine {

// Node to launcher. `payload` follows, or lies in a memory file passed as the last descriptor.
struct RequestHeader {
  uint32_t kind;
  uint32_t id;
  uint32_t flags;
  uint32_t payloadBytes;
};
enum RequestKind : uint32_t {
  kRun = 1,      // a plan
  kProceed = 2,  // a run that waits at a meeting point
  kDefine = 3,   // a template, under a number in place of a run's: TemplateHeader, places, plan
  kForget = 4,   // the template of this number
  kRunDefined = 5,  // a template's number (u32), and the id to put in
  kKeepNetworks = 6,  // so many network namespaces, in place of a run's number, are to be ready
};

// Before the places (u32 each: offsets into the plan's bytes) and the plan itself.
struct TemplateHeader {
  uint32_t idLength;
  uint32_t places;
};
enum RequestFlags : uint32_t {
  kPayloadInMemory = 1,
  // The process outlives the socket: the launcher stays until it has recorded its end.
  kPersistent = 2,
  // Node is told of failure and of the end alone: each reply wakes it up.
  kBrief = 4,
  kHandOver = 8,  // once it has become its program the child is whoever's it is after the launcher: it is not reaped
};

// Launcher to Node.
struct Reply {
  uint16_t kind;
  uint16_t last;  // nothing more will be told of the run
  uint32_t id;    // of the request; of an orphan its PID
  int32_t a;      // forked: PID; reached, failed: step; exited, orphan: wait status
  int32_t b;      // failed: errno
  int64_t c;      // forked: start time in clock ticks; exited: CPU time in µs
};
enum ReplyKind : uint16_t {
  kForked = 1,
  kReached = 2,
  kFailed = 3,
  kStarted = 4,
  kExited = 5,
  kDone = 6,
  kOrphan = 7,
};

// Child to launcher, on a socket of its own that closes when the program takes over. What failed, and who takes over, its mark tells.
struct Report {
  uint8_t kind;
  int32_t step;
};
enum ReportKind : uint8_t { kSyncReached = 'S', kForkedOn = 'P' };

constexpr unsigned kMaxPacket = 96 * 1024;
constexpr int kMaxSlots = 256;
constexpr int kMaxDescriptors = 253;  // SCM_MAX_FD (unix(7))

}  // namespace brine
