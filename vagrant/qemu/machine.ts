import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { arch, tmpdir } from "node:os";
import { join } from "node:path";
import { bootGuest } from "../guest/boot.ts";
import { layOut } from "../guest/share.ts";
import { MachineFailure, type Machine, type Missing, type Task } from "../machine.ts";
import { chooseAccelerator } from "./accelerator.ts";
import { commandLine, type Accelerator, type Hierarchies } from "./command_line.ts";
import { fetchKernel, isFetched, type Kernel } from "./kernel.ts";

const path = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;
/** Debian's own package has it in libexec; that of Debian 12 came with QEMU. */
const virtiofsds = ["/usr/libexec/virtiofsd", "/usr/lib/qemu/virtiofsd"];
/** As many as scenarios ask for. */
const cpus = 2;
/** MiB; the specification uses a third of it. */
const enough = 2048;
/** MiB; with less, a container's memory limit would not be the first to be met. */
const least = 768;
/** ms in which a guest comes up with KVM, on a loaded host too. */
const trialDeadline = 20_000;

/** A Debian kernel under QEMU, on the host's own root: all controllers of control groups, and two CPUs. */
class QemuMachine implements Machine {
  readonly name: string;
  readonly description: string;
  readonly #suite: string;
  readonly #hierarchies: Hierarchies;
  #prepared: { kernel: Kernel; accelerator: Accelerator } | undefined;

  constructor(name: string, suite: string, hierarchies: Hierarchies, description: string) {
    this.name = `qemu:${name}`;
    this.description = description;
    this.#suite = suite;
    this.#hierarchies = hierarchies;
  }

  async missing(): Promise<Missing[]> {
    const missing: Missing[] = [];
    if (arch() !== "x64") missing.push({ what: "an x86-64 CPU, which its kernel is for", remedy: "choose another machine" });
    if (process.getuid?.() !== 0) missing.push({ what: "root, to mount what the guest is shown", remedy: "run it as root" });
    if (!onPath("qemu-system-x86_64")) missing.push({ what: "the program qemu-system-x86_64", package: "qemu-system-x86" });
    if (!virtiofsds.some((file) => existsSync(file)))
      missing.push({ what: `the program virtiofsd (${virtiofsds.join(" or ")})`, package: "virtiofsd" });
    if (!onPath("depmod")) missing.push({ what: "the program depmod", package: "kmod" });
    if (!onPath("apt-get") && !(await isFetched(this.#suite)))
      missing.push({ what: `apt-get, which fetches the kernel of Debian ${this.#suite}`, remedy: "use a Debian host" });
    if (memory() < least) missing.push({ what: `${least} MB of free memory`, remedy: "end something that uses much" });
    return missing;
  }

  async prepare(tell: (line: string) => void): Promise<void> {
    if (this.#prepared) return;
    if (!(await isFetched(this.#suite))) tell(`Fetching the kernel of Debian ${this.#suite} from the Debian mirror (30 to 40 MB)`);
    const kernel = await fetchKernel(this.#suite).catch((error: Error) => {
      throw new MachineFailure(this.name, error.message);
    });
    const accelerator = await chooseAccelerator(async (candidate) => {
      tell(`Trying once whether KVM works here (at most ${trialDeadline / 1000} s)`);
      return await this.#comesUp(kernel, candidate);
    });
    this.#prepared = { kernel, accelerator };
  }

  async run(task: Task): Promise<number> {
    if (!this.#prepared) await this.prepare(() => {});
    const { kernel, accelerator } = this.#prepared!;
    return await this.#boot(kernel, accelerator, task);
  }

  async #boot(kernel: Kernel, accelerator: Accelerator, task: Task): Promise<number> {
    const virtiofsd = virtiofsds.find((file) => existsSync(file));
    if (virtiofsd === undefined) throw new MachineFailure(this.name, "there is no virtiofsd");
    mkdirSync(join(task.scratch, "tree"));
    const share = layOut(task);
    try {
      const [program, ...args] = commandLine({
        kernel,
        accelerator,
        hierarchies: this.#hierarchies,
        cpus,
        memory: memory(),
        virtiofsd,
        writable: [share.directory, task.results],
      });
      return await bootGuest({ name: this.name, program, args, cwd: task.scratch, env: { PATH: path } }, share, task);
    } finally {
      share.close();
    }
  }

  async #comesUp(kernel: Kernel, accelerator: Accelerator): Promise<boolean> {
    const scratch = mkdtempSync(join(tmpdir(), "brine-qemu-"));
    const results = join(scratch, "results");
    mkdirSync(results);
    try {
      const task = {
        command: ["/bin/true"],
        env: {},
        cwd: "/",
        results,
        scratch,
        onOutput: () => {},
        signal: new AbortController().signal,
      } as const;
      return (await this.#boot(kernel, accelerator, { ...task, bootDeadline: trialDeadline, commandDeadline: trialDeadline })) === 0;
    } catch (error) {
      if (error instanceof MachineFailure) return false;
      throw error;
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

/** MiB for a guest: of what is free now, a quarter stays with the host. */
function memory(): number {
  const free = (process.availableMemory() / 2 ** 20) * 0.75;
  return Math.min(enough, Math.floor(free / 64) * 64);
}

function onPath(program: string): boolean {
  return path.split(":").some((directory) => existsSync(join(directory, program)));
}

/** From 6.11 on these two can be left out of v1 (CONFIG_MEMCG_V1, CONFIG_CPUSETS_V1), and Debian does. */
const without = "without memory and cpuset, which this kernel has for v2 only";

export const qemuMachines: readonly Machine[] = [
  new QemuMachine("trixie", "trixie", "v2", "Linux 6.12 (Debian trixie), cgroup v2, 2 CPUs"),
  new QemuMachine("trixie-v1", "trixie", "v1", `Linux 6.12 (Debian trixie), cgroup v1 ${without}, 2 CPUs`),
  new QemuMachine("trixie-hybrid", "trixie", "hybrid", `Linux 6.12 (Debian trixie), cgroup v1 and v2; v1 ${without}, 2 CPUs`),
  new QemuMachine("sid", "sid", "v2", "Linux 7.2 or newer (Debian sid), cgroup v2, 2 CPUs"),
  new QemuMachine("bookworm", "bookworm", "v2", "Linux 6.1 (Debian bookworm), cgroup v2, 2 CPUs"),
  new QemuMachine("bookworm-v1", "bookworm", "v1", "Linux 6.1 (Debian bookworm), cgroup v1, 2 CPUs"),
  new QemuMachine(
    "bookworm-hybrid",
    "bookworm",
    "hybrid",
    "Linux 6.1 (Debian bookworm), cgroup v1 beside a v2 hierarchy without its controllers, 2 CPUs",
  ),
];
