import { constants, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { Launcher } from "./launcher.ts";
import { PlanTemplate } from "./plan_template.ts";
import { encodePlan, type Step } from "./steps.ts";

const compile = (id: string): Step[] => [
  { kind: "mkdir", actor: "launcher", path: `/sys/fs/cgroup/cpu/${id}`, mode: 0o755 },
  { kind: "writeFile", actor: "launcher", path: `/run/${id}/state`, data: `${id}${id} 000 111` },
];

describe("a template of plans", () => {
  it("says where an id is put in, and gives the steps for one", () => {
    const template = new PlanTemplate(compile, 3);
    const bytes = template.encode();
    const [length, count] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
    expect(length).to.equal(3);
    const plan = Buffer.from(bytes.subarray(8 + count * 4));
    for (const id of ["abc", "000", "111", "x-1"]) {
      for (let index = 0; index < count; index++) plan.write(id, bytes.readUInt32LE(8 + index * 4), "latin1");
      expect(plan.equals(encodePlan(compile(id))), id).to.equal(true);
    }
    expect(template.for("abc").steps()).to.deep.equal(compile("abc"));
  });

  it("is carried out with the id put in, by the launcher that knows it by a number", async () => {
    const base = mkdtempSync(join(tmpdir(), "brine-template-"));
    const steps = (id: string): Step[] => [
      { kind: "mkdir", actor: "launcher", path: `${base}/${id}`, mode: 0o755 },
      { kind: "mkdir", actor: "launcher", path: `${base}/all`, mode: 0o755, existOk: true },
      { kind: "writeFile", actor: "launcher", path: `${base}/${id}/${id}`, data: `${id}:${id} 0000`, flags: constants.O_CREAT },
    ];
    const template = new PlanTemplate(steps, 4);
    try {
      const ids = ["abcd", "0000", "1111", "a-+."];
      for (const id of ids) await Launcher.get().run(template.for(id)).started;
      for (const id of ids) expect(readFileSync(`${base}/${id}/${id}`, "utf8")).to.equal(`${id}:${id} 0000`);
      expect(readdirSync(base)).to.have.members([...ids, "all"]);
      const failure = await Launcher.get()
        .run(template.for("abcd"))
        .started.catch((error: unknown) => error);
      expect(failure).to.include({ code: "EEXIST", path: `${base}/abcd` });
    } finally {
      rmSync(base, { recursive: true });
    }
  });

  it("is forgotten by the launcher when so many others came after it, and told anew", async () => {
    const base = mkdtempSync(join(tmpdir(), "brine-template-"));
    const templates = Array.from(
      { length: 300 },
      (_, index) => new PlanTemplate((id) => [{ kind: "rmdir", actor: "launcher", path: `${base}/${index}-${id}` }], 1),
    );
    try {
      for (const round of ["x", "y"])
        for (const [index, template] of templates.entries()) {
          mkdirSync(`${base}/${index}-${round}`);
          await Launcher.get().run(template.for(round)).started;
        }
      expect(readdirSync(base)).to.deep.equal([]);
    } finally {
      rmSync(base, { recursive: true });
    }
  });

  it("serves ids of one length", () => {
    expect(() => new PlanTemplate(compile, 3).for("abcd")).to.throw(RangeError, "3 characters");
  });

  it("is refused where the id decides something", () => {
    const byNumber = (id: string): Step[] => [{ kind: "umask", actor: "child", mask: Number(id) }];
    expect(() => new PlanTemplate(byNumber, 2)).to.throw("depends on the id");
    const byPresence = (id: string): Step[] => (id.startsWith("0") ? compile(id) : []);
    expect(() => new PlanTemplate(byPresence, 2)).to.throw("length depends");
  });
});
