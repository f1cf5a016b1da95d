#pragma once
#include <napi.h>

namespace brine {

// The JavaScript class LauncherSocket(path, memory, onReply(), onClose()); the memory is an exchange (native/exchange.ts).
Napi::Function launcherSocketClass(Napi::Env env);

}  // namespace brine
