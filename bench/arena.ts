/** The place of the contest: bundles, state directories and output on one tmpfs. */
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { programs, type Arena, type Bundle } from "./contestants/contestant.ts";
import configuration from "./default_configuration.json" with { type: "json" };
import { built, program } from "./programs.ts";
import { seccompProfile } from "./seccomp_profile.ts";

/** @param directory an empty tmpfs (private_namespace.ts) */
export function prepareArena(directory: string): Arena & { readOutput(): string; close(): void } {
  const rootfs = path.join(directory, "rootfs");
  for (const each of ["proc", "dev", "sys"]) mkdirSync(path.join(rootfs, each), { recursive: true });
  copyFileSync(program("true"), path.join(rootfs, "true"));
  for (const name of ["probe", "pause"]) copyFileSync(built(name), path.join(rootfs, name));
  const bundles = Object.fromEntries(
    Object.keys(programs).map((name) => [name, makeBundle(directory, rootfs, name as Bundle)]),
  ) as Arena["bundles"];
  const file = path.join(directory, "output");
  const output = openSync(file, "a");
  const state = path.join(directory, "state");
  mkdirSync(state);
  let read = 0;
  return {
    directory,
    rootfs,
    bundles,
    output,
    state,
    readOutput() {
      const text = readFileSync(file, "utf8");
      const fresh = text.slice(read);
      read = text.length;
      return fresh;
    },
    close: () => closeSync(output),
  };
}

/** As `runc spec` writes it, but without a terminal. */
function makeBundle(directory: string, rootfs: string, name: Bundle): string {
  const bundle = path.join(directory, "bundles", name);
  mkdirSync(bundle, { recursive: true });
  const changed = {
    ...configuration,
    process: { ...configuration.process, args: programs[name] },
    root: { ...configuration.root, path: rootfs },
    linux: {
      ...configuration.linux,
      ...(name.startsWith("filtered") && { seccomp: seccompProfile(configuration.process.capabilities.bounding) }),
    },
  };
  writeFileSync(path.join(bundle, "config.json"), JSON.stringify(changed, undefined, 2));
  return bundle;
}
