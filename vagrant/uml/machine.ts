import { accessSync, constants, existsSync } from "node:fs";
import { arch } from "node:os";
import { join } from "node:path";
import { MachineFailure, type Machine, type Missing } from "../machine.ts";
import { boot, type Variant } from "./boot.ts";
import { isFetched, newestKernel, ownKernel, type UmlKernel } from "./kernel.ts";
import { endLeftovers } from "./leftovers.ts";
import { closedTo } from "./reach.ts";
import { boots } from "./trial.ts";

const project = join(import.meta.dirname, "../..");

let chosen: UmlKernel | undefined;

const description = "Linux 7.2 (Debian sid's User-Mode Linux), cgroup v2 (cpu, io, memory, pids), 1 CPU";

/** User-Mode Linux: the kernel as a program, on the host's own root. Needs no virtualization and no privilege. */
const machine = (variant: Variant, description: string): Machine => ({
  name: variant.name,
  description,
  missing: async () => {
    const missing: Missing[] = [];
    if (arch() !== "x64") missing.push({ what: "an x86-64 CPU: User-Mode Linux runs on no other", remedy: "choose another machine" });
    if (!hasProgram("modprobe")) missing.push({ what: "the program modprobe", package: "kmod" });
    if (!(await isFetched()) && !ownKernel() && !hasProgram("apt-get")) missing.push({ what: "a kernel", package: "user-mode-linux" });
    const closed = variant.user === undefined ? [] : closedTo(variant.user, [process.execPath, project]);
    for (const path of closed)
      missing.push({ what: `leave to enter ${path} for user ${variant.user}`, remedy: `chmod o+rx ${path}, or move the project` });
    return missing;
  },
  prepare: async (tell) => {
    chosen = await chooseKernel(tell, variant.name);
  },
  run: async (task) => {
    chosen ??= await chooseKernel(() => {}, variant.name);
    return await boot(chosen, variant, task);
  },
  sweep: endLeftovers,
});

export const umlMachines: readonly Machine[] = [
  machine({ name: "uml" }, description),
  machine({ name: "uml-rootless", user: 1000 }, `${description}; everything is run by a user without privilege`),
];

/** The newest kernel that boots here, else the host's own. */
export async function chooseKernel(tell: (line: string) => void, name = "uml"): Promise<UmlKernel> {
  const reasons: string[] = [];
  for (const candidate of [newest, () => Promise.resolve(ownKernel())]) {
    try {
      const kernel = await candidate(tell);
      if (!kernel) continue;
      const answer = await boots(kernel);
      if (answer === true) return kernel;
      reasons.push(`The kernel of ${kernel.origin} does not boot here. ${answer}`);
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  throw new MachineFailure(
    name,
    `no kernel can be had that boots on this host. Install one (apt-get install user-mode-linux), or allow a Debian mirror to be reached.\n${reasons.join("\n")}`,
  );
}

async function newest(tell: (line: string) => void): Promise<UmlKernel> {
  if (!(await isFetched())) tell("Fetching the newest User-Mode Linux kernel from the Debian mirror (38 MB)");
  return await newestKernel();
}

function hasProgram(program: string): boolean {
  const directories = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", "/sbin"];
  return directories.some((directory) => {
    const file = `${directory}/${program}`;
    if (!existsSync(file)) return false;
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
