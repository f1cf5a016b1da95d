/** Clocks (clock_gettime(2), time_namespaces(7)). A look inside lies between two looks of the host's, so no tolerance is needed. */
import { readFileSync } from "node:fs";
import { Then, defineParameterType } from "@cucumber/cucumber";
import { expect } from "chai";
import { ContainerSubject } from "./container_subject.ts";
import type { Report } from "./probe.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

type Clock = "realtime" | "monotonic" | "boottime";

const clocks: Record<string, Clock> = { calendar: "realtime", monotonic: "monotonic", "boot-time": "boottime" };

defineParameterType({
  name: "clock",
  regexp: new RegExp(Object.keys(clocks).join("|")),
  transformer: (words) => clocks[words]!,
  useForSnippets: false,
});

/** A clock of the host: between which two values it is now, ns. */
function onHost(clock: Clock): [number, number] {
  if (clock === "monotonic") {
    const now = Number(process.hrtime.bigint());
    return [now, now];
  }
  // Whole ms, and hundredths of a second that are cut off (proc_uptime(5)).
  const [now, unit] =
    clock === "realtime" ? [Date.now() * 1e6, 1e6] : [Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1e9, 1e7];
  return [now, now + unit];
}

/** JSON's numbers round the nanoseconds since 1970 to 256, the probe's and ours. */
const rounding = 512;

async function expectAhead(world: BrineWorld, clock: Clock, millis: number): Promise<void> {
  const [earliest] = onHost(clock);
  const { it } = world;
  const report = it instanceof ContainerSubject ? await it.probe("report") : await it.report();
  const [, latest] = onHost(clock);
  const seen = (report as Report & { clocks: Record<Clock, number> }).clocks[clock];
  world.observe(`${clock}, ns`, { seen, host: { earliest, latest } });
  expect(seen - millis * 1e6, `its ${clock} clock less ${millis} ms, ns`).to.be.within(earliest - rounding, latest + rounding);
}

Then("its {clock} clock is the host's", needs("exec"), function (this: BrineWorld, clock: Clock) {
  return expectAhead(this, clock, 0);
});

Then("its {clock} clock is {duration} ahead of the host's", needs("exec"), function (this: BrineWorld, clock: Clock, millis: number) {
  return expectAhead(this, clock, millis);
});
