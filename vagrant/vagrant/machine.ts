import { arch } from "node:os";
import { statfs } from "node:fs/promises";
import { readBox } from "../box/box.ts";
import { recipeHash } from "../box/recipe.ts";
import { MachineFailure, type Machine, type Missing } from "../machine.ts";
import type { Accelerator } from "../qemu/command_line.ts";
import { chooseAccelerator } from "../qemu/accelerator.ts";
import { boot } from "./boot.ts";
import { missingPrograms } from "./programs.ts";
import { comesUp } from "./trial.ts";

const name = "vagrant:trixie";
/** Bytes that a run writes: what the guest changes on its disk, and logs. */
const scratchSpace = 256 * 2 ** 20;

let accelerator: Accelerator | undefined;

/** A whole Debian with systemd, from the box of `npm run box`, through Vagrant and libvirt. */
export const vagrantTrixie: Machine = {
  name,
  description: "Debian trixie with systemd (Linux 6.12), cgroup v2, 2 CPUs, in a box that `npm run box` builds",
  // eslint-disable-next-line typescript/require-await -- the contract is a promise
  missing: async () => {
    const missing: Missing[] = [];
    if (arch() !== "x64") missing.push({ what: "an x86-64 CPU, which the box is for", remedy: "choose another machine" });
    if (process.getuid?.() !== 0) missing.push({ what: "root, for a libvirt and a network of its own", remedy: "run it as root" });
    missing.push(...missingPrograms());
    if (!readBox()) missing.push({ what: "its box", remedy: "npm run box" });
    return missing;
  },
  prepare: async (tell) => {
    const box = readBox();
    if (box && box.recipe !== recipeHash()) tell(`The box of ${box.version} was made by an older recipe: \`npm run box\` makes a new one.`);
    accelerator = await chooseAccelerator(comesUp);
  },
  run: async (task) => {
    const box = readBox();
    if (!box) throw new MachineFailure(name, "its box is not there. Build it: npm run box");
    const { bavail, bsize } = await statfs(task.scratch);
    if (bavail * bsize < scratchSpace)
      throw new MachineFailure(
        name,
        `${task.scratch} has less than ${scratchSpace / 2 ** 20} MB free, which its disk may take. Free some, or set BRINE_STATE to another place.`,
      );
    accelerator ??= await chooseAccelerator(comesUp);
    return await boot({ name, accelerator }, task);
  },
};
