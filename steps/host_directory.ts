import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeSharedMount } from "../engines/host/shared_mount.ts";
import { unmountTree } from "../engines/host/unmount.ts";
import type { BrineWorld } from "./world.ts";

/** Where a directory of the host lies that a scenario has given a name. */
export function hostDirectoryPath(world: BrineWorld, name: string): string {
  return join(world.parameters.run.directory, world.id(name));
}

/** A directory of the host by the name that a scenario gives it, which holds a file "name" with that name. */
export function hostDirectory(world: BrineWorld, name: string): string {
  return make(world, name, () => undefined);
}

/** The same as a mount that others can share, with an empty directory "inner" in it for another mount. */
export function sharedHostDirectory(world: BrineWorld, name: string): string {
  return make(world, name, (path) => {
    world.releases.push(() => void unmountTree(path));
    makeSharedMount(path);
    mkdirSync(join(path, "inner"));
  });
}

function make(world: BrineWorld, name: string, prepare: (path: string) => void): string {
  const path = hostDirectoryPath(world, name);
  if (existsSync(path)) return path;
  mkdirSync(path);
  world.releases.push(() => rmSync(path, { recursive: true }));
  prepare(path);
  chmodSync(path, 0o777);
  writeFileSync(join(path, "name"), name);
  return path;
}
