import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { Launcher } from "../../native/index.ts";
import { repeated } from "../plan/repeated.ts";
import { freezerOf, isFreezing, thawed } from "./freezer.ts";
import { parseHierarchies } from "./hierarchies.ts";
import { removeForcibly } from "./remove.ts";

/** It has a freezer also where all controllers are v1's. */
const [unified] = parseHierarchies(readFileSync("/proc/self/mountinfo", "utf8").replaceAll(/^.* - cgroup .*\n/gm, ""), "0::/").hierarchies;
const skip = !unified ? "no cgroup2 is mounted" : process.geteuid?.() !== 0 && "needs root";

/** Whether a program would be executed by a plan that is known, and by one that is not yet. */
async function looksThawed(freezer: string): Promise<boolean[]> {
  const steps = [{ kind: "expectFile", actor: "launcher", ...thawed(freezer) } as const];
  const looks = [repeated(steps), steps].map((plan) => Launcher.get().run(plan).started);
  return (await Promise.allSettled(looks)).map(({ status }) => status === "fulfilled");
}

describe("the freezer of a v2 group", { skip }, () => {
  it("is looked at together with those of the groups above, both by Node and by the launcher", async (t) => {
    const above = path.join(unified?.mountPoint ?? "", `brine-test-${process.pid}`);
    const own = path.join(above, "own");
    t.after(() => removeForcibly([above], 5_000));
    mkdirSync(own, { recursive: true });
    const freezer = freezerOf(2, [{ directory: own, controllers: [] }]) ?? "";
    const { pid } = await Launcher.get().spawn(["sleep", "100"], { env: { PATH: "/usr/bin:/bin" } });
    writeFileSync(path.join(own, "cgroup.procs"), String(pid));
    for (const group of [above, own])
      for (const frozen of [true, false]) {
        writeFileSync(path.join(group, "cgroup.freeze"), String(Number(frozen)));
        // Both events and freezer: what its own freezer is told shows in the first only when it has come to pass.
        for (const end = Date.now() + 5_000; Date.now() < end && (await looksThawed(freezer)).includes(frozen);) await setTimeout(1);
        const where = `${path.basename(group)}, frozen: ${frozen}`;
        expect(isFreezing(freezer), where).to.equal(frozen);
        expect(await looksThawed(freezer), where).to.deep.equal([!frozen, !frozen]);
      }
  });
});
