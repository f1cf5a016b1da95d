#pragma once
#include <sys/types.h>

#include <cstdint>

namespace brine {

// Clock ticks since boot, field 22 of /proc/<pid>/stat (proc(5)); with the PID it names a process for good. 0 when there is none.
int64_t startTimeOf(pid_t pid);

}  // namespace brine
