import type { Machine } from "./machine.ts";
import { qemuMachines } from "./qemu/machine.ts";
import { umlMachines } from "./uml/machine.ts";
import { vagrantTrixie } from "./vagrant/machine.ts";

/** Every machine there is. A further one is a line here, and a file or folder of its own. */
export const machines: readonly Machine[] = [...umlMachines, ...qemuMachines, vagrantTrixie];

/**
 * The machine of that name.
 *
 * @throws Error that lists the machines there are
 */
export function machineNamed(name: string): Machine {
  const machine = machines.find((each) => each.name === name);
  if (machine) return machine;
  const names = machines.map((each) => each.name).join(", ");
  throw new Error(`There is no machine "${name}". There are: ${names}. \`npm run machines\` tells what each needs.`);
}
