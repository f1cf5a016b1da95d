#pragma once
#include <sys/types.h>

#include <cstdint>

namespace brine {

// Clock ticks since boot, field 22 of /proc/<pid>/stat (proc(5)); with the PID it names a process for good. 0 when there is none.
int64_t startTimeOf(pid_t pid);

// The same of a process that is made between two moments, where they lie in one tick, as a clone of 100 µs in ticks of 10 ms mostly does:
// it spares three system calls and what /proc makes for them. To be asked before it is made, with 0, and afterwards, with what
// was told before; 0 then when it has to be read.
int64_t startTimeBetween(int64_t before);

}  // namespace brine
