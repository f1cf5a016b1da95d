/** What can be done to the steps of a launch plan, kind by kind. */
import type { Step } from "../../runtime/index.ts";
import { capabilityMask, cloneFlags, mountFlags } from "../../runtime/plan/kernel.ts";
import { roleOf, type PlanKind } from "./mutant_roles.ts";

type Of<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/** A change to every step of one kind and role. */
export interface Alteration {
  name: string;
  /** Plans it is made for; all of them without it. */
  plans?: readonly PlanKind[];
  /** The steps in its place; undefined where the step is none of those meant. */
  apply: (step: Step, plan: readonly Step[]) => Step[] | undefined;
  /** Takes out of the mutated plan what would harm the host now. */
  guard?: (plan: readonly Step[]) => Step[];
}

const alterations = new Map<Step["kind"], Alteration[]>();

function alter<Kind extends Step["kind"]>(
  kind: Kind,
  name: string,
  apply: (step: Of<Kind>, plan: readonly Step[]) => Step[] | undefined,
  rest: Omit<Alteration, "name" | "apply"> = {},
): void {
  const list = alterations.get(kind) ?? [];
  list.push({ name, apply: (step, plan) => (step.kind === kind ? apply(step as Of<Kind>, plan) : undefined), ...rest });
  alterations.set(kind, list);
}

/** Programs that change nothing, whatever they are run in. */
const harmlessPrograms = ["report", "idle", "true", "ps", "stat", "list", "read"];

function runsHarmlessly(plan: readonly Step[]): boolean {
  const exec = plan.find((step) => step.kind === "exec");
  return exec?.kind === "exec" && harmlessPrograms.includes(exec.args[1] ?? "");
}

/** What may not be done in the host's own namespace of the type. */
const bound: Partial<Record<keyof typeof cloneFlags, readonly Step["kind"][]>> = {
  uts: ["setHostname", "setDomainname"],
  network: ["loopbackUp"],
  mount: ["mount", "umount", "moveMount", "setMountAttributes", "maskPath", "readonlyPath", "pivotRoot"],
};

const sysAdmin = capabilityMask(["CAP_SYS_ADMIN"]);
const without = (mask: number, bit: number): number => (Math.floor(mask / bit) % 2 ? mask - bit : mask);

/** Without the namespace the steps go that would change the host's, and the privilege to do it later. */
function confined(type: keyof typeof cloneFlags): (plan: readonly Step[]) => Step[] {
  return (plan) =>
    plan
      .filter((step) => !(bound[type] ?? []).includes(step.kind))
      // A parameter of the kernel would be set for the host.
      .filter((step) => step.kind !== "writeFile" || !step.path.startsWith("/proc/sys/"))
      .map((step) => {
        if (step.kind === "dropBounding") return { ...step, keep: without(step.keep, sysAdmin) };
        if (step.kind === "setCapabilities")
          return {
            ...step,
            effective: without(step.effective, sysAdmin),
            permitted: without(step.permitted, sysAdmin),
            inheritable: without(step.inheritable, sysAdmin),
          };
        return step;
      });
}

for (const [type, flag] of Object.entries(cloneFlags) as [keyof typeof cloneFlags, number][]) {
  // A container's mounts would be the host's: see the excluded mutants.
  const plans: PlanKind[] = type === "mount" ? ["raw"] : ["create", "raw"];
  alter("clone", `without-${type}`, (step) => (step.flags & flag ? [{ ...step, flags: step.flags - flag }] : undefined), {
    plans,
    guard: confined(type),
  });
  // A user namespace's ids would have to be mapped, a cgroup namespace is made when the groups are joined.
  if (type !== "user" && type !== "cgroup")
    alter("clone", `with-${type}`, (step) => (step.flags & flag ? undefined : [{ ...step, flags: step.flags + flag }]), {
      plans: ["create", "raw"],
    });
}

/** Whether its network namespace is the host's, though it was to have one of its own. */
function lacksNetwork(plan: readonly Step[]): boolean {
  const makesOne = plan.some((step) => (step.kind === "unshare" || step.kind === "clone") && step.flags & cloneFlags.network);
  return plan.some(({ kind }) => kind === "loopbackUp") && !makesOne;
}
alter("unshare", "dropped", () => [], {
  plans: ["create"],
  guard: (plan) => (lacksNetwork(plan) ? confined("network")(plan) : [...plan]),
});

