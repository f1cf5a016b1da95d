import { expect } from "chai";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { MachineFailure, type Task } from "../machine.ts";
import { boot } from "./boot.ts";
import type { UmlKernel } from "./kernel.ts";
import { chooseKernel } from "./machine.ts";

const uml = { name: "uml" };

let kernel: UmlKernel;
/** Why nothing can be booted here; then the tests are skipped with it. */
const obstacle = await chooseKernel(() => {}).then(
  (chosen) => {
    kernel = chosen;
    return false as const;
  },
  (error: Error) => error.message,
);

describe("a User-Mode Linux machine", { skip: obstacle }, () => {
  let scratch: string;
  let output: Buffer[];

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "brine-uml-test-"));
    mkdirSync(join(scratch, "results"));
    output = [];
  });
  afterEach(() => {
    expect(processesOf(scratch)).to.deep.equal([]);
    rmSync(scratch, { recursive: true });
  });

  const task = (script: string, changes: Partial<Task> = {}): Task => ({
    command: ["/bin/sh", "-c", script],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", WORD: "two words, and 'quotes'" },
    cwd: import.meta.dirname,
    results: join(scratch, "results"),
    scratch,
    onOutput: (bytes) => output.push(bytes),
    bootDeadline: 60_000,
    commandDeadline: 60_000,
    signal: new AbortController().signal,
    ...changes,
  });
  const said = (): string => Buffer.concat(output).toString();
  /** What `boot` throws. */
  const failure = async (running: Promise<number>): Promise<Error> => {
    try {
      return new Error(`it ended with status ${await running}`);
    } catch (error) {
      return error as Error;
    }
  };

  it("runs a command of the host's files on another kernel, with pure cgroup v2, and hands its status on", async () => {
    const script = 'uname -r; echo "$WORD"; pwd; cat /proc/self/cgroup; stat -f -c %T /sys/fs/cgroup; echo >&2 aside; exit 7';
    expect(await boot(kernel, uml, task(script))).to.equal(7);
    const [kernelRelease, ...rest] = said().split("\n");
    expect(kernelRelease)
      .to.match(/^\d+\.\d+/)
      .and.not.equal(release());
    expect(rest).to.deep.equal(["two words, and 'quotes'", import.meta.dirname, "0::/", "cgroup2fs", "aside", ""]);
  });

  it("ends with 128 and the number of the signal that ended the command", async () => {
    expect(await boot(kernel, uml, task("kill -TERM $$"))).to.equal(143);
  });

  it("the host's root is read-only, the results are not; what usually is temporary is the guest's own", async () => {
    const own = ["/tmp", "/run", "/mnt", "/var/tmp", "/dev/shm"].map((directory) => `touch ${directory}/brine-mark || exit 1`).join("\n");
    const script = `${own}\ntouch /brine-mark 2>/dev/null && exit 2\necho kept >${scratch}/results/kept`;
    expect(await boot(kernel, uml, task(script)), said()).to.equal(0);
    expect(readFileSync(join(scratch, "results/kept"), "utf8")).to.equal("kept\n");
    expect(["/", "/tmp", "/run", "/mnt"].filter((directory) => existsSync(join(directory, "brine-mark")))).to.deep.equal([]);
  });

  it("a machine for a user runs the command without privilege, at home on a tmpfs, and brings what it wrote and its status", async () => {
    const facts = `id -u; id -g; id -G; grep -E '^Cap(Inh|Prm|Eff|Amb)' /proc/self/status; echo $HOME $XDG_RUNTIME_DIR; stat -f -c %T $HOME`;
    const script = `${facts}; mkdir ${scratch}/results/below; echo kept >${scratch}/results/below/kept; touch $HOME/mark; mkdir /sys/fs/cgroup/x; exit 7`;
    expect(await boot(kernel, { name: "uml-rootless", user: 1000 }, task(script))).to.equal(7);
    const none = ["Inh", "Prm", "Eff", "Amb"].map((set) => `Cap${set}:\t${"0".repeat(16)}`);
    const [refusal, ...rest] = said().trimEnd().split("\n").toReversed();
    expect(refusal).to.match(/\/sys\/fs\/cgroup\/x.*Permission denied/);
    expect(rest.toReversed()).to.deep.equal(["1000", "1000", "1000", ...none, "/run/user/1000 /run/user/1000", "tmpfs"]);
    expect(readFileSync(join(scratch, "results/below/kept"), "utf8")).to.equal("kept\n");
  });

  it("a project below /tmp is seen at its place, read-only", async () => {
    const project = mkdtempSync("/tmp/brine-uml-project-");
    try {
      writeFileSync(join(project, "file"), "seen\n");
      expect(await boot(kernel, uml, task("cat file; touch other 2>/dev/null && exit 2; exit 0", { cwd: project })), said()).to.equal(0);
      expect(said()).to.equal("seen\n");
    } finally {
      rmSync(project, { recursive: true });
    }
  });

  it("hands on what the command writes while it still runs", async () => {
    let whenFirst = "";
    const onOutput = (bytes: Buffer): void => {
      whenFirst ||= `${bytes.toString()}${existsSync(join(scratch, "results/end"))}`;
      if (whenFirst) writeFileSync(join(scratch, "results/go"), "");
    };
    const script = `echo first; for i in $(seq 200); do [ -e ${scratch}/results/go ] && break; sleep 0.1; done; touch ${scratch}/results/end`;
    expect(await boot(kernel, uml, task(script, { onOutput }))).to.equal(0);
    expect(whenFirst).to.equal("first\nfalse");
  });

  it("a kernel that panics is told with the last lines of its console", async () => {
    const error = await failure(boot(kernel, uml, task("true"), ["init=/nonexistent"]));
    expect(error).to.be.instanceOf(MachineFailure);
    expect(error.message).to.match(
      /^uml: it ended \(.+\) before the start of the command\nThe last lines of its console:\n(.*\n)*.*panic/i,
    );
  });

  it("a guest that does not come up is ended at the boot deadline", async () => {
    const hang = join(scratch, "hang");
    writeFileSync(hang, "#!/bin/sh\nexec sleep 600\n");
    chmodSync(hang, 0o755);
    const error = await failure(boot(kernel, uml, task("true", { bootDeadline: 3_000 }), [`init=${hang}`]));
    expect(error).to.be.instanceOf(MachineFailure);
    expect(error.message).to.match(/^uml: 3\.0 s have passed, and it has not come to the start of the command; it was ended/);
  });

  it("a command that does not end is ended at its own deadline", async () => {
    const error = await failure(boot(kernel, uml, task("sleep 600", { commandDeadline: 500 })));
    expect(error).to.be.instanceOf(MachineFailure);
    expect(error.message).to.match(/^uml: 0\.5 s have passed, and it has not come to the end of the command; it was ended/);
  });

  for (const moment of ["boots", "runs"]) {
    it(`is ended at once when it is no longer wanted, while it ${moment}`, async () => {
      const controller = new AbortController();
      const onOutput = (): void => controller.abort(new Error("no longer wanted"));
      if (moment === "boots") setTimeout(onOutput, 300);
      const error = await failure(boot(kernel, uml, task("echo up; sleep 600", { onOutput, signal: controller.signal })));
      expect(error.message).to.equal("no longer wanted");
    });
  }

  it("a directory whose name cannot be told to a kernel is refused by its name", async () => {
    const error = await failure(boot(kernel, uml, task("true", { cwd: "/tmp/with space" })));
    expect(error.message).to.match(/"\/tmp\/with space".*without spaces/);
  });
});

/** Processes that were given this directory, with what they were started as. */
function processesOf(directory: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return words.includes(directory) ? [`${pid}: ${words}`] : [];
      } catch {
        return [];
      }
    });
}
