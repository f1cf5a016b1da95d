/** What a container is told of the machine, beside what the host says of itself. */
import { cpus, hostname, release, totalmem } from "node:os";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { cpuCount } from "../engines/host/cpu_idle.ts";
import { attemptOf } from "./attempt.ts";
import type { ContainerSubject } from "./container_subject.ts";
import { expectNamespaces, namespaceOfActor } from "./namespace_of_actor.ts";
import { needs } from "./needs.ts";
import type { Report } from "./probe.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

Then("the {figure} it reports {comparison} the host's", async function (this: BrineWorld, figure: string, equal: boolean) {
  const { cpus: seen, kernel, meminfo, hostname: name } = await this.it.report();
  // Programs count CPUs by their affinity or by /proc/cpuinfo.
  const [reported, host] =
    figure === "number of CPUs"
      ? [`${seen.affinity} to run on, ${seen.cpuinfo} in /proc/cpuinfo`, `${cpuCount()} to run on, ${cpus().length} in /proc/cpuinfo`]
      : figure === "total memory"
        ? [`${meminfo.total} bytes`, `${totalmem()} bytes`]
        : figure === "host name"
          ? [name, hostname()]
          : [kernel.release, release()];
  this.observe(figure, { reported, host });
  if (equal) expect(reported, `the ${figure} it reports`).to.equal(host);
  else expect(reported, `the ${figure} it reports`).not.to.equal(host);
});

Given("its host name is configured as {string}", function (this: BrineWorld, name: string) {
  this.itsContainer.request.hostname = name;
});

// An engine that sets it in the host's namespace after all changes nothing.
Given("its host name is configured as the host's own", function (this: BrineWorld) {
  this.hostNameBefore = hostname();
  this.itsContainer.request.hostname = this.hostNameBefore;
});

Given("it has set its host name to {string}", needs("kernel"), function (this: BrineWorld, name: string) {
  this.hostNameBefore = hostname();
  this.itsProcess.calls.push({ call: "sethostname", name });
});

When(
  "{container} sets its host name to {string}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, name: string) {
    const subject = this.speakOf(reference);
    const uts = [await namespaceOfActor(this, subject, "uts"), await namespaceOfActor(this, "host", "uts")] as const;
    // In the host's own namespace it would be the host that is renamed.
    expectNamespaces(...uts, false, `the UTS namespace of ${subject.name}, which is about to be renamed`);
    this.hostNameBefore = hostname();
    this.lastAttempt = attemptOf(await subject.probe("hostname", name));
    if (!this.lastAttempt.succeeded) expect.fail(`${subject.name} should be able to set its host name, but ${this.lastAttempt.words}`);
  },
);

async function hostNameIn(subject: ContainerSubject): Promise<string> {
  return ((await subject.probe("report")) as Report).hostname;
}

Then(
  "the host name of {container} is {string}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, wanted: string) {
    const subject = this.container(reference);
    expect(await hostNameIn(subject), `the host name of ${subject.name}`).to.equal(wanted);
  },
);

Then(
  "the host name of {container} is not {string}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, unwanted: string) {
    const subject = this.container(reference);
    expect(await hostNameIn(subject), `the host name of ${subject.name}`).not.to.equal(unwanted);
  },
);

Then("the host's host name is unchanged", function (this: BrineWorld) {
  expect(hostname(), "the host name of the host").to.equal(this.hostNameBefore);
});
