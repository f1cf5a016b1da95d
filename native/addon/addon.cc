#include <napi.h>

#include "calls.h"
#include "console_socket.h"
#include "launcher_socket.h"

static Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  brine::exportCalls(env, exports);
  brine::exportConsoleSocket(env, exports);
  exports.Set("LauncherSocket", brine::launcherSocketClass(env));
  return exports;
}

NODE_API_MODULE(brine, initialize)
