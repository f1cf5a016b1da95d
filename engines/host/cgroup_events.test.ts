import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { expect } from "chai";
import type { ControlGroups } from "./cgroup.ts";
import { highEvents, isFrozen, isUnderOom, memoryUse, refusedForks } from "./cgroup_events.ts";

const made: string[] = [];
after(() => made.forEach((directory) => rmSync(directory, { recursive: true })));

/** A group of plain files: what the kernel would write in one. */
function group(version: 1 | 2, controllers: string[], files: Record<string, string>): ControlGroups {
  const directory = mkdtempSync(join(tmpdir(), "brine-group-"));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return [{ hierarchy: { version, controllers, mountPoint: directory, root: "/" }, path: "/", directory }];
}

describe("what a group has counted", () => {
  it("is read from the files of cgroup v2", () => {
    const groups = group(2, ["memory", "pids"], {
      "memory.current": "4096\n",
      "memory.events": "low 0\nhigh 12\nmax 0\noom 0\noom_kill 0\n",
      "pids.events": "max 3\n",
      "cgroup.events": "populated 1\nfrozen 1\n",
    });
    expect([memoryUse(groups), highEvents(groups), refusedForks(groups), isFrozen(groups)]).to.deep.equal([4096, 12, 3, true]);
    expect(isFrozen(group(2, [], { "cgroup.events": "populated 1\nfrozen 0\n" }))).to.equal(false);
    expect(isFrozen(group(2, [], {})), "a root group, which has no such file").to.equal(false);
  });

  it("is read from the files of cgroup v1, each in the hierarchy of its controller", () => {
    const groups: ControlGroups = [
      ...group(1, ["memory"], {
        "memory.usage_in_bytes": "8192\n",
        "memory.oom_control": "oom_kill_disable 1\nunder_oom 1\noom_kill 0\n",
      }),
      ...group(1, ["pids"], { "pids.events": "max 0\n" }),
      ...group(1, ["freezer"], { "freezer.state": "FROZEN\n" }),
    ];
    expect([memoryUse(groups), isUnderOom(groups), refusedForks(groups), isFrozen(groups)]).to.deep.equal([8192, true, 0, true]);
    expect(isFrozen(group(1, ["freezer"], { "freezer.state": "FREEZING\n" })), "not all of its processes yet").to.equal(false);
  });
});