for (const [name, factor] of [
  ["doubled", 2],
  ["halved", 0.5],
] as const)
  alter("writeFile", name, (step) =>
    /^(cpu\.(cfs_(quota|period)_us|shares|weight|max)|memory\.(?!oom)[\w.]+|pids\.max)$/.test(roleOf(step)) && /^[1-9]/.test(step.data)
      ? // cpu.max has the period behind the quota.
        [{ ...step, data: step.data.replace(/^\d+/, (number) => String(Math.floor(Number(number) * factor))) }]
      : undefined,
  );
alter("writeFile", "all-of-the-host's", (step, plan) => {
  const first = plan.find((each) => each.kind === "writeFile" && roleOf(each) === "cpuset.cpus");
  return roleOf(step) === "cpuset.cpus" && first?.kind === "writeFile" && first.data !== step.data
    ? [{ ...step, data: first.data }]
    : undefined;
});

// On v2: it stays in the group of its parent, the launcher.
alter("clone", "outside-its-group", ({ cgroupSlot, ...step }) => (cgroupSlot === undefined ? undefined : [step]));
// mov r0, 1; exit
alter("attachDeviceProgram", "allows-everything", (step) => [
  {
    ...step,
    instructions: [
      { code: 0xb7, destination: 0, source: 0, offset: 0, immediate: 1 },
      { code: 0x95, destination: 0, source: 0, offset: 0, immediate: 0 },
    ],
  },
]);

// The namespace is the caller's own then; a program that could change the host there is left alone.
alter("setns", "dropped", (step, plan) => (runsHarmlessly(plan) && !(step.flags & cloneFlags.mount) ? [] : undefined), { plans: ["exec"] });
for (const [type, flag] of Object.entries(cloneFlags).filter(([name]) => name !== "mount"))
  alter(
    "setns",
    `without-${type}`,
    (step, plan) =>
      runsHarmlessly(plan) && step.flags & flag && step.flags !== flag ? [{ ...step, flags: step.flags - flag }] : undefined,
    { plans: ["exec"] },
  );
// A mount namespace of its own, with the container's mounts in it: not the container's all the same.
alter(
  "setns",
  "unshares-mount-afterwards",
  (step) => (step.flags & cloneFlags.mount ? [step, { kind: "unshare", actor: "child", flags: cloneFlags.mount }] : undefined),
  { plans: ["exec"] },
);

alter("mount", "without-nosuid", (step) =>
  step.flags & mountFlags.nosuid ? [{ ...step, flags: step.flags & ~mountFlags.nosuid }] : undefined,
);
alter("mount", "read-only", (step) =>
  step.type !== "" && !(step.flags & mountFlags.rdonly) ? [{ ...step, flags: step.flags | mountFlags.rdonly }] : undefined,
);
alter("mount", "tmpfs-in-place", (step) =>
  step.type !== "" && step.type !== "tmpfs" && step.type !== "overlay" ? [{ ...step, type: "tmpfs", data: "" }] : undefined,
);
alter("mount", "layers-turned", (step) => overlay(step, (lower) => lower.toReversed()));
alter("mount", "without-the-top-layer", (step) => overlay(step, (lower) => (lower.length > 1 ? lower.slice(1) : undefined)));
alter("mount", "top-layer-is-writable", (step) => {
  const [top, ...rest] = lowerOf(step);
  return step.type === "overlay" && rest.length > 0
    ? [{ ...step, data: step.data.replace(/lowerdir=[^,]*/, `lowerdir=${rest.join(":")}`).replace(/upperdir=[^,]*/, `upperdir=${top}`) }]
    : undefined;
});

function lowerOf(step: Of<"mount">): string[] {
  return /lowerdir=([^,]*)/.exec(step.data)?.[1]?.split(":") ?? [];
}

function overlay(step: Of<"mount">, change: (lower: string[]) => string[] | undefined): Step[] | undefined {
  const lower = step.type === "overlay" ? change(lowerOf(step)) : undefined;
  return lower && lower.length > 0 ? [{ ...step, data: step.data.replace(/lowerdir=[^,]*/, `lowerdir=${lower.join(":")}`) }] : undefined;
}

