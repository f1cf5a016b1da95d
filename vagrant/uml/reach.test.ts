import { expect } from "chai";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { closedTo } from "./reach.ts";

describe("what a user may not read", () => {
  it("is a file without leave to read, and each directory above that cannot be entered", () => {
    // Below /tmp, which everybody may enter.
    const outer = mkdtempSync("/tmp/brine-reach-");
    try {
      const [inner, file] = [join(outer, "inner"), join(outer, "inner/file")];
      mkdirSync(inner);
      writeFileSync(file, "");
      const modes = (...each: [number, number, number]): void => [outer, inner, file].forEach((path, at) => chmodSync(path, each[at]!));
      const owner = statSync(file).uid;
      modes(0o711, 0o711, 0o755);
      expect(closedTo(owner + 1, [file])).to.deep.equal([]);
      modes(0o700, 0o711, 0o750);
      expect(closedTo(owner + 1, [file])).to.deep.equal([outer, file]);
      expect(closedTo(owner, [file])).to.deep.equal([]);
    } finally {
      rmSync(outer, { recursive: true });
    }
  });
});
