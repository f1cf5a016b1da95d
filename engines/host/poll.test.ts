import { afterEach, describe, it } from "node:test";
import { expect } from "chai";
import { eventually, throughout } from "./poll.ts";
import { scaled, setSlowness } from "./slowness.ts";

describe("waiting", () => {
  afterEach(() => setSlowness(1));

  it("ends with the first answer", async () => {
    let looks = 0;
    expect(await eventually(() => (++looks > 3 ? `look ${looks}` : undefined), 1000)).to.equal("look 4");
  });

  it("ends at the deadline with the last answer", async () => {
    const start = performance.now();
    expect(await eventually(() => false, 30)).to.equal(false);
    expect(performance.now() - start).to.be.within(29, 1000);
  });

  it("takes a failed assertion for not yet, and throws it at the deadline", async () => {
    let looks = 0;
    await eventually(() => expect(++looks).to.equal(3), 1000);
    const failure: unknown = await eventually(() => expect(1).to.equal(2), 20).catch((error: unknown) => error);
    expect(failure).to.have.property("name", "AssertionError");
  });

  it("throws any other error at once", async () => {
    let looks = 0;
    const failure: unknown = await eventually(() => {
      looks++;
      throw new Error("broken");
    }, 1000).catch((error: unknown) => error);
    expect(failure).to.have.property("message", "broken");
    expect(looks).to.equal(1);
  });

  it("is longer on a slow machine", async () => {
    setSlowness(3);
    const start = performance.now();
    await eventually(() => false, 20);
    expect(performance.now() - start).to.be.at.least(59);
    setSlowness(0.1);
    expect(scaled(20)).to.equal(20);
  });

  it("throughout a time notices the one moment that differs", async () => {
    let looks = 0;
    expect(await throughout(() => ++looks !== 3, 1000)).to.equal(false);
    expect(await throughout(() => true, 20)).to.equal(true);
  });
});
