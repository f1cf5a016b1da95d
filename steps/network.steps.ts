/** The network as containers see it. */
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { fileText } from "../engines/host/files.ts";
import { namespaceIdentity, sameNamespace } from "../engines/host/namespaces.ts";
import { eventually, throughout } from "../engines/host/poll.ts";
import { type VethEnd, connectByVeth } from "../engines/host/veth.ts";
import { attemptOf } from "./attempt.ts";
import { namespaceOfActor } from "./namespace_of_actor.ts";
import { needs } from "./needs.ts";
import { refusal } from "./probe.ts";
import type { Actor, ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** Address and port. */
type Endpoint = [string, string];

const loopback = "127.0.0.1";

/** A port without a listener on one's own loopback refuses; to another address there is no way at all. */
const unreachable = (address: string): string => (address === loopback ? "ECONNREFUSED" : "ENETUNREACH");

Then(
  "{container} {reachability} {endpoint}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, reaches: boolean, [address, port]: Endpoint) {
    const subject = this.container(reference);
    const answer = await subject.probe("connect", address, port);
    this.observe(`${subject.name} connects to ${address}:${port}`, answer);
    if (reaches) expect(answer, `what ${subject.name} got from ${address}:${port}`).to.have.property("connected", true);
    else expect(refusal(answer)?.errno, `what ${subject.name} was refused with at ${address}:${port}`).to.equal(unreachable(address));
  },
);

When(
  "a veth pair connects {container} at {address} with {container} at {address}",
  function (this: BrineWorld, one: ContainerReference, here: string, other: ContainerReference, there: string) {
    return connect(this, [one, here], [other, there]);
  },
);

Given(
  "a veth pair has connected {container} at {address} with {container} at {address}",
  function (this: BrineWorld, one: ContainerReference, here: string, other: ContainerReference, there: string) {
    return connect(this, [one, here], [other, there]);
  },
);

/** The ends are veth0 and veth1. They go with their namespaces. */
async function connect(world: BrineWorld, ...ends: [ContainerReference, string][]): Promise<void> {
  const [one, other] = ends.map(([reference, address], index): VethEnd => {
    const subject = world.container(reference);
    const identities = [namespaceIdentity(subject.first.pid, "network"), namespaceIdentity("self", "network")] as const;
    expect(sameNamespace(...identities), `whether ${subject.name} is in the host's network namespace`).to.equal(false);
    return { namespace: subject.namespacePath("network"), device: `veth${index}`, address };
  });
  await connectByVeth(one!, other!);
}

Then(
  "{container} {reachability} the abstract socket {name}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, reaches: boolean, name: string) {
    const subject = this.container(reference);
    const answer = await subject.probe("connect-abstract", name);
    this.observe(`${subject.name} connects to the abstract socket ${name}`, answer);
    if (reaches) expect(answer, `what ${subject.name} got from the abstract socket`).to.have.property("connected", true);
    else expect(refusal(answer)?.errno, `what ${subject.name} was refused with at the abstract socket`).to.equal("ECONNREFUSED");
  },
);

When("it connects to 127.0.0.1:{int}", needs("kernel"), async function (this: BrineWorld, port: number) {
  this.itsProcess.program = ["connect", loopback, String(port)];
  this.lastAttempt = attemptOf((await this.itsProcess.documents()).at(-1));
});

/** Tunnels that some modules put into every new namespace where net.core.fb_tunnels_only_for_init_net is 0. */
const fallbackTunnels = /^(?:tunl0|gre0|gretap0|erspan0|ip_vti0|ip6_vti0|sit0|ip6tnl0|ip6gre0)$/;

function deviceNames(pid: number | "self"): string[] {
  const names = fileText(`/proc/${pid}/net/dev`)
    .split("\n")
    .flatMap((line) => /^\s*([^\s:]+):/.exec(line)?.[1] ?? []);
  return names.filter((name) => !fallbackTunnels.test(name)).toSorted();
}

Then("its only network device is {name}", async function (this: BrineWorld, name: string) {
  const seen = deviceNames(await this.it.pid());
  this.observe("network devices", seen);
  expect(seen, "its network devices").to.deep.equal([name]);
});

Then(
  "the only network device of {container} is {name} within {duration}",
  async function (this: BrineWorld, reference: ContainerReference, name: string, deadline: number) {
    const { pid } = this.container(reference).first;
    await eventually(() => {
      expect(deviceNames(pid), "its network devices").to.deep.equal([name]);
      return true;
    }, deadline);
  },
);

Then(
  "the network device {name} of {container} stays for {duration}",
  async function (this: BrineWorld, name: string, reference: ContainerReference, duration: number) {
    const { pid } = this.container(reference).first;
    const stayed = await throughout(() => deviceNames(pid).includes(name), duration);
    expect(stayed, `whether ${name} stayed for ${duration} ms; the network devices are ${deviceNames(pid).join(", ")}`).to.equal(true);
  },
);

Then("its network devices are the host's", async function (this: BrineWorld) {
  const [seen, host] = [deviceNames(await this.it.pid()), deviceNames("self")];
  this.observe("network devices", { seen, host });
  expect(seen, "its network devices").to.deep.equal(host);
});

interface DeviceCounters {
  name: string;
  receivedPackets: number;
}

/** The network devices of the namespace that a process is in (proc_pid_net(5), "/proc/pid/net/dev"). */
async function devices(world: BrineWorld, actor: Exclude<Actor, "host" | "parent">): Promise<DeviceCounters[]> {
  const pid = await world.subject(actor).pid();
  return fileText(`/proc/${pid}/net/dev`)
    .split("\n")
    .flatMap((line) => {
      const [, name, fields] = /^\s*([^\s:]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined || fields === undefined ? [] : [{ name, receivedPackets: Number(fields.split(/\s+/)[1]) }];
    });
}

function inside(actor: Actor): Exclude<Actor, "host" | "parent"> {
  return actor === "host" || actor === "parent" ? expect.fail("only the network devices of containers are looked at") : actor;
}

Then("the network devices of {actor} equal those of {actor}", async function (this: BrineWorld, one: Actor, other: Actor) {
  const seen = { one: await devices(this, inside(one)), other: await devices(this, inside(other)) };
  this.observe("network devices", seen);
  expect(seen.one, "its network devices, with what each has received").to.deep.equal(seen.other);
  expect(await namespaceOfActor(this, one, "network"), "its network namespace").to.deep.equal(
    await namespaceOfActor(this, other, "network"),
  );
});

async function received(world: BrineWorld, actor: Actor): Promise<number> {
  const list = await devices(world, inside(actor));
  world.observe("network devices", list);
  const device =
    list.find(({ name }) => name === "lo") ??
    expect.fail(`it has no loopback device, only ${list.map(({ name }) => name).join(", ") || "none"}`);
  return device.receivedPackets;
}

Then("the loopback device of {actor} has carried packets", async function (this: BrineWorld, actor: Actor) {
  expect(await received(this, actor), "the number of packets its loopback device has received").to.be.above(0);
});

Then("the loopback device of {actor} has carried no packets", async function (this: BrineWorld, actor: Actor) {
  expect(await received(this, actor), "the number of packets its loopback device has received").to.equal(0);
});
