import { expect } from "chai";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { beginResults } from "./results_directory.ts";

describe("results of a run", () => {
  let out: string;
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), "brine-results-"));
  });
  afterEach(() => rm(out, { recursive: true }));

  it("replace those of the run before, all of them, and nothing else", async () => {
    await mkdir(join(out, "evidence"));
    await writeFile(join(out, "verdicts.json"), "old");
    await writeFile(join(out, "somebody's.txt"), "kept");
    const results = await beginResults(out);
    await writeFile(join(results.directory, "verdicts.json"), "new");
    expect(await readFile(join(out, "verdicts.json"), "utf8")).to.equal("old");
    await results.publish();
    expect(await readFile(join(out, "verdicts.json"), "utf8")).to.equal("new");
    expect((await readdir(out)).sort()).to.deep.equal(["somebody's.txt", "verdicts.json"]);
  });

  it("leave another run's unfinished results alone, and remove those of one that has gone", async () => {
    const alive = join(out, ".unfinished-1");
    const gone = join(out, ".unfinished-999999999");
    for (const directory of [alive, gone]) await mkdir(directory);
    await (await beginResults(out)).publish();
    expect([existsSync(alive), existsSync(gone)]).to.deep.equal([true, false]);
  });
});