// The host's own proc file system, as a view of its processes; nothing can be changed through a read-only mount.
alter("openFilesystem", "host's-in-place", (step) =>
  step.type === "proc"
    ? [
        { kind: "openTree", actor: "child", slot: step.slot, path: "/proc" },
        { kind: "setMountAttributes", actor: "child", slot: step.slot, set: mountFlags.rdonly, clear: 0 },
      ]
    : undefined,
);
alter("openFilesystem", "tmpfs-in-place", (step) => [{ ...step, type: "tmpfs", source: "tmpfs", options: [] }]);
alter("openFilesystem", "attributes-dropped", (step) => (step.attributes ? [{ ...step, attributes: 0 }] : undefined));

alter("setHostname", "another-name", (step) => [{ ...step, name: "another-name" }]);
alter("mknod", "mode-600", (step) => [{ ...step, mode: (step.mode & ~0o777) | 0o600 }]);
alter("symlink", "to-nowhere", (step) => [{ ...step, target: "/nowhere" }]);
alter("setRlimit", "doubled", (step) => [{ ...step, soft: step.soft * 2, hard: step.hard * 2 }]);
const everything = 2 ** 41 - 1;
alter("dropBounding", "keeps-all", (step) => [{ ...step, keep: everything }]);
alter("setCapabilities", "one-more", (step) => {
  const more = capabilityMask(["CAP_SYS_PTRACE"]);
  const plus = (mask: number): number => without(mask, more) + more;
  return [{ ...step, effective: plus(step.effective), permitted: plus(step.permitted) }];
});
alter("setCapabilities", "none", (step) => [{ ...step, effective: 0, permitted: 0, inheritable: 0 }]);
alter("setIds", "nobody", (step) => [{ ...step, uid: 65_534, gid: 65_534 }], { plans: ["create", "exec"] });
// BPF_RET | BPF_K with SECCOMP_RET_ALLOW, and with SECCOMP_RET_ERRNO | ENOSPC for each call that would be denied.
alter("seccomp", "allows-everything", (step) => [{ ...step, instructions: [[0x06, 0, 0, 0x7fff0000]] }]);
alter("seccomp", "other-errors", (step) => {
  const instructions = step.instructions.map(([code, jt, jf, k]) => [code, jt, jf, code === 0x06 && k >>> 16 === 5 ? 0x5001c : k] as const);
  return JSON.stringify(instructions) === JSON.stringify(step.instructions) ? undefined : [{ ...step, instructions }];
});
alter("awaitStart", "runs-when-created", () => []);
alter("umask", "777", (step) => [{ ...step, mask: 0o777 }]);
// In the host's UTS namespace it would rename the host.
for (const plans of [["create"], ["raw"]] as const)
  alter("setns", "dropped", () => [], {
    plans,
    guard: plans[0] === "raw" ? (plan) => confined("mount")(confined("uts")(plan)) : confined("uts"),
  });
alter(
  "exec",
  "is-idle",
  (step) => (step.args[0]?.endsWith("probe") && step.args[1] !== "idle" ? [{ ...step, args: [step.args[0], "idle"] }] : undefined),
  { plans: ["create"] },
);
alter(
  "exec",
  "reports-and-ends",
  (step) => (step.args[0]?.endsWith("probe") && step.args[1] !== "report" ? [{ ...step, args: [step.args[0], "report"] }] : undefined),
  { plans: ["create"] },
);
alter("exec", "environment-dropped", (step) => (step.env.length > 0 ? [{ ...step, env: [] }] : undefined));

const dropped: Alteration = { name: "dropped", apply: () => [] };

/** The alterations of a kind of step; every step can be dropped, but for those whose loss has a form of its own above. */
export function alterationsOf(kind: Step["kind"], plan: PlanKind): Alteration[] {
  const own = (alterations.get(kind) ?? []).filter(({ plans }) => !plans || plans.includes(plan));
  return own.some(({ name }) => name === dropped.name || name === "runs-when-created") ? own : [dropped, ...own];
}
