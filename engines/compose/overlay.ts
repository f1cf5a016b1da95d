import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { unmountTree } from "../host/unmount.ts";
import type { RootFiles } from "../contract.ts";
import { mountOverlay } from "../host/mount_overlay.ts";
import type { Layers } from "./layers.ts";

/** A union of layers, mounted; `root` is where. */
export interface Overlay extends RootFiles {
  upper: string;
  unmount(): void;
}

/**
 * Mounts an overlay of an image's layers with a writable layer on top (Documentation/filesystems/overlayfs.rst).
 * @param directory of the container: gets `rootfs`, `upper` and `work`.
 * @param union `overlay`: a fresh writable layer; `lower`: the image's own top layer is the writable one, so that what the
 * container changes is changed in the image. Only a mutant asks for that.
 */
export function mountUnion(directory: string, layers: Layers, union: "overlay" | "lower"): Overlay {
  const root = join(directory, "rootfs");
  const upper = union === "overlay" ? join(directory, "upper") : (layers.at(-1) ?? "");
  const below = union === "overlay" ? layers : layers.slice(0, -1);
  if (below.length === 0)
    throw new Error(`The image of ${directory} has no layer below its top layer ${upper}: there is nothing to unite.`);
  const work = join(directory, "work");
  for (const each of [root, upper, work]) mkdirSync(each, { recursive: true, mode: 0o755 });
  mountOverlay({ target: root, lower: below, upper, work });
  return { root, lower: layers, upper, unmount: () => unmountTree(root) };
}
