#include "system_error.h"

#include <uv.h>

namespace brine {

Napi::Error systemError(Napi::Env env, int error, const char* syscall, const std::string& path) {
  std::string code = uv_err_name(-error);
  std::string message = code + ": " + uv_strerror(-error) + ", " + syscall;
  if (!path.empty()) message += " '" + path + "'";
  Napi::Error result = Napi::Error::New(env, message);
  result.Set("code", code);
  result.Set("errno", static_cast<double>(-error));
  result.Set("syscall", syscall);
  if (!path.empty()) result.Set("path", path);
  return result;
}

}  // namespace brine
