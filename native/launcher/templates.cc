#include "templates.h"

#include <cerrno>
#include <cstring>

namespace brine {
namespace {

constexpr size_t kMostKeeping = 16;

std::shared_ptr<const Steps> decode(const char* payload, size_t bytes) {
  TemplateHeader header;
  if (bytes < sizeof header) return nullptr;
  memcpy(&header, payload, sizeof header);
  payload += sizeof header;
  bytes -= sizeof header;
  if (bytes / sizeof(uint32_t) < header.places) return nullptr;
  std::vector<uint32_t> places(header.places);
  if (header.places) memcpy(places.data(), payload, header.places * sizeof(uint32_t));
  payload += header.places * sizeof(uint32_t);
  bytes -= header.places * sizeof(uint32_t);
  auto steps = std::make_shared<Steps>();
  return steps->decodeTemplate(payload, bytes, places.data(), places.size(), header.idLength) ? steps : nullptr;
}

}  // namespace

void Templates::define(uint32_t number, const char* payload, size_t bytes) {
  if (auto steps = decode(payload, bytes)) templates_[number] = std::move(steps);
}

void Templates::forget(uint32_t number) {
  templates_.erase(number);
  refused_.erase(number);
}

std::shared_ptr<const Steps> Templates::find(const char* payload, size_t bytes, char (&id)[NAME_MAX + 1], int* error) const {
  *error = EBADMSG;
  uint32_t number;
  if (bytes < sizeof number || bytes - sizeof number > NAME_MAX) return nullptr;
  memcpy(&number, payload, sizeof number);
  if (auto refused = refused_.find(number); refused != refused_.end()) *error = refused->second;
  size_t length = bytes - sizeof number;
  auto found = templates_.find(number);
  if (found == templates_.end() || found->second->idLength() != length) return nullptr;
  memcpy(id, payload + sizeof number, length);
  return found->second;
}

void Templates::limitKept(const std::shared_ptr<const Steps>& used) {
  if (!used->keepsAny()) return;
  std::erase_if(keeping_, [&](const auto& each) { return each.expired() || each.lock() == used; });
  keeping_.push_back(used);
  size_t tooMany = keeping_.size() > kMostKeeping ? keeping_.size() - kMostKeeping : 0;
  // After many at once, of which none could be closed, there may be more than one.
  std::erase_if(keeping_, [&](const auto& each) {
    auto steps = each.lock();
    // One that is being carried out may still need what it keeps: then there is more than the table's and this one.
    if (!tooMany || steps.use_count() > 2) return false;
    tooMany--;
    steps->closeKept();
    return true;
  });
}

}  // namespace brine
