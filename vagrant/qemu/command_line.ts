import { join } from "node:path";
import { init } from "../guest/share.ts";
import type { Kernel } from "./kernel.ts";

/** What executes the guest's instructions: the CPU itself, or QEMU's translation of them. */
export type Accelerator = "kvm" | "tcg";

/** Which control group hierarchies the guest mounts. */
export type Hierarchies = "v1" | "v2" | "hybrid";

/** What one boot differs in from another. */
export interface Boot {
  kernel: Kernel;
  accelerator: Accelerator;
  hierarchies: Hierarchies;
  cpus: number;
  /** MiB. */
  memory: number;
  virtiofsd: string;
  /** Directories that the guest may write; the first is the one that `guest/init` is told of. */
  writable: readonly [share: string, ...string[]];
}

/** Carries out what cannot be said to QEMU alone. */
const start = join(import.meta.dirname, "start");

/**
 * The program, and its arguments, that is the whole machine: in namespaces of its own, so that all its processes and mounts go with it.
 * To be started in the scratch directory, with the empty directory "tree" in it.
 */
export function commandLine(boot: Boot): [string, ...string[]] {
  const namespaces = ["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child=KILL"];
  return ["unshare", ...namespaces, start, boot.virtiofsd, ...boot.writable, "--", "qemu-system-x86_64", ...qemuArguments(boot)];
}

function qemuArguments({ accelerator, cpus, memory, ...boot }: Boot): string[] {
  return [
    ["-nodefaults", "-no-user-config", "-nographic"],
    ["-machine", "q35"],
    ["-accel", accelerator === "tcg" ? "tcg,thread=multi" : "kvm"],
    // Everything the accelerator can do: the project's own programs may have been compiled for this very CPU.
    ["-cpu", "max"],
    ["-smp", `${cpus}`],
    ["-m", `${memory}M`],
    // virtiofsd reads and writes the guest's memory, so it must be a file; this one has no name that could be left.
    ["-object", `memory-backend-memfd,id=memory,size=${memory}M,share=on`],
    ["-numa", "node,memdev=memory"],
    ["-chardev", "socket,id=files,path=files"],
    ["-device", "vhost-user-fs-pci,chardev=files,tag=root"],
    ["-chardev", "stdio,id=console,signal=off"],
    ["-serial", "chardev:console"],
    // A panic reboots the guest (panic=-1), which ends QEMU.
    ["-no-reboot"],
    ["-kernel", boot.kernel.image],
    boot.kernel.initrd === undefined ? [] : ["-initrd", boot.kernel.initrd],
    ["-append", kernelArguments(boot).join(" ")],
  ].flat();
}

function kernelArguments({ kernel, hierarchies, writable: [share] }: Pick<Boot, "kernel" | "hierarchies" | "writable">): string[] {
  return [
    "console=ttyS0",
    "quiet",
    "panic=-1",
    "rootfstype=virtiofs",
    "root=root",
    // The host refuses what is not to be written; the guest's init makes it read-only in its own eyes as well.
    "rw",
    `init=${init}`,
    // It runs nothing that would spy on it.
    "mitigations=off",
    `brine.share=${share}`,
    `brine.modules=${kernel.modules}`,
    `brine.cgroup=${hierarchies}`,
  ];
}
