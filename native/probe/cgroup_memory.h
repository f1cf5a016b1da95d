#pragma once
#include <stdint.h>

/*
 * The memory limit of this process's own control group, bytes: memory.limit_in_bytes (v1) or memory.max (v2), at most
 * the memory that /proc/meminfo reports. 0 when the group's file cannot be found, as without a mount of the hierarchy.
 */
uint64_t memory_limit(void);
