import { readFileSync } from "node:fs";

/** One line of /proc/<pid>/mountinfo (proc_pid_mountinfo(5)). */
export interface Mount {
  id: number;
  parent: number;
  /** "major:minor" of the mounted file system. */
  device: string;
  /** The directory of the file system that forms the root of this mount. */
  root: string;
  mountPoint: string;
  /** Options of this mount: "rw", "nosuid", … */
  options: string[];
  /** Propagation: "shared:12", "master:3", "unbindable". */
  optionalFields: string[];
  type: string;
  source: string;
  /** Options of the file system itself. */
  superOptions: string[];
}

/**
 * The mounts a process sees, in the order they were made below each other.
 * @throws a Node system error when the process is gone or may not be read.
 */
export function mounts(pid: number | "self" = "self"): Mount[] {
  return parseMountinfo(readFileSync(`/proc/${pid}/mountinfo`, "utf8"));
}

/** Parses the text of a mountinfo file; a line that has another shape than proc_pid_mountinfo(5) is an error. */
export function parseMountinfo(text: string): Mount[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map(parseLine);
}

function parseLine(line: string): Mount {
  const [left, right] = line.split(" - ", 2);
  const [id, parent, device, root, mountPoint, options, ...optionalFields] = (left ?? "").split(" ");
  const [type, source, superOptions] = (right ?? "").split(" ");
  if (!device || !root || !mountPoint || !options || type === undefined || superOptions === undefined)
    throw new Error(`Cannot read a line of mountinfo: "${line}". It lacks fields that proc_pid_mountinfo(5) names.`);
  return {
    id: Number(id),
    parent: Number(parent),
    device,
    root: unescapeOctal(root),
    mountPoint: unescapeOctal(mountPoint),
    options: options.split(","),
    optionalFields,
    type,
    source: unescapeOctal(source ?? ""),
    superOptions: superOptions.split(","),
  };
}

/** The kernel writes space, tab, newline and backslash as \ooo (seq_path in fs/seq_file.c). */
function unescapeOctal(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
