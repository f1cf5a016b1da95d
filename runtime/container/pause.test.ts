import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { expect } from "chai";
import type { Container } from "./container.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";

/** Clock ticks that the first process has run (proc_pid_stat(5), fields 14 and 15; its name holds no space). */
function used(container: Container): number {
  const fields = readFileSync(`/proc/${container.process?.pid}/stat`, "utf8").split(" ");
  return Number(fields[13]) + Number(fields[14]);
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; !condition(); await new Promise(setImmediate))
    if (Date.now() > end) throw new Error("the condition has not come true in 5 s");
}

async function busy(bundle: TestBundle): Promise<Container> {
  bundle.configure(configurationFor(["/bin/probe", "--quiet", "busy", "1"]));
  return await bundle.running();
}

describe("a container that is paused", { skip: notHere }, () => {
  it("does nothing until it is resumed, and is the same then", async () => {
    using bundle = new TestBundle();
    const container = await busy(bundle);
    await container.pause();
    expect([container.status, bundle.runtime.find(bundle.id)?.status]).to.deep.equal(["paused", "paused"]);
    const [before, start, { process }] = [used(container), Date.now(), container];
    await until(() => Date.now() > start + 100);
    expect(used(container)).to.equal(before);
    await container.resume();
    expect(container.status).to.equal("running");
    await until(() => used(container) > before);
    expect(container.process).to.deep.equal(process);
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("takes nothing but signals, limits, resume and a forced delete", async () => {
    using bundle = new TestBundle();
    const container = await busy(bundle);
    expect((await rejection(container.resume())).message).to.match(/it is running, not paused/);
    await container.pause();
    expect((await rejection(container.pause())).message).to.match(/it is paused, not running/);
    expect((await rejection(container.start())).message).to.match(/it is paused, not created/);
    expect((await rejection(container.exec(["/bin/probe"], bundle.stdio))).message).to.match(/it is paused, not running/);
    expect((await rejection(container.delete())).message).to.match(/it is paused: stop it first/);
    await container.update({ pids: { limit: 7 } });
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("may be waiting for its start", async () => {
    using bundle = new TestBundle();
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    await container.pause();
    expect(container.status).to.equal("paused");
    await container.resume();
    expect(container.status).to.equal("created");
    await container.start();
    await container.delete({ force: true });
    expect((await rejection(container.pause())).message).to.match(/container does not exist/);
    expect(bundle.residue()).to.deep.equal([]);
  });
});
