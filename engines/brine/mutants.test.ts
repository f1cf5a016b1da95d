import { describe, it } from "node:test";
import { expect } from "chai";
import type { Step } from "../../runtime/index.ts";
import { capabilityMask, cloneFlags } from "../../runtime/plan/kernel.ts";
import { planMutant } from "./mutant.ts";
import { generate, mutate, nameOf, planMutants } from "./mutants.ts";

const sysAdmin = capabilityMask(["CAP_SYS_ADMIN", "CAP_KILL"]);

const create: Step[] = [
  { kind: "writeFile", actor: "launcher", path: "/sys/fs/cgroup/cpu/run/one/cpu.cfs_quota_us", data: "20000" },
  { kind: "clone", actor: "launcher", flags: cloneFlags.pid + cloneFlags.uts + cloneFlags.mount },
  { kind: "recordProcess", actor: "launcher", path: "/run/one/process" },
  { kind: "setHostname", actor: "child", name: "one" },
  { kind: "mount", actor: "child", source: "", target: "/", type: "", flags: 0x84000, data: "" },
  {
    kind: "mount",
    actor: "child",
    source: "overlay",
    target: "/r",
    type: "overlay",
    flags: 0,
    data: "lowerdir=/top:/base,upperdir=/u,workdir=/w",
  },
  { kind: "pivotRoot", actor: "child", path: "/r" },
  { kind: "dropBounding", actor: "child", keep: sysAdmin },
  { kind: "setCapabilities", actor: "child", effective: sysAdmin, permitted: sysAdmin, inheritable: 0 },
  { kind: "exec", actor: "child", path: "/bin/probe", args: ["/bin/probe", "busy", "1"], env: [] },
];

const exec = (command: string): Step[] => [
  { kind: "setns", actor: "launcher", slot: 3, flags: cloneFlags.pid },
  { kind: "clone", actor: "launcher", flags: 0 },
  { kind: "setns", actor: "child", slot: 3, flags: cloneFlags.uts + cloneFlags.mount },
  { kind: "exec", actor: "child", path: "/bin/probe", args: ["/bin/probe", command, "1"], env: [] },
];

/** Of a plan for cgroup v2 what is different from one for v1. */
const unified: Step[] = [
  { kind: "writeFile", actor: "launcher", path: "/sys/fs/cgroup/cgroup.subtree_control", data: "+cpu" },
  { kind: "mkdir", actor: "launcher", path: "/sys/fs/cgroup/run-1", mode: 0o755, existOk: true },
  { kind: "mkdir", actor: "launcher", path: "/sys/fs/cgroup/run-1/one", mode: 0o755 },
  { kind: "writeFile", actor: "launcher", path: "/sys/fs/cgroup/run-1/one/cpu.max", data: "20000 100000" },
  { kind: "open", actor: "launcher", slot: 3, path: "/sys/fs/cgroup/run-1/one", flags: 0 },
  { kind: "attachDeviceProgram", actor: "launcher", slot: 3, instructions: [] },
  { kind: "clone", actor: "launcher", flags: 0, cgroupSlot: 3 },
  { kind: "recordProcess", actor: "launcher", path: "/run/one/process" },
  { kind: "close", actor: "child", slot: 3 },
];

const named = (plan: readonly Step[], name: string) => generate([plan]).find((mutant) => nameOf(mutant) === name);

function mutated(plan: readonly Step[], name: string): readonly Step[] {
  const mutant = named(plan, name);
  if (!mutant) expect.fail(`${name} should be generated; there are ${generate([plan]).map(nameOf).join(", ")}`);
  return mutate(plan, mutant);
}

