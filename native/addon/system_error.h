#pragma once
#include <napi.h>

#include <string>

namespace brine {

// An Error as Node's own modules throw it: code, errno, syscall and path, where there is one.
Napi::Error systemError(Napi::Env env, int error, const char* syscall, const std::string& path = "");

}  // namespace brine
