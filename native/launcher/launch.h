// One plan being carried out: the launcher's half of it, and what it knows of the child.
#pragma once
#include <limits.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "mark.h"
#include "plan.h"

namespace brine {

class Connection;
class Networks;

class Launch {
 public:
  Launch(Connection& connection, Networks& networks, uint32_t id, uint32_t flags)
      : connection_(connection), networks_(networks), id_(id), flags_(flags) {}
  ~Launch();
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;

  // Opens what launches will need when there may be no descriptor left. To be called once, before the first; false when it cannot.
  static bool prepare();

  Plan plan;

  // Runs the launcher's steps up to the next meeting point, or the end.
  void advance();
  // Reads what the child reports.
  void onReport();
  // Node lets the child go on from the meeting point it stands at.
  void onProceed();
  // Another process may go on in the place of its child.
  void noticeSuccessor();
  // Its child has ended and been reaped.
  void onReaped(int status, const struct rusage& usage);
  // Node has gone: a child that waits for it, now or later on, is let down.
  void onDisconnect();

  uint32_t id() const { return id_; }
  pid_t pid() const { return pid_; }
  int report() const { return report_; }
  // Once it has become its program, its end is for another to learn of.
  bool handsOver() const { return flags_ & kHandOver; }
  // To be asked when it has ended: whether it had become its program.
  bool handedOver() const { return handsOver() && mark_.isExecuting() && !mark_.error() && !failed_; }
  bool persistent() const { return flags_ & kPersistent; }
  // Nothing more will happen to it.
  bool over() const { return over_; }

 private:
  int cloneChild(const Step& step);
  void onExit(int status, const struct rusage& usage);
  void leaveJoined();
  int64_t startTime();
  void tellForked();
  int launcherStep(size_t index);
  int keptStep(size_t index);
  int prepareExitRecord(const char* path);
  void fail(int32_t step, int error);
  void tellFailure(int32_t step, int error);
  bool brief() const { return flags_ & kBrief; }
  int finish();
  void releaseIfMet();
  void closeReport();
  bool hasToMeet() const;
  void noticeFailure();

  Connection& connection_;
  Networks& networks_;
  uint32_t id_;
  uint32_t flags_;
  pid_t pid_ = 0;
  int64_t startTime_ = 0;  // once known
  int report_ = -1;
  uint32_t next_ = 0;          // the launcher's place in the plan
  int64_t childAt_ = -1;       // meeting point where the child stands
  bool hostProceeds_ = false;  // Node has let it go on from there
  bool abandoned_ = false;     // by Node
  bool failed_ = false;
  bool reaped_ = false;   // its PID may be another's
  bool over_ = false;
  bool joined_ = false;  // the launcher itself entered namespaces for the clone
  int exitDirectory_ = -1;
  char exitRecord_[NAME_MAX + 1];  // in that directory
  Mark mark_;                      // the child's
};

}  // namespace brine
