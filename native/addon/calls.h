#pragma once
#include <napi.h>

namespace brine {

// The system calls that Node lacks, one function each.
void exportCalls(Napi::Env env, Napi::Object exports);

}  // namespace brine
