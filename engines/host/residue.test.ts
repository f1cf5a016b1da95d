import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { mount } from "../../native/index.ts";
import { runProgram } from "./monitor.ts";
import { eventually } from "./poll.ts";
import { processStatus } from "./process.ts";
import { residue, sweepRun } from "./residue.ts";
import { programEnvironment } from "./run_mark.ts";

describe("a run's residue", () => {
  it("is never looked for in places that are not the run's", async () => {
    for (const run of [
      { id: "no7", directory: "/tmp/no7", cgroupParent: "/" },
      { id: "no7", directory: "/", cgroupParent: "/no7" },
      { id: "no7", directory: "/tmp/../no7", cgroupParent: "/no7" },
      { id: "no7", directory: "/tmp/no7", cgroupParent: "/other" },
      { id: "no7", directory: "/tmp", cgroupParent: "/no7" },
      { id: "", directory: "/tmp", cgroupParent: "/brine" },
    ]) {
      const refused: unknown = await sweepRun(run).catch((error: unknown) => error);
      expect(refused).to.have.property("message").that.includes("Refusing to sweep");
    }
  });

  it(
    "is processes that it started, mounts, and its directory; a sweep leaves none of them",
    { skip: process.geteuid?.() !== 0 && "needs root" },
    async () => {
      const directory = mkdtempSync(join(tmpdir(), "brine-residue-"));
      const run = { id: basename(directory), directory, cgroupParent: `/${basename(directory)}` };
      const other = mkdtempSync(join(tmpdir(), "brine-elsewhere-"));
      writeFileSync(join(other, "kept"), "");
      for (const name of ["tmpfs", "bound"]) mkdirSync(join(directory, name));
      mount("tmpfs", join(directory, "tmpfs"), "tmpfs", 0);
      mkdirSync(join(directory, "tmpfs/below"));
      mount("tmpfs", join(directory, "tmpfs/below"), "tmpfs", 0);
      mount(other, join(directory, "bound"), "", 4096 /* MS_BIND */);
      const { stdout } = await runProgram(["/bin/sh", "-c", "(exec >/dev/null 2>&1; exec sleep 100) & echo $!"], {
        env: programEnvironment(run.id),
        deadline: 5000,
      });
      // The shell says the PID before what has it becomes sleep(1).
      expect(await eventually(() => processStatus(Number(stdout))?.comm === "sleep", 5000)).to.equal(true);
      const found = await sweepRun(run);
      expect(found).to.deep.equal([
        `process ${stdout.trim()} (sleep)`,
        `mount ${directory}/bound`,
        `mount ${directory}/tmpfs/below`,
        `mount ${directory}/tmpfs`,
        `directory ${directory}`,
      ]);
      expect(residue(run)).to.deep.equal([]);
      expect(existsSync(join(other, "kept"))).to.equal(true);
      expect(await sweepRun({ ...run, id: basename(other), directory: other, cgroupParent: `/${basename(other)}` })).to.deep.equal([
        `directory ${other}`,
      ]);
    },
  );
});
