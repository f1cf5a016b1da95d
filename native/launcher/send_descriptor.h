#pragma once
#include <sys/socket.h>

#include <cstddef>

namespace brine {

// sendmsg(2), with a descriptor along with the first byte (unix(7), SCM_RIGHTS) unless it is null. No SIGPIPE comes of it.
ssize_t sendWithDescriptor(int socket, struct iovec* parts, size_t count, const int* descriptor);

}  // namespace brine
