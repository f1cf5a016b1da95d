// The child's side of its report socket (protocol.h).
#pragma once
#include <cstdint>

#include "protocol.h"

namespace brine {

void tell(int report, ReportKind kind, uint32_t step);

// Waits for the launcher at a meeting point. Returns the own PID, as the launcher's PID namespace has it, or 0 when the launcher has gone.
int32_t meet(int report, uint32_t step);

}  // namespace brine
