import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { expect } from "chai";
import { chooseAccelerator } from "./accelerator.ts";

/** Why KVM need not be tried: then the choice is made without it. */
const noKvm = ((): string | false => {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
    return false;
  } catch (error) {
    return (error as Error).message;
  }
})();

describe("KVM", { skip: noKvm }, () => {
  let place = "";
  before(() => void (place = mkdtempSync(join(tmpdir(), "brine-accelerator-"))));
  after(() => rmSync(place, { recursive: true }));

  it("is tried once, and what came of it is kept", async () => {
    for (const comesUp of [false, true]) {
      const file = join(place, `below/${comesUp}.json`);
      const tried: string[] = [];
      const boots = (accelerator: string): Promise<boolean> => Promise.resolve(tried.push(accelerator) > 0 && comesUp);
      for (let time = 0; time < 2; time++) expect(await chooseAccelerator(boots, file)).to.equal(comesUp ? "kvm" : "tcg");
      expect(tried).to.deep.equal(["kvm"]);
    }
  });

  it("is tried again on another host, and when the record cannot be read", async () => {
    const file = join(place, "other.json");
    for (const content of [JSON.stringify({ host: "another", accelerator: "kvm" }), "half"]) {
      writeFileSync(file, content);
      expect(await chooseAccelerator(() => Promise.resolve(false), file)).to.equal("tcg");
    }
  });
});
