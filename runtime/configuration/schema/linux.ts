/** `linux` (runtime-spec config-linux.md). */
import { namespaceTypes } from "../types.ts";
import { resources } from "./resources.ts";
import { seccomp } from "./seccomp.ts";
import { absolutePath, boolean, id, int64, integer, listOf, mapOf, object, oneOf, text, textLike, uint32, type Shape } from "./shapes.ts";

export const idMappings = listOf(object({ containerID: uint32, hostID: uint32, size: uint32 }));

const namespace = object(
  { type: oneOf(namespaceTypes) },
  // Some clients write an empty path for none.
  { path: { ...absolutePath, pattern: `^$|${absolutePath.pattern}` } },
);

const timeOffset = object({}, { secs: int64, nanosecs: integer(0, 999_999_999) });

const device = object(
  { type: { ...oneOf(["c", "b", "u", "p"]), rule: "must be c, b, u or p" }, path: absolutePath },
  // Clients write the file's type along with its permissions.
  { major: int64, minor: int64, fileMode: integer(0, 0o177777), uid: id, gid: id },
);

/** The specification has the four; runc's clients write the recursive ones too, and an empty one for none. */
const propagation: Shape = {
  type: "string",
  pattern: "^(r?(private|slave|shared|unbindable))?$",
  rule: "must be private, slave, shared or unbindable, with or without an r before",
};

const intelRdt = object(
  {},
  {
    closID: text,
    l3CacheSchema: text,
    memBwSchema: textLike(String.raw`^MB:[^\n\0]*$`, "must begin with MB: and be one line"),
    enableCMT: boolean,
    enableMBM: boolean,
  },
);

export const linux: Shape = object(
  {},
  {
    namespaces: listOf(namespace),
    uidMappings: idMappings,
    gidMappings: idMappings,
    timeOffsets: object({}, { monotonic: timeOffset, boottime: timeOffset }),
    devices: listOf(device),
    cgroupsPath: text,
    resources,
    rootfsPropagation: propagation,
    seccomp,
    sysctl: mapOf(text),
    maskedPaths: listOf(absolutePath),
    readonlyPaths: listOf(absolutePath),
    // It goes into an option of mount(2), between quotation marks.
    mountLabel: textLike(String.raw`^[^"\n\0]*$`, "must hold no quotation mark and be one line"),
    intelRdt,
    personality: object({ domain: oneOf(["LINUX", "LINUX32"]) }, { flags: listOf(text) }),
  },
);
