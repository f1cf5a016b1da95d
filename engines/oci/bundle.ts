import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ContainerRequest, RootFiles, RunContext } from "../contract.ts";
import { ociConfiguration } from "../compose/configuration.ts";
import type { LayerStore } from "../compose/layers.ts";
import { mountUnion } from "../compose/overlay.ts";
import { unmountTree } from "../host/unmount.ts";

/** A bundle on disk (runtime-spec bundle.md), its root file system mounted. */
export interface Bundle {
  directory: string;
  /** The text of config.json. */
  configuration: string;
  files: RootFiles;
  /** Unmounts and removes it; a directory that the request named as root stays as it is. */
  remove(): void;
}

/** Makes the bundle of a request below the run's directory. What it made is removed again when it fails. */
export function makeBundle(request: ContainerRequest, run: RunContext, images: LayerStore): Bundle {
  // Found before anything is made: an image that does not exist leaves nothing behind.
  const layers = request.root.kind === "image" ? images.layers(request.root.image) : [];
  const bundles = join(run.directory, "bundles");
  mkdirSync(bundles, { recursive: true, mode: 0o711 });
  // The name is no more than a hint: whether an id is valid, and free, is for the runtime to say.
  const directory = mkdtempSync(join(bundles, `${encodeURIComponent(request.id).slice(0, 100)}-`));
  const remove = (): void => {
    unmountTree(directory);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const files: RootFiles =
      request.root.kind === "image" ? mountUnion(directory, layers, request.root.union) : { root: request.root.path, lower: [] };
    const configuration = JSON.stringify(ociConfiguration(request, { rootPath: files.root, cgroupParent: run.cgroupParent }), undefined, 2);
    writeFileSync(join(directory, "config.json"), configuration);
    return {
      directory,
      configuration,
      files: { root: files.root, lower: files.lower, ...(files.upper !== undefined && { upper: files.upper }) },
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}
