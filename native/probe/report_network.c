#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <string.h>

#include "json.h"
#include "report.h"

/* IPv4 addresses with their prefix length; the netmask's ones are counted. */
static void addresses_of(const struct ifaddrs *all, const char *device) {
  json_open("addresses", '[');
  for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
    if (strcmp(one->ifa_name, device) != 0 || !one->ifa_addr || one->ifa_addr->sa_family != AF_INET)
      continue;
    char text[INET_ADDRSTRLEN];
    struct sockaddr_in *address = (struct sockaddr_in *)one->ifa_addr, *mask = (struct sockaddr_in *)one->ifa_netmask;
    json_open(NULL, '{');
    json_text("address", inet_ntop(AF_INET, &address->sin_addr, text, sizeof text));
    json_integer("prefixLength", mask ? __builtin_popcount(mask->sin_addr.s_addr) : 32);
    json_close('}');
  }
  json_close(']');
}

/* By netlink, not /sys, which shows the namespace of its mount; one AF_PACKET entry for each device (getifaddrs(3)). */
void report_network(void) {
  struct ifaddrs *all;
  if (getifaddrs(&all) < 0) {
    json_null("network");
    return;
  }
  json_open("network", '[');
  for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
    if (!one->ifa_addr || one->ifa_addr->sa_family != AF_PACKET)
      continue;
    json_open(NULL, '{');
    json_text("name", one->ifa_name);
    json_truth("up", one->ifa_flags & IFF_UP);
    addresses_of(all, one->ifa_name);
    json_close('}');
  }
  json_close(']');
  freeifaddrs(all);
}