describe("mutants of the launch plan", () => {
  it("every kind of step can be lost, but for what is excluded with a reason", () => {
    const names = generate([create]).map(nameOf);
    for (const { kind } of create) {
      const isExcluded = planMutants.excluded.some(({ mutant }) => mutant.startsWith(`plan/create/${kind}`));
      expect(names.some((name) => name.startsWith(`plan/create/${kind}/`)) || isExcluded, kind).to.equal(true);
    }
  });

  it("names are unique, and those of excluded mutants are not made", () => {
    const names = generate([create, exec("report")]).map(nameOf);
    expect(new Set(names).size).to.equal(names.length);
    for (const { mutant } of planMutants.excluded) expect(names.filter((name) => name.startsWith(mutant))).to.deep.equal([]);
  });

  it("every generated mutant changes the plan, and none changes what it was given", () => {
    const before = structuredClone(create);
    for (const mutant of generate([create])) expect(mutate(create, mutant), nameOf(mutant)).not.to.deep.equal(create);
    expect(create).to.deep.equal(before);
  });

  it("doubles a limit", () => {
    expect(mutated(create, "plan/create/writeFile/cpu.cfs_quota_us/doubled")[0]).to.include({ data: "40000" });
  });

  it("on cgroup v2 are named alike whatever the run's group is called, and take the container out of its group or its rules away", () => {
    const names = generate([unified]).map(nameOf);
    expect(names).to.include.members([
      "plan/create/writeFile/cgroup.subtree_control/dropped",
      "plan/create/mkdir/parent-group/dropped",
      "plan/create/mkdir/unified-group/dropped",
      "plan/create/open/group/dropped",
      "plan/create/attachDeviceProgram/dropped",
      "plan/create/close/dropped",
    ]);
    expect(names.filter((name) => name.includes("run-1"))).to.deep.equal([]);
    expect(mutated(unified, "plan/create/writeFile/cpu.max/doubled")[3]).to.include({ data: "40000 100000" });
    expect(mutated(unified, "plan/create/attachDeviceProgram/allows-everything")[5]).to.have.property("instructions").with.lengthOf(2);
    expect(mutated(unified, "plan/create/clone/outside-its-group")[6]).to.not.have.property("cgroupSlot");
    expect(named(create, "plan/create/clone/outside-its-group")).to.equal(undefined);
  });

  it("without a UTS namespace nothing renames the host, now or later", () => {
    const plan = mutated(create, "plan/create/clone/without-uts");
    expect(plan.some(({ kind }) => kind === "setHostname")).to.equal(false);
    expect(plan.find(({ kind }) => kind === "dropBounding")).to.include({ keep: capabilityMask(["CAP_KILL"]) });
    expect(plan.find(({ kind }) => kind === "setCapabilities")).to.include({ effective: capabilityMask(["CAP_KILL"]) });
  });

  it("a container's mount namespace is never taken away", () => {
    for (const mutant of generate([create])) {
      const clone = mutate(create, mutant).find(({ kind }) => kind === "clone");
      expect(clone?.kind === "clone" && clone.flags & cloneFlags.mount, nameOf(mutant)).to.not.equal(0);
    }
  });

  it("swaps layers of an overlay", () => {
    const plan = mutated(create, "plan/create/mount/overlay/top-layer-is-writable");
    expect(plan.find((step) => step.kind === "mount" && step.type === "overlay")).to.include({
      data: "lowerdir=/base,upperdir=/top,workdir=/w",
    });
  });

  it("leaves an executed program in the container when it could harm the host", () => {
    expect(named(exec("report"), "plan/exec/setns/pid/dropped")).not.to.equal(undefined);
    for (const command of ["kill", "hostname", "delete"])
      expect(
        generate([exec(command)])
          .filter(({ kind }) => kind === "setns")
          .map(({ change }) => change),
        command,
      ).to.deep.equal(["unshares-mount-afterwards"]);
  });

  it("is made by address, and only where its kind of plan is", () => {
    const mutant = named(create, "plan/create/setHostname/another-name");
    const transform = planMutant({ planMutant: JSON.stringify(mutant) });
    expect(transform?.(create).find(({ kind }) => kind === "setHostname")).to.include({ name: "another-name" });
    expect(transform?.(exec("report"))).to.deep.equal(exec("report"));
    expect(planMutant({})).to.equal(undefined);
  });

  it("records without changing", () => {
    const transform = planMutant(planMutants.recordingAddress);
    expect(transform?.(create)).to.equal(create);
    expect(planMutants.takePlans()).to.deep.equal([create]);
    expect(planMutants.takePlans()).to.deep.equal([]);
  });
});
