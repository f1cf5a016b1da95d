#include "report.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace brine {

void tell(int report, ReportKind kind, uint32_t step) {
  Report message = {kind, static_cast<int32_t>(step)};
  while (send(report, &message, sizeof message, MSG_NOSIGNAL) < 0 && errno == EINTR) continue;
}

int32_t meet(int report, uint32_t step) {
  tell(report, kSyncReached, step);
  int32_t pid;
  ssize_t got;
  do got = recv(report, &pid, sizeof pid, 0);
  while (got < 0 && errno == EINTR);
  return got == sizeof pid ? pid : 0;
}

}  // namespace brine
