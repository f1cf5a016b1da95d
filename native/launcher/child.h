#pragma once
#include "mark.h"
#include "plan.h"

namespace brine {

// The life of the child, from clone to its program: runs the plan's child steps. At meeting points it reports on `report`, which is -1
// where there are none; what failed, and that it becomes its program, it tells by the mark. Never returns.
[[noreturn]] void runChild(Plan& plan, int report, Mark& mark);

}  // namespace brine
