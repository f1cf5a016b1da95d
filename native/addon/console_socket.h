#pragma once
#include <napi.h>

namespace brine {

// What it takes to be handed a terminal (runc's terminals.md): a socket that listens, and a descriptor out of a message.
void exportConsoleSocket(Napi::Env env, Napi::Object exports);

}  // namespace brine
