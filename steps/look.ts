import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type FileKind, fileStatus, fileText, isOpaque } from "../engines/host/files.ts";
import { refusal } from "./probe.ts";
import type { Place } from "./place.ts";
import type { ContainerSubject } from "./container_subject.ts";
import type { BrineWorld } from "./world.ts";

/** A path as it is seen in one place. */
export interface Look {
  /** The path and the place, for messages. */
  what: string;
  /** `undefined` when nothing is there. */
  kind: FileKind | undefined;
  rdev?: { major: number; minor: number };
  uid?: number;
  /** For a directory of an overlay's upper layer: whether it is marked opaque. */
  opaque?: boolean;
  content(): Promise<string>;
  /** Sorted. */
  names(): Promise<string[]>;
}

/** Looks at a path inside a container through its probe, or on the host: in a layer, or in what is mounted there. */
export async function lookAt(world: BrineWorld, path: string, place: Place): Promise<Look> {
  if (place === "host") return lookOnHost("/", sourceOf(world.itsContainer, path), "on the host");
  if ("inside" in place) return lookInside(world.container(place.inside), path);
  const { lower, upper } = await world.itsContainer.container.files();
  if (place.layer === "writable")
    return lookOnHost(upper ?? expect.fail("the container has no writable layer of its own"), path, "in its writable layer");
  // The layer that provides the file is the highest that has it.
  const layer = lower.toReversed().find((each) => fileStatus(join(each, path)) !== undefined);
  return lookOnHost(layer ?? lower.at(-1) ?? expect.fail("the container has no lower layers"), path, "in the lower layer");
}

/** The path on the host of what lies at a path in a container, where a directory of the host is mounted. */
function sourceOf({ request, name }: ContainerSubject, path: string): string {
  const bind = request.binds?.findLast(({ destination }) => path.startsWith(`${destination}/`));
  return bind
    ? join(bind.source, path.slice(bind.destination.length))
    : expect.fail(`at ${path} nothing of the host's is mounted in ${name}`);
}

async function lookInside(subject: ContainerSubject, path: string): Promise<Look> {
  const document = await subject.probe("stat", path);
  const refused = refusal(document);
  if (refused && refused.errno !== "ENOENT")
    expect.fail(`${path} cannot be looked at in ${subject.name}: ${refused.call} was refused with ${refused.errno}`);
  const { type, rdev, uid } = document as { type: FileKind; rdev?: { major: number; minor: number }; uid?: number };
  return {
    what: `${path} in ${subject.name}`,
    kind: refused ? undefined : type,
    ...(rdev ? { rdev } : {}),
    ...(uid === undefined ? {} : { uid }),
    content: async () => String(((await subject.probe("read", path)) as { content?: unknown }).content),
    names: async () => ((await subject.probe("list", path)) as { names: string[] }).names,
  };
}

function lookOnHost(directory: string, path: string, place: string): Promise<Look> {
  const full = join(directory, path);
  const status = fileStatus(full);
  return Promise.resolve({
    what: `${path} ${place}`,
    kind: status?.kind,
    ...(status ? { rdev: status.rdev, uid: status.uid } : {}),
    ...(status?.kind === "directory" ? { opaque: isOpaque(full) } : {}),
    content: () => Promise.resolve(fileText(full)),
    names: () => Promise.resolve(readdirSync(full).toSorted()),
  });
}
