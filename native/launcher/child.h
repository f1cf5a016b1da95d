#pragma once
#include "mark.h"
#include "plan.h"

namespace brine {

// The life of the child, from clone to its program: runs the plan's child steps, reports on `report`, and sets the mark right before it
// becomes its program. Never returns.
[[noreturn]] void runChild(Plan& plan, int report, Mark& mark);

}  // namespace brine
