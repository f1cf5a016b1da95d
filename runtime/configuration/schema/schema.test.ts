import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { compileSchema } from "./compile.ts";

describe("the schema of a configuration", () => {
  it("is what validate.js was compiled from: run generate.ts when not", () => {
    const compiled = readFileSync(path.join(import.meta.dirname, "validate.js"), "utf8");
    expect(compileSchema() === compiled, "validate.js is of another schema").to.equal(true);
  });
});
