// A seccomp filter some of whose calls another process answers (seccomp_unotify(2)).
#pragma once
#include <cstdint>

#include "mark.h"
#include "plan.h"

namespace brine {

// Loads the filter of the step, and sends its listener with the state of the process (config-linux.md, "The Container Process State").
// Carries out the meeting points right behind it, too: `at` is the last step that is done then. Returns 0 or the errno of the step.
int loadWithListener(Plan& plan, const Step& step, int report, Mark& mark, int32_t pid, uint32_t* at);

}  // namespace brine
