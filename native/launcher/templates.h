// The plans that Node has defined once, to be run for many containers that differ by their id.
#pragma once
#include <limits.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "plan.h"

namespace brine {

class Templates {
 public:
  // From now on the number stands for this template (protocol.h, kDefine); for none when the bytes are none.
  void define(uint32_t number, const char* payload, size_t bytes);
  // It could not be received: who runs it is told so.
  void refuse(uint32_t number, int error) { refused_[number] = error; }
  void forget(uint32_t number);
  // The steps that a request to run asks for (kRunDefined), and the id to put in; nullptr, and why, when there is no such template, or the id is none for it.
  std::shared_ptr<const Steps> find(const char* payload, size_t bytes, char (&id)[NAME_MAX + 1], int* error) const;
  // Of those that keep descriptors only the ones used last go on to: what is kept open holds on to control groups and processes that may have
  // gone. To be told of each that has been run.
  void limitKept(const std::shared_ptr<const Steps>& used);

 private:
  std::unordered_map<uint32_t, std::shared_ptr<const Steps>> templates_;
  std::unordered_map<uint32_t, int> refused_;
  // Those that keep descriptors, the one used last behind.
  std::vector<std::weak_ptr<const Steps>> keeping_;
};

}  // namespace brine
