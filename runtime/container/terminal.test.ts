/** Terminals: the container's own, whose other end is handed over. Node receives no descriptors, so Python does. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, it } from "node:test";
import { expect } from "chai";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";

/** Listens, by a short name as bind(2) has a limit too, takes one terminal, and writes what comes out of it until its other side is closed. */
const receiver = `
import array, os, socket, sys
listener = socket.socket(socket.AF_UNIX)
os.chdir(os.path.dirname(sys.argv[1]))
listener.bind("unready")
listener.listen(1)
os.rename("unready", os.path.basename(sys.argv[1]))
listener.settimeout(20)
connection, _ = listener.accept()
_, ancillary, _, _ = connection.recvmsg(100, socket.CMSG_SPACE(4))
terminal = array.array("i", ancillary[0][2][:4])[0]
while True:
    try:
        text = os.read(terminal, 4096)
    except OSError:
        break
    if not text:
        break
    os.write(1, text)
`;

async function receive(socket: string): Promise<{ output: Promise<string> }> {
  const child = spawn("python3", ["-c", receiver, socket], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  const output = new Promise<string>((resolve) => child.once("close", () => resolve(text)));
  for (const end = Date.now() + 10_000; !existsSync(socket) && Date.now() < end;) await sleep(5);
  return { output };
}

const withTerminal = (args: string[], more: object = {}): ReturnType<typeof configurationFor> => {
  const configuration = configurationFor(args);
  return { ...configuration, process: { ...configuration.process, terminal: true, ...more } };
};

describe("a terminal", { skip: notHere }, () => {
  it("is the program's own, and its other end is handed over, also at a long path", async () => {
    using bundle = new TestBundle();
    const consoleSocket = path.join(bundle.directory, "d".repeat(99), "socket");
    mkdirSync(path.dirname(consoleSocket));
    bundle.configure(withTerminal(["/bin/probe", "report"], { consoleSize: { height: 33, width: 99 } }));
    const { output } = await receive(consoleSocket);
    const container = await bundle.runtime.create({
      id: bundle.id,
      bundle: bundle.directory,
      stdio: bundle.stdio,
      handed: { consoleSocket },
    });
    await container.start();
    expect(await container.wait()).to.equal(0);
    expect(JSON.parse(await output)).to.have.property("pid", 1);
    expect(bundle.output).to.equal("");
    await container.delete();
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is had by a program executed later as well", async () => {
    using bundle = new TestBundle();
    const consoleSocket = path.join(bundle.directory, "socket");
    bundle.configure(configurationFor(["/bin/probe", "--quiet", "idle"]));
    const container = await bundle.running();
    const { output } = await receive(consoleSocket);
    const program = { ...container.record.process, args: ["/bin/probe", "report"], terminal: true };
    const { exited } = await container.exec(program, bundle.stdio, { handed: { consoleSocket } });
    expect((await exited).exitStatus).to.equal(0);
    expect(JSON.parse(await output))
      .to.have.property("pid")
      .that.is.above(1);
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  for (const [name, consoleSocket, says] of [
    ["without a socket to hand it to", undefined, /process\.terminal is true: needs a console socket/],
    ["for a socket that nobody listens at", "/nowhere/socket", /the console socket: there is no socket at \/nowhere\/socket \(ENOENT\)/],
  ] as const)
    it(`is refused ${name}`, async () => {
      using bundle = new TestBundle();
      bundle.configure(withTerminal(["/bin/probe", "true"]));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
      const error = await rejection(
        bundle.runtime.create(consoleSocket === undefined ? options : { ...options, handed: { consoleSocket } }),
      );
      expect(error.message).to.match(says);
      expect(bundle.residue()).to.deep.equal([]);
    });
});
