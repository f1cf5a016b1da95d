import { accessSync, constants, existsSync } from "node:fs";
import { arch } from "node:os";
import { MachineFailure, type Machine, type Missing } from "../machine.ts";
import { boot, name } from "./boot.ts";
import { isFetched, newestKernel, ownKernel, type UmlKernel } from "./kernel.ts";
import { boots } from "./trial.ts";

let chosen: UmlKernel | undefined;

/** User-Mode Linux: the kernel as a program, on the host's own root. Needs no virtualization and no privilege. */
export const uml: Machine = {
  name,
  description: "Linux 7.2 (Debian sid's User-Mode Linux), cgroup v2 (cpu, io, memory, pids), 1 CPU",
  missing: async () => {
    const missing: Missing[] = [];
    if (arch() !== "x64") missing.push({ what: "an x86-64 CPU: User-Mode Linux runs on no other", remedy: "choose another machine" });
    if (!hasProgram("modprobe")) missing.push({ what: "the program modprobe", package: "kmod" });
    if (!(await isFetched()) && !ownKernel() && !hasProgram("apt-get")) missing.push({ what: "a kernel", package: "user-mode-linux" });
    return missing;
  },
  prepare: async (tell) => {
    chosen = await chooseKernel(tell);
  },
  run: async (task) => {
    chosen ??= await chooseKernel(() => {});
    return await boot(chosen, task);
  },
};

/** The newest kernel that boots here, else the host's own. */
export async function chooseKernel(tell: (line: string) => void): Promise<UmlKernel> {
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
