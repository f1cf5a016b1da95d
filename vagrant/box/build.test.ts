import { expect } from "chai";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { boxDirectory, readBox } from "./box.ts";
import { buildBox } from "./build.ts";
import { execute } from "./execute.ts";
import { recipeHash } from "./recipe.ts";

async function inDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "brine-box-"));
  try {
    await work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("the box", () => {
  it("is left alone when it was made by today's recipe", async () => {
    await inDirectory(async (directory) => {
      const place = join(directory, "trixie");
      const { record } = boxDirectory(place);
      mkdirSync(dirname(record), { recursive: true });
      writeFileSync(record, JSON.stringify({ recipe: recipeHash(), version: "1.2.3", kernel: "6.12" }));
      const tell = (line: string): void => expect.fail(line);
      const { box, built } = await buildBox({ force: false, tell, signal: new AbortController().signal, place });
      expect({ version: box.version, built }).to.deep.equal({ version: "1.2.3", built: false });
    });
  });

  it("does not count while it is half made, and an interrupted build leaves nothing of it", async () => {
    await inDirectory(async (directory) => {
      const place = join(directory, "trixie");
      mkdirSync(`${place}.unfinished`);
      expect(readBox(place)).to.equal(undefined);
      const controller = new AbortController();
      // Interrupted as soon as the first step is told, or refused for want of root.
      const building = buildBox({ force: false, tell: () => controller.abort(new Error("interrupted")), signal: controller.signal, place });
      const error = await building.then(
        () => undefined,
        (error: Error) => error.message,
      );
      const isRoot = process.getuid?.() === 0;
      expect(error).to.match(isRoot ? /^interrupted$/ : /needs root.*sudo npm run box/);
      expect(readBox(place)).to.equal(undefined);
      if (isRoot) expect(readdirSync(directory)).to.deep.equal(["trixie.lock"]);
    });
  });

  it("a step that fails is told with what it said last", async () => {
    const failing = execute(["sh", "-c", "echo progress; echo why >&2; exit 3"], {
      tell: (line) => expect(line).to.equal("progress"),
      signal: new AbortController().signal,
    });
    const error = await failing.then(
      () => expect.fail("it did not fail"),
      (error: Error) => error,
    );
    expect(error.message).to.match(/^sh -c .* ended with status 3:\nwhy$/s);
  });
});
