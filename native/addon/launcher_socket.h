#pragma once
#include <napi.h>

namespace brine {

// The JavaScript class LauncherSocket(path, onReply(kind, id, a, b, c), onClose()).
Napi::Function launcherSocketClass(Napi::Env env);

}  // namespace brine
