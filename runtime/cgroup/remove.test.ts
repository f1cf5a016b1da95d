import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { buildDirectory, Launcher, type Running } from "../../native/index.ts";
import { parseHierarchies } from "./hierarchies.ts";
import { isPopulated, processesIn, removeForcibly } from "./remove.ts";

/** It can be killed in one go, also where all controllers are v1's. */
const [unified] = parseHierarchies(readFileSync("/proc/self/mountinfo", "utf8").replaceAll(/^.* - cgroup .*\n/gm, ""), "0::/").hierarchies;
const skip = !unified ? "no cgroup2 is mounted" : process.geteuid?.() !== 0 && "needs root";

/** Has the probe born in a group, as the process of a container is. Resolves when it runs. */
async function bornIn(group: string, args: string[]): Promise<Running> {
  const running = Launcher.get().run([
    { kind: "open", actor: "launcher", slot: 0, path: group, flags: 0 },
    { kind: "clone", actor: "launcher", flags: 0, cgroupSlot: 0 },
    { kind: "exec", actor: "child", path: `${buildDirectory}probe`, args: ["probe", "--quiet", ...args], env: [] },
  ]);
  await running.started;
  return running;
}

const namesBelow = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

describe("a v2 group that is emptied and kept", { skip }, () => {
  it("loses all groups and processes below it, also those that fork meanwhile, and takes processes as before", async (t) => {
    const group = path.join(unified?.mountPoint ?? "", `brine-test-${process.pid}`);
    t.after(() => removeForcibly([group], 5_000));
    const below = path.join(group, "below");
    const further = path.join(below, "further");
    for (let time = 0; time < 2; time++) {
      mkdirSync(further, { recursive: true });
      for (const each of [group, below, further]) await bornIn(each, ["fork-bomb", "10"]);
      for (const end = Date.now() + 5_000; (await processesIn(further)).length < 3; await setTimeout(1))
        if (Date.now() > end) throw new Error("three processes have not come about in 5 s");
      await removeForcibly([group], 5_000, true);
      expect(namesBelow(group)).to.deep.equal([]);
      expect(await isPopulated(group)).to.equal(false);
      // Where the group was ever killed in one go, this is killed before it has become its program.
      const later = await bornIn(group, ["exit", "7"]);
      expect((await later.exited).exitStatus).to.equal(7);
    }
  });
});
