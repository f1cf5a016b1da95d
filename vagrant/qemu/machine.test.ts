import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { isFetched } from "./kernel.ts";
import { qemuMachines } from "./machine.ts";

const machine = qemuMachines[0]!;
const missing = await machine.missing();
const unfetched = (await isFetched("trixie")) ? [] : [{ what: `its kernel, which the first run with --machine ${machine.name} fetches` }];
const obstacle = [...missing, ...unfetched].map(({ what }) => what).join("; ");

/** In the guest: who it is, what it offers, a module of the kernel's, and whether it can write where it should and where it should not, also when it insists. */
const script = `
uname -r
stat -f -c %T /sys/fs/cgroup
cat /sys/fs/cgroup/cgroup.controllers
nproc
mkdir /tmp/upper /tmp/work /tmp/merged
mount -t overlay -o lowerdir=/usr,upperdir=/tmp/upper,workdir=/tmp/work overlay /tmp/merged && stat -f -c %T /tmp/merged
mount -o remount,rw / && touch "$PWD/brine-mark" 2>/dev/null && echo written
echo kept >"$RESULTS/kept"
exit 7`;

describe("a QEMU machine", () => {
  it(
    "runs a command on another kernel with every controller, cannot write the host's files, and leaves nothing",
    { skip: obstacle === "" ? false : `missing: ${obstacle}` },
    async () => {
      const scratch = mkdtempSync(join(tmpdir(), "brine-qemu-test-"));
      const results = join(scratch, "results");
      mkdirSync(results);
      const output: Buffer[] = [];
      try {
        const status = await machine.run({
          command: ["/bin/sh", "-c", script],
          env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", RESULTS: results },
          cwd: import.meta.dirname,
          results,
          scratch,
          onOutput: (bytes) => output.push(bytes),
          bootDeadline: 120_000,
          commandDeadline: 60_000,
          signal: new AbortController().signal,
        });
        const [kernel, fileSystem, controllers, cpus, ...rest] = Buffer.concat(output).toString().split("\n");
        expect(kernel)
          .to.match(/^6\.12\./)
          .and.not.equal(release());
        expect(fileSystem).to.equal("cgroup2fs");
        expect(controllers?.split(" ")).to.include.members(["cpuset", "cpu", "io", "memory", "pids"]);
        expect([cpus, ...rest]).to.deep.equal(["2", "overlayfs", ""]);
        expect(status).to.equal(7);
        expect(readFileSync(join(results, "kept"), "utf8")).to.equal("kept\n");
        expect(existsSync(join(import.meta.dirname, "brine-mark"))).to.equal(false);
        expect(processesIn(scratch)).to.deep.equal([]);
      } finally {
        rmSync(scratch, { recursive: true });
      }
    },
  );
});

/** The PIDs whose working directory is this one, as that of all processes of a machine is its scratch directory. */
function processesIn(directory: string): string[] {
  return globSync("/proc/[0-9]*/cwd").filter((link) => {
    try {
      return readlinkSync(link).startsWith(directory);
    } catch {
      // It ended meanwhile, or belongs to somebody else.
      return false;
    }
  });
}
