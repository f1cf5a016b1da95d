/** `linux.resources` (runtime-spec config-linux.md, "Control groups"). */
import {
  amount,
  boolean,
  int64,
  integer,
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  text,
  textLike,
  uint32,
  uint64,
  type Shape,
} from "./shapes.ts";

const deviceRule = object(
  { allow: boolean },
  { type: oneOf(["a", "b", "c", "u", "p"]), major: int64, minor: int64, access: textLike("^[rwm]+$", "must be made of r, w and m") },
);

const cpu = object(
  {},
  {
    shares: uint64,
    quota: amount,
    burst: uint64,
    period: uint64,
    realtimeRuntime: amount,
    realtimePeriod: uint64,
    cpus: text,
    mems: text,
    idle: integer(0, 1),
  },
);

const memory = object(
  {},
  {
    limit: amount,
    reservation: amount,
    swap: amount,
    kernel: amount,
    kernelTCP: amount,
    // -1 is what runc's clients write for none.
    swappiness: integer(-1, 100),
    disableOOMKiller: boolean,
    useHierarchy: boolean,
    checkBeforeUpdate: boolean,
  },
);

/** The bounds are blkio's own (kernel Documentation/block/bfq-iosched.rst); clients write 0 for none. */
const weight: Shape = {
  ...integer(0, 1000, "must be an integer from 10 to 1000, or 0 for none"),
  not: { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 10 },
};

const deviceNumber = integer(0, 2 ** 32 - 1);
const throttles = listOf(object({ major: deviceNumber, minor: deviceNumber, rate: uint64 }));

const blockIO = object(
  {},
  {
    weight,
    leafWeight: weight,
    weightDevice: listOf(object({ major: deviceNumber, minor: deviceNumber }, { weight, leafWeight: weight })),
    throttleReadBpsDevice: throttles,
    throttleWriteBpsDevice: throttles,
    throttleReadIOPSDevice: throttles,
    throttleWriteIOPSDevice: throttles,
  },
);

const interfaceName = textLike(String.raw`^[^\s/\0]+$`, "must be the name of a network interface");

const hugepageLimit = object({
  pageSize: textLike("^[1-9][0-9]*[KMG]B$", "must be a size such as 64KB, 2MB or 1GB"),
  limit: uint64,
});

export const resources: Shape = optional(
  object(
    {},
    {
      devices: listOf(deviceRule),
      cpu,
      memory,
      pids: object({ limit: amount }),
      blockIO,
      hugepageLimits: listOf(hugepageLimit),
      network: object({}, { classID: uint32, priorities: listOf(object({ name: interfaceName, priority: uint32 })) }),
      rdma: mapOf(object({}, { hcaHandles: uint32, hcaObjects: uint32 })),
      unified: mapOf(text),
    },
  ),
);
