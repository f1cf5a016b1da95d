import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { machineNamed } from "../../vagrant/registry.ts";
import { root } from "../root.ts";
import { runInMachine } from "./features.ts";
import { lacks } from "./obstacle.ts";

const uml = machineNamed("uml");
const skip = (await lacks(uml)) ?? false;
const isRoot = process.getuid?.() === 0;

describe("what was built on the host, in a machine", () => {
  it(
    "a native part that cannot be loaded is told, with what to do",
    { skip: !isRoot && "needs root: a file is mounted over the addon" },
    () => {
      const directory = mkdtempSync(join(tmpdir(), "brine-inside-"));
      try {
        writeFileSync(join(directory, "alien"), "of another architecture\n");
        const mounted = 'mount --bind "$1" "$2"; shift 2; exec "$@"';
        const addon = join(root, "native/build/Release/brine.node");
        const command = [process.execPath, join(import.meta.dirname, "inside.ts"), "--list"];
        const args = ["--mount", "sh", "-c", mounted, "sh", join(directory, "alien"), addon, ...command];
        const env = { ...process.env, BRINE_RESULTS: directory, BRINE_MACHINE: "alien" };
        const { status, stderr } = spawnSync("unshare", args, { encoding: "utf8", env });
        expect(stderr).to.match(
          /^The native part, built on the host, cannot be loaded in this machine \(Linux [^)]+\): .*brine\.node[^]*Its libc must be the host's or newer/,
        );
        expect(status).to.equal(1);
      } finally {
        rmSync(directory, { recursive: true });
      }
    },
  );

  it("a Node that does not start is told by its path", { skip }, async () => {
    let message = "";
    await runInMachine({ machine: "uml", args: ["--list"], node: "/nonexistent/node" }).catch((error: Error) => (message = error.message));
    expect(message).to.match(/^The machine uml cannot run \/nonexistent\/node, the Node of this project: it ended with status 127/);
  });
});
