#pragma once
#include "plan.h"

namespace brine {

// The life of the child, from clone to its program: runs the plan's child steps and reports on `report`. Never returns.
[[noreturn]] void runChild(Plan& plan, int report);

}  // namespace brine
