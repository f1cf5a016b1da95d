import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { expect } from "chai";
import { areFetched, fetchPackages, type Wanted } from "./debian_packages.ts";
import { withFileLock } from "./file_lock.ts";

describe("packages of another Debian suite", () => {
  let place = "";
  before(() => void (place = mkdtempSync(join(tmpdir(), "brine-packages-"))));
  after(() => rmSync(place, { recursive: true }));

  const wanted = (changes: Partial<Wanted> = {}): Wanted => ({
    packages: ["libc6"],
    suite: "sid",
    directory: join(place, "sid"),
    deadline: 30_000,
    // Nothing listens there.
    mirror: "http://127.0.0.1:1/debian",
    ...changes,
  });
  const refusal = async (changes?: Partial<Wanted>) => {
    try {
      await fetchPackages(wanted(changes));
    } catch (error) {
      return String(error);
    }
    return "";
  };

  it("say which mirror cannot be reached, and leave no directory", async () => {
    expect(await refusal()).to.match(/Cannot fetch libc6 of Debian sid into .*: the mirror cannot be reached[^]*127\.0\.0\.1:1/);
    expect(readdirSync(place)).to.deep.equal(["sid.lock"]);
  });

  it("are refused when the archive's keys did not sign for them", async () => {
    const release = join(place, "mirror/dists/sid/main/binary-amd64");
    mkdirSync(release, { recursive: true });
    writeFileSync(join(release, "Packages"), "");
    writeFileSync(join(place, "mirror/dists/sid/Release"), "Suite: sid\nCodename: sid\nComponents: main\nArchitectures: amd64\n");
    expect(await refusal({ mirror: `file:${join(place, "mirror")}` })).to.contain("is not signed");
  });

  it("are not waited for beyond the deadline when somebody else is fetching them", async () => {
    await withFileLock(join(place, "sid.lock"), AbortSignal.timeout(10_000), async () => {
      expect(await refusal({ deadline: 100 })).to.contain("not done within 0.1 s");
    });
  });

  it("stop being fetched when they are no longer wanted", async () => {
    expect(await refusal({ signal: AbortSignal.abort(new Error("ctrl-C")) })).to.equal("Error: ctrl-C");
  });

  it("count as there only when all that is asked for came", async () => {
    mkdirSync(join(place, "sid"));
    expect(await areFetched(wanted())).to.equal(false);
    writeFileSync(join(place, "sid/.brine-packages.json"), JSON.stringify({ asked: { packages: ["libc6"], following: "", suite: "sid" } }));
    expect(await areFetched(wanted())).to.equal(true);
    expect(await refusal()).to.equal("");
    expect(await areFetched(wanted({ packages: ["libc6", "user-mode-linux"] }))).to.equal(false);
    expect(existsSync(join(place, "sid.unfinished"))).to.equal(false);
  });
});
