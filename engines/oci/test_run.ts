import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ContainerRequest, RunContext } from "../contract.ts";
import { findProgram } from "../host/monitor.ts";

/** The infra container's program, as the native build makes it. */
export const pauseProgram: string = fileURLToPath(new URL("../../native/build/Release/pause", import.meta.url));

/** A run of its own for a test, with a base image that holds busybox alone; `sweepRun` removes it. */
export function testRun(): RunContext {
  const directory = mkdtempSync(join(tmpdir(), "brine-oci-"));
  const id = basename(directory);
  const baseImage = join(directory, "base");
  for (const name of ["bin", "proc", "dev", "sys", "etc", "tmp"]) mkdirSync(join(baseImage, name), { recursive: true });
  copyFileSync(findProgram("busybox") ?? "/bin/busybox", join(baseImage, "bin/busybox"));
  for (const applet of ["sh", "cat", "sleep", "rm", "true"]) symlinkSync("busybox", join(baseImage, "bin", applet));
  return { id, directory, cgroupParent: `/${id}`, baseImage, probe: "", pause: pauseProgram, slowness: 1 };
}

/** A request for a shell command in a container of the base image. */
export function shell(run: RunContext, name: string, command: string, more: Partial<ContainerRequest> = {}): ContainerRequest {
  return {
    id: `${run.id}-${name}`.toLowerCase(),
    root: { kind: "image", image: "base", union: "overlay" },
    args: ["/bin/sh", "-c", command],
    env: {},
    namespaces: {},
    limits: {},
    ...more,
  };
}
