import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ContainerRequest, RootFiles, RunContext } from "../contract.ts";
import { ociConfiguration, type OciConfiguration } from "../compose/configuration.ts";
import type { LayerStore } from "../compose/layers.ts";
import { mergePatch } from "../compose/merge_patch.ts";
import { mountUnion } from "../compose/overlay.ts";
import { asRootless } from "../compose/rootless.ts";
import { runMark } from "../host/run_mark.ts";
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
    // It is in no control group by which it would be found again.
    const marked = request.caller === undefined ? request : { ...request, env: { ...request.env, [runMark]: run.id } };
    const asked = ociConfiguration(marked, { rootPath: files.root, cgroupParent: run.cgroupParent });
    const configuration = JSON.stringify(request.caller === undefined ? asked : ofCaller(asked, request.caller), undefined, 2);
    writeFileSync(join(directory, "config.json"), configuration);
    if (request.caller !== undefined) chownSync(directory, request.caller, request.caller);
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

/** A path of control groups that the caller cannot make would be refused, whatever else is asked for. */
function ofCaller(asked: OciConfiguration, uid: number): OciConfiguration {
  return mergePatch(asRootless(asked, uid, uid), { linux: { cgroupsPath: null } }) as OciConfiguration;
}
