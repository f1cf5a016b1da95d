import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import type { Capabilities, Process } from "../configuration/types.ts";
import { capabilityNames } from "../plan/kernel.ts";
import { grant, grantable, heldIn } from "./capabilities.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

/** What is granted of what is asked for, and the warnings. */
function ask(capabilities: Capabilities, can: readonly string[]): { granted: Process["capabilities"]; warnings: string[] } {
  const { process } = configurationFor(["/bin/probe"]);
  const warnings: string[] = [];
  const granted = grant({ ...process, capabilities }, new Set(can), (message) => warnings.push(message));
  return { granted: granted.capabilities, warnings: warnings.map((message) => message.replace("config.json: process.capabilities.", "")) };
}

const [kill, chown] = ["CAP_KILL", "CAP_CHOWN"] as const;

describe("the capabilities of a program", () => {
  it("are those that are asked for, where they can be granted", () => {
    const all = { bounding: [kill], effective: [kill], permitted: [kill, chown], inheritable: [kill], ambient: [kill] };
    expect(ask(all, [kill, chown])).to.deep.equal({ granted: all, warnings: [] });
    const process = { ...configurationFor(["a"]).process, capabilities: all };
    expect(grant(process, new Set([kill, chown]), () => undefined)).to.equal(process);
  });

  it("are fewer where the runtime has them not itself, or nobody knows them, or one set demands another: each with a warning", () => {
    expect(ask({ bounding: [kill, chown], permitted: [chown] }, [kill])).to.deep.equal({
      granted: { bounding: [kill], permitted: [], effective: [], inheritable: [], ambient: [] },
      warnings: [
        'bounding: "CAP_CHOWN" cannot be granted: this runtime has not got it itself, and is left out',
        'permitted: "CAP_CHOWN" cannot be granted: this runtime has not got it itself, and is left out',
      ],
    });
    expect(ask({ bounding: ["CAP_NOTHING", "constructor"] }, [kill]).warnings).to.deep.equal([
      'bounding: "CAP_NOTHING" is no capability that this runtime knows, and is left out',
      'bounding: "constructor" is no capability that this runtime knows, and is left out',
    ]);
    expect(ask({ effective: [kill], inheritable: [kill], ambient: [kill] }, [kill]).warnings).to.deep.equal([
      'effective: "CAP_KILL" cannot be granted without being in the permitted set (capabilities(7)), and is left out',
      'inheritable: "CAP_KILL" cannot be granted without being in the bounding set (capabilities(7)), and is left out',
      'ambient: "CAP_KILL" cannot be granted without being in the permitted set (capabilities(7)), and is left out',
    ]);
  });

  it("can be those that are permitted and bounding; in a user namespace all that the kernel knows", () => {
    const status = "Name:\tx\nCapInh:\t0000000000000000\nCapPrm:\t0000000000000021\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000023\n";
    expect([...heldIn(status)]).to.deep.equal([chown, kill]);
    expect([...heldIn("Name:\tx\n")]).to.deep.equal([]);
    const last = Number(readFileSync("/proc/sys/kernel/cap_last_cap", "utf8"));
    expect([...grantable(["pid", "user"], false)]).to.deep.equal(capabilityNames.slice(0, last + 1));
    expect(grantable([], true)).to.equal(grantable(["user"], false));
  });

  it("can be none that this process was without: the container is made all the same", { skip: notHere }, () => {
    using bundle = new TestBundle();
    const names = ["CAP_KILL", "CAP_SYS_TIME"];
    const { process: usual } = configurationFor(["/bin/probe", "report"]);
    bundle.configure(
      configurationFor([], { process: { ...usual, capabilities: { bounding: names, permitted: names, effective: names } } }),
    );
    const program = path.join(import.meta.dirname, "../../bin/brine-runtime");
    const { status, stdout, stderr } = spawnSync(
      "setpriv",
      ["--bounding-set", "-sys_time", program, "--root", bundle.runtime.root, "run", "--bundle", bundle.directory, bundle.id],
      { encoding: "utf8" },
    );
    expect(status, stderr).to.equal(0);
    expect(stderr.split("\n").filter((line) => line.includes('"CAP_SYS_TIME" cannot be granted'))).to.have.lengthOf(3);
    expect(JSON.parse(stdout).capabilities).to.deep.include({ effective: "0000000000000020", bounding: "0000000000000020" });
    expect(bundle.residue()).to.deep.equal([]);
  });
});
