/** Calls that another process answers (SCMP_ACT_NOTIFY, seccomp_unotify(2)). Node receives no descriptors, so Python listens. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, it } from "node:test";
import { expect } from "chai";
import { configurationFor, notHere, TestBundle } from "../container/test_bundle.ts";
import { rejection } from "../container/rejection.ts";
import type { Configuration } from "../configuration/types.ts";
import { numbersOf } from "./architectures.ts";
import type { Seccomp } from "./types.ts";

/**
 * Takes so many listeners, writes the state that comes with each, and answers every call: those of the numbers it is given with ENOSPC, the
 * others are to go on. Ends with the standard input.
 */
const answering = `
import array, fcntl, json, os, socket, struct, sys, threading
file, denied = sys.argv[1], [int(number) for number in sys.argv[2].split(",") if number]
listener = socket.socket(socket.AF_UNIX)
os.chdir(os.path.dirname(file))
listener.bind("unready")
listener.listen(8)
os.rename("unready", os.path.basename(file))
lock = threading.Lock()
def say(value):
    with lock:
        sys.stdout.write(json.dumps(value) + "\\n")
        sys.stdout.flush()
def answer(fd):
    while True:
        notification = bytearray(80)
        try:
            fcntl.ioctl(fd, 0xC0502100, notification)
        except OSError:
            return
        id, pid, _, number = struct.unpack_from("=QIIi", notification)
        say({"pid": pid, "number": number})
        error, flags = (-28, 0) if number in denied else (0, 1)
        try:
            fcntl.ioctl(fd, 0xC0182101, struct.pack("=QqiI", id, 0, error, flags))
        except OSError:
            pass
def take(connection):
    text, ancillary, _, _ = connection.recvmsg(65536, socket.CMSG_SPACE(40))
    if not text:
        return
    fds = array.array("i", ancillary[0][2])
    while True:
        more = connection.recv(65536)
        if not more:
            break
        text += more
    say({"state": json.loads(text), "descriptors": len(fds), "link": os.readlink("/proc/self/fd/%d" % fds[0])})
    answer(fds[0])
def accept():
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=take, args=(connection,), daemon=True).start()
threading.Thread(target=accept, daemon=True).start()
sys.stdin.read()
`;

interface Heard {
  state?: { ociVersion: string; fds: string[]; pid: number; metadata?: string; state: Record<string, unknown> };
  descriptors?: number;
  link?: string;
  pid?: number;
  number?: number;
}

class Agent implements AsyncDisposable {
  readonly socket: string;
  readonly #child;
  readonly #ended: Promise<unknown>;
  #said = "";

  constructor(socket: string, denied: readonly string[]) {
    this.socket = socket;
    const numbers = denied.map((name) => numbersOf(process.arch === "x64" ? "x86_64" : "aarch64").get(name) ?? -1);
    this.#child = spawn("python3", ["-c", answering, socket, numbers.join(",")], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve));
  }

  async listens(): Promise<void> {
    for (const end = Date.now() + 10_000; !existsSync(this.socket) && Date.now() < end;) await sleep(5);
  }

  get heard(): Heard[] {
    // The last one may not be whole yet.
    return this.#said
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Heard);
  }

  /** Waits until the agent has said so much that this holds. */
  async until(holds: () => boolean): Promise<void> {
    for (const end = Date.now() + 5000; !holds() && Date.now() < end;) await sleep(5);
  }

  get answered(): Heard[] {
    return this.heard.filter(({ number }) => number !== undefined);
  }

  get states(): NonNullable<Heard["state"]>[] {
    return this.heard.flatMap(({ state }) => state ?? []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }
}

const mkdir = { names: ["mkdir", "mkdirat"], action: "SCMP_ACT_NOTIFY" };

function configured(args: string[], seccomp: Seccomp, patch: Partial<Configuration> = {}): Configuration {
  const configuration = configurationFor(["/bin/probe", ...args], patch);
  return { ...configuration, linux: { ...configuration.linux, seccomp } };
}

