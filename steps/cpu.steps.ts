/** CPU time: what the control group allows, and what it is seen to use over a window (engines/host/cpu_window.ts). */
import { Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { type Limits, NotTestableHere } from "../engines/contract.ts";
import { cpuBandwidth, cpuUsageMicros, cpuWeight } from "../engines/host/cgroup.ts";
import { type Judgement, quotaBound, usesAll, usesShare, withinQuota } from "../engines/host/cpu_judgement.ts";
import { type CpuWindow, measureCpu } from "../engines/host/cpu_window.ts";
import { ContainerSubject } from "./container_subject.ts";
import { plotShare } from "./cpu_plot.ts";
import { needs } from "./needs.ts";
import type { Actor, ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

type Bandwidth = NonNullable<Limits["cpu"]>;

/** Measures, and attaches figures and plot. The cap that is drawn is the one that was asked for. */
async function measure(world: BrineWorld, subject: ContainerSubject, duration: number): Promise<CpuWindow> {
  const window = await measureCpu(subject.groups, duration, await subject.tickMicros());
  const { wallMicros, usageMicros, throttledDelta, idleMicros } = window;
  const share = usageMicros / wallMicros;
  world.observe(`CPU use of ${subject.name}`, { wallMicros, usageMicros, share, throttled: throttledDelta, hostIdleMicros: idleMicros });
  world.attach(plotShare(window, subject.request.limits.cpu), { mediaType: "image/svg+xml", fileName: `CPU share of ${subject.name}.svg` });
  return window;
}

function container(world: BrineWorld, actor: Actor): ContainerSubject {
  const subject = actor === "host" || actor === "parent" ? undefined : world.subject(actor);
  return subject instanceof ContainerSubject ? subject : expect.fail("only a container's CPU use is measured");
}

/** What the container was asked to be held to; the judgement never believes the control group itself. */
function askedFor(subject: ContainerSubject): Bandwidth {
  return subject.request.limits.cpu ?? expect.fail(`${subject.name} was asked for without a CPU quota`);
}

/** A lower bound that a busy host could not be held to says nothing about the engine. */
function expectUse(judgement: Judgement, claim: string): void {
  if (judgement === "starved")
    throw new NotTestableHere(`starved: the host had no CPU to give, so it cannot be told that ${claim}; run it on an idle machine`);
  expect(judgement, claim).to.equal("yes");
}

function figures({ usageMicros, wallMicros }: CpuWindow): string {
  return `${Math.round(usageMicros / 1000)} ms of CPU time in ${Math.round(wallMicros / 1000)} ms`;
}

Then("its CPU quota is {quota}", function (this: BrineWorld, wanted: Bandwidth) {
  const seen = cpuBandwidth(this.itsContainer.groups);
  this.observe("CPU quota of the control group", seen);
  if (wanted.quota === -1) expect(seen.quota, "the quota of its control group; -1 is none").to.equal(-1);
  else expect(seen, "the quota and the period of its control group, µs").to.deep.equal(wanted);
});

Then("its CPU period is {duration}", function (this: BrineWorld, wanted: number) {
  const { period } = cpuBandwidth(this.itsContainer.groups);
  expect(period, "the period of its control group, µs").to.equal(wanted * 1000);
});

Then("it stays within its quota and uses all of it over {duration}", async function (this: BrineWorld, duration: number) {
  const subject = this.itsContainer;
  const { quota, period } = askedFor(subject);
  const window = await measure(this, subject, duration);
  const bound = quotaBound(window, quota, period, subject.runnable);
  expectUse(
    withinQuota(window, quota, period, subject.runnable),
    `${subject.name} stays within its quota: it used ${figures(window)}, at most ${Math.round(bound / 1000)} ms are allowed, and was throttled in ${window.throttledDelta} periods`,
  );
  expectUse(
    usesAll(window, quota, period, subject.runnable),
    `${subject.name} uses all of its quota of ${quota} µs per ${period} µs: it used ${figures(window)}`,
  );
});

async function expectAtLeast(world: BrineWorld, subject: ContainerSubject, duration: number, share: number): Promise<void> {
  const window = await measure(world, subject, duration);
  expectUse(usesShare(window, share), `${subject.name} uses at least ${Math.round(share * 100)} % of one CPU: it used ${figures(window)}`);
}

async function expectBelow(world: BrineWorld, subject: ContainerSubject, duration: number, share: number): Promise<void> {
  const window = await measure(world, subject, duration);
  expect(window.usageMicros / window.wallMicros, `the share of one CPU that ${subject.name} used (${figures(window)})`).to.be.below(share);
}

Then("its CPU use over {duration} is at least {percentage}", function (this: BrineWorld, duration: number, share: number) {
  return expectAtLeast(this, this.itsContainer, duration, share);
});

Then("its CPU use over {duration} is below {percentage}", function (this: BrineWorld, duration: number, share: number) {
  return expectBelow(this, this.itsContainer, duration, share);
});

Then(
  "the CPU use of {actor} over {duration} is at least {percentage}",
  function (this: BrineWorld, actor: Actor, duration: number, share: number) {
    return expectAtLeast(this, container(this, actor), duration, share);
  },
);

Then(
  "the CPU use of {actor} over {duration} is below {percentage}",
  function (this: BrineWorld, actor: Actor, duration: number, share: number) {
    return expectBelow(this, container(this, actor), duration, share);
  },
);

Then("it is throttled at least {int} times in {duration}", async function (this: BrineWorld, times: number, duration: number) {
  const window = await measure(this, this.itsContainer, duration);
  if (window.throttledDelta >= times) return;
  // A loop that other programs kept from running did not come to the end of its quota.
  const { quota, period } = askedFor(this.itsContainer);
  expectUse(
    usesAll(window, quota, period, this.itsContainer.runnable) === "starved" ? "starved" : "no",
    `it is throttled in at least ${times} periods: it was in ${window.throttledDelta}`,
  );
});

Then("it is throttled {int} times in {duration}", async function (this: BrineWorld, times: number, duration: number) {
  const subject = this.itsContainer;
  const { period } = askedFor(subject);
  // A throttled period is counted at its end (do_sched_cfs_period_timer() in kernel/sched/fair.c): what the start took, which in an
  // emulated machine can be a whole quota, is counted up to a period later.
  await measureCpu(subject.groups, period / 1000, await subject.tickMicros());
  const { throttledDelta } = await measure(this, subject, duration);
  expect(throttledDelta, "the number of periods in which it was throttled").to.equal(times);
});

Then("its CPU weight is {int}", function (this: BrineWorld, wanted: number) {
  const seen = cpuWeight(this.itsContainer.groups);
  this.observe("CPU weight of the control group", seen);
  expect(seen.weight, `the weight of its control group, in the scale of cgroup v${seen.version}`).to.equal(wanted);
});

Then(
  "the CPU weight of {container} equals that of {container}",
  function (this: BrineWorld, one: ContainerReference, other: ContainerReference) {
    const [first, second] = [one, other].map((reference) => cpuWeight(this.container(reference).groups).weight);
    expect(first, "the weight of the one group").to.equal(second);
  },
);

Then(
  "the CPU weight of {container} is above that of {container}",
  function (this: BrineWorld, one: ContainerReference, other: ContainerReference) {
    const [heavy, light] = [one, other].map((reference) => cpuWeight(this.container(reference).groups).weight);
    this.observe("CPU weights of the control groups", { heavy, light });
    expect(heavy, "the weight of the one group").to.be.above(light ?? 0);
  },
);

Then(
  "the CPU use of {container} and {container} over {duration} together is below {percentage}",
  async function (this: BrineWorld, one: ContainerReference, other: ContainerReference, duration: number, share: number) {
    const windows = await Promise.all([one, other].map((reference) => measure(this, this.container(reference), duration)));
    const used = windows.reduce((sum, { usageMicros, wallMicros }) => sum + usageMicros / wallMicros, 0);
    for (const window of windows) expect(window.usageMicros, `the CPU time that one of them used, µs`).to.be.above(0);
    expect(used, `the share of one CPU that both used together (${windows.map(figures).join(", ")})`).to.be.below(share);
  },
);

async function change(world: BrineWorld, limits: Limits): Promise<void> {
  const subject = world.itsContainer;
  await subject.container.update(limits);
  Object.assign(subject.request.limits, limits);
}

When("its limit is changed to {limit}", needs("update"), function (this: BrineWorld, limits: Limits) {
  return change(this, limits);
});

When("its CPU quota is removed", needs("update"), function (this: BrineWorld) {
  const { period } = askedFor(this.itsContainer);
  return change(this, { cpu: { quota: -1, period } });
});

Then(
  "the CPU use of {container} is to that of {container} as their weights are, within {percentage}",
  async function (this: BrineWorld, one: ContainerReference, other: ContainerReference, tolerance: number) {
    const subjects = [this.container(one), this.container(other)] as const;
    // On v2 a runtime converts the weight asked for, by a formula of its own (CPU-13).
    const [heavy, light] = [cpuWeight(subjects[0].groups).weight, cpuWeight(subjects[1].groups).weight];
    const ratio = heavy / light;
    const [first, second] = await Promise.all([measure(this, subjects[0], 2000), measure(this, subjects[1], 2000)]);
    const seen = first.usageMicros / second.usageMicros;
    expect(seen, `the ratio of ${figures(first)} to ${figures(second)}; the weights are ${heavy} and ${light}`).to.be.within(
      ratio * (1 - tolerance),
      ratio * (1 + tolerance),
    );
  },
);

Then(
  "its group has been charged the CPU time its program reports, within {percentage}",
  async function (this: BrineWorld, tolerance: number) {
    const subject = this.itsContainer;
    const result = (await subject.documents()).at(-1) as { cpuMicros: number };
    const charged = cpuUsageMicros(subject.groups) - subject.usageAtStart;
    this.observe("CPU time", { reportedMicros: result.cpuMicros, chargedMicros: charged });
    expect(charged, `the CPU time charged to the group, µs; the program reports ${result.cpuMicros}`).to.be.closeTo(
      result.cpuMicros,
      result.cpuMicros * tolerance,
    );
  },
);
