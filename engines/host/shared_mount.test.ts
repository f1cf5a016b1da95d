import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { findProgram, runProgram } from "./monitor.ts";
import { residue, sweepRun } from "./residue.ts";
import { programEnvironment } from "./run_mark.ts";
import { makeSharedMount, mountTmpfs, propagationAt } from "./shared_mount.ts";

describe("a mount that others can share", { skip: process.geteuid?.() !== 0 && "needs root" }, () => {
  it("is a peer of nothing that was there before, gets what is mounted in another namespace, and goes with the run", async () => {
    const directory = mkdtempSync(join(tmpdir(), "brine-shared-"));
    const run = { id: basename(directory), directory, cgroupParent: `/${basename(directory)}` };
    const shared = join(directory, "shared");
    mkdirSync(shared);
    try {
      makeSharedMount(shared);
      for (const name of ["ours", "theirs"]) mkdirSync(join(shared, name));
      mountTmpfs(join(shared, "ours"));
      const { peers, master } = propagationAt("self", shared) ?? {};
      expect({ peers: peers !== undefined, master }).to.deep.equal({ peers: true, master: undefined });
      expect(propagationAt("self", directory)).to.equal(undefined);
      const elsewhere = [findProgram("unshare") ?? "", "--mount", "--propagation", "unchanged"];
      const mount = [findProgram("mount") ?? "", "-t", "tmpfs", "tmpfs", join(shared, "theirs")];
      const { exitStatus, stderr } = await runProgram([...elsewhere, ...mount], { env: programEnvironment(run.id), deadline: 5000 });
      expect({ exitStatus, stderr }).to.deep.equal({ exitStatus: 0, stderr: "" });
      writeFileSync(join(shared, "theirs/kept"), "");
    } finally {
      const found = await sweepRun(run);
      expect(found).to.deep.equal([`mount ${shared}/theirs`, `mount ${shared}/ours`, `mount ${shared}`, `directory ${directory}`]);
    }
    expect(residue(run)).to.deep.equal([]);
    expect(existsSync(directory)).to.equal(false);
  });
});