async function agentFor(bundle: TestBundle, denied = ["mkdir", "mkdirat"], name = "agent"): Promise<Agent> {
  const agent = new Agent(path.join(bundle.directory, name), denied);
  await agent.listens();
  return agent;
}

describe("a container whose calls another process answers", { skip: notHere, timeout: 60_000 }, () => {
  for (const noNewPrivileges of [true, false])
    it(`gets its answers, ${noNewPrivileges ? "with" : "without"} no_new_privs; the state that is sent is its own`, async () => {
      using bundle = new TestBundle();
      await using agent = await agentFor(bundle);
      const seccomp: Seccomp = {
        defaultAction: "SCMP_ACT_ALLOW",
        listenerPath: agent.socket,
        listenerMetadata: 'what "ever"',
        syscalls: [mkdir],
      };
      const configuration = configured(["mkdir", "/x"], seccomp, { annotations: { key: "{pid}" } });
      bundle.configure({ ...configuration, process: { ...configuration.process, noNewPrivileges } });
      const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      const { pid } = container.state;
      await agent.until(() => agent.states.length > 0);
      expect(container.status).to.equal("created");
      const { ociVersion } = configuration;
      expect(agent.heard[0]).to.deep.include({ descriptors: 1, link: "anon_inode:seccomp notify" });
      expect(agent.states).to.deep.equal([
        {
          ociVersion,
          fds: ["seccompFd"],
          pid,
          metadata: 'what "ever"',
          state: { ociVersion, id: bundle.id, status: "creating", pid, bundle: bundle.directory, annotations: { key: "{pid}" } },
        },
      ]);
      await container.start();
      expect(await container.wait()).to.equal(1);
      expect(JSON.parse(bundle.output)).to.deep.equal({ errno: "ENOSPC", call: "mkdir", path: "/x" });
      await agent.until(() => agent.answered.length > 0);
      expect(agent.answered).to.have.lengthOf(1);
      await container.delete();
      expect(bundle.residue()).to.deep.equal([]);
    });

  it("is answered also about programs executed in it, each by a listener of its own", async () => {
    using bundle = new TestBundle();
    await using agent = await agentFor(bundle);
    bundle.configure(configured(["--quiet", "idle"], { defaultAction: "SCMP_ACT_ALLOW", listenerPath: agent.socket, syscalls: [mkdir] }));
    const container = await bundle.running();
    const found = bundle.runtime.find(bundle.id)!;
    const { pid, exited } = await found.exec(["/bin/probe", "mkdir", "/x"], bundle.stdio);
    expect((await exited).exitStatus).to.equal(1);
    expect(JSON.parse(bundle.output)).to.include({ errno: "ENOSPC" });
    await agent.until(() => agent.states.length > 1);
    const [, state] = agent.states;
    expect(state).to.include({ pid });
    expect(state?.state).to.deep.include({ status: "running", pid: container.state.pid, id: bundle.id });
    expect(state).to.not.have.property("metadata");
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("need not be let do any call of the runtime's own: all may be asked about, and all but execve denied", async () => {
    for (const profile of [
      { defaultAction: "SCMP_ACT_NOTIFY" },
      {
        defaultAction: "SCMP_ACT_ALLOW",
        syscalls: [{ names: ["sendmsg", "write", "sendto", "recvfrom", "close"], action: "SCMP_ACT_NOTIFY" }],
      },
      {
        defaultAction: "SCMP_ACT_KILL_PROCESS",
        syscalls: [mkdir, { names: ["execve", "exit_group", "brk", "arch_prctl", "mprotect"], action: "SCMP_ACT_ALLOW" }],
      },
    ] as Seccomp[]) {
      using bundle = new TestBundle();
      await using agent = await agentFor(bundle, []);
      bundle.configure(configured(["true"], { ...profile, listenerPath: agent.socket }));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
      const { exitStatus } = await bundle.runtime.run(options);
      expect(exitStatus, profile.defaultAction).to.equal(profile.defaultAction === "SCMP_ACT_KILL_PROCESS" ? 159 : 0);
      if (profile.defaultAction === "SCMP_ACT_KILL_PROCESS") {
        expect((await rejection(bundle.runtime.create(options))).message).to.match(
          /linux\.seccomp: with SCMP_ACT_NOTIFY must not deny read/,
        );
      } else {
        const container = await bundle.runtime.create(options);
        await container.start();
        expect(await container.wait()).to.equal(0);
        await container.delete();
      }
      expect(bundle.residue()).to.deep.equal([]);
    }
  });

  it("takes each flag of the specification", async () => {
    for (const flag of ["TSYNC", "LOG", "SPEC_ALLOW", "WAIT_KILLABLE_RECV"]) {
      using bundle = new TestBundle();
      await using agent = await agentFor(bundle);
      const flags = [`SECCOMP_FILTER_FLAG_${flag}`];
      bundle.configure(configured(["true"], { defaultAction: "SCMP_ACT_ALLOW", listenerPath: agent.socket, syscalls: [mkdir], flags }));
      expect((await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio })).exitStatus, flag).to.equal(0);
    }
  });

  it("is killed, and deleted, while it waits for its start", async () => {
    using bundle = new TestBundle();
    await using agent = await agentFor(bundle);
    bundle.configure(configured(["true"], { defaultAction: "SCMP_ACT_ALLOW", listenerPath: agent.socket, syscalls: [mkdir] }));
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    await container.kill("SIGKILL");
    expect(await container.wait()).to.equal(137);
    await container.delete();
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is told of a state that no socket takes at once", async () => {
    using bundle = new TestBundle();
    await using agent = await agentFor(bundle);
    const annotations = { much: "x".repeat(2_000_000) };
    bundle.configure(
      configured(["true"], { defaultAction: "SCMP_ACT_ALLOW", listenerPath: agent.socket, syscalls: [mkdir] }, { annotations }),
    );
    expect((await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio })).exitStatus).to.equal(0);
    await agent.until(() => agent.states.length > 0);
    expect(agent.states[0]?.state["annotations"]).to.deep.equal(annotations);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is not created where nobody listens, and nothing of it is left", async () => {
    using bundle = new TestBundle();
    const file = path.join(bundle.directory, "file");
    writeFileSync(file, "");
    mkdirSync(path.join(bundle.directory, "directory"));
    for (const [listenerPath, says] of [
      ["/nowhere/socket", /linux\.seccomp\.listenerPath: there is no socket at \/nowhere\/socket \(ENOENT\)/],
      [file, /linux\.seccomp\.listenerPath: nobody listens at .*file \(ECONNREFUSED\)/],
    ] as [string, RegExp][]) {
      bundle.configure(configured(["true"], { defaultAction: "SCMP_ACT_ALLOW", listenerPath, syscalls: [mkdir] }));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
      expect((await rejection(bundle.runtime.create(options))).message).to.match(says);
      expect((await rejection(bundle.runtime.run(options))).message).to.match(says);
      expect(bundle.residue()).to.deep.equal([]);
    }
  });

  it("has no room for the helper, which is told", async () => {
    using bundle = new TestBundle();
    await using agent = await agentFor(bundle);
    const configuration = configured(["true"], { defaultAction: "SCMP_ACT_ALLOW", listenerPath: agent.socket, syscalls: [mkdir] });
    bundle.configure({ ...configuration, linux: { ...configuration.linux, resources: { pids: { limit: 1 } } } });
    const error = await rejection(bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio }));
    expect(error.message).to.match(/second thread .*pids\.limit/);
    expect(bundle.residue()).to.deep.equal([]);
  });
});
