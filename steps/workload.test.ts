import { describe, it } from "node:test";
import { expect } from "chai";
import { workload, workloadPattern } from "./workload.ts";

describe("A workload in words", () => {
  it("is the probe with its command", () => {
    expect(workload("an idle process").args).to.deep.equal(["/bin/probe", "idle"]);
    expect(workload("a process that exits with 3 on SIGTERM").args).to.deep.equal(["/bin/probe", "exit-on", "SIGTERM", "3"]);
    expect(workload("a computation of 1 second of CPU time").args).to.deep.equal(["/bin/probe", "spin", "1000"]);
  });
  it("knows how many of its threads want a CPU", () => {
    expect(workload("2 busy loops").runnable).to.equal(2);
    expect(workload("an idle process").runnable).to.equal(0);
  });
  it("is matched as a whole", () => {
    expect("an init that exits with 7 on SIGTERM and leaves a background process").to.match(new RegExp(`^(?:${workloadPattern})$`));
    expect(() => workload("an idle process and more")).to.throw("not a workload");
  });
});
