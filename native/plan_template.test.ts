import { expect } from "chai";
import { describe, it } from "node:test";
import { PlanTemplate } from "./plan_template.ts";
import { encodePlan, type Step } from "./steps.ts";

const compile = (id: string): Step[] => [
  { kind: "mkdir", actor: "launcher", path: `/sys/fs/cgroup/cpu/${id}`, mode: 0o755 },
  { kind: "writeFile", actor: "launcher", path: `/run/${id}/state`, data: `${id}${id} 000 111` },
];

describe("a template of plans", () => {
  it("gives the bytes that encoding would give", () => {
    const template = new PlanTemplate(compile, 3);
    for (const id of ["abc", "000", "111", "x-1"]) expect(template.for(id).bytes.equals(encodePlan(compile(id))), id).to.equal(true);
    expect(template.for("abc").steps()).to.deep.equal(compile("abc"));
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
