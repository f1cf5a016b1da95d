import { expect } from "chai";
import { describe, it } from "node:test";
import { Flight } from "./flight.ts";
import { Flights } from "./flights.ts";

const add = (flights: Flights): Flight => {
  const flight = new Flight([], { proceed: () => undefined }, flights.next);
  flights.add(flight);
  return flight;
};

describe("plans under way", () => {
  it("have numbers of their own, which are used again", () => {
    const flights = new Flights();
    const [a, b, c] = [add(flights), add(flights), add(flights)];
    expect([a, b, c].map(({ id }) => id)).to.deep.equal([0, 1, 2]);
    flights.remove(b.id);
    flights.remove(a.id);
    const [d, e, f] = [add(flights), add(flights), add(flights)];
    expect([d, e, f].map(({ id }) => id)).to.have.members([0, 1, 3]);
    expect([c, d, e, f].map(({ id }) => flights.get(id))).to.deep.equal([c, d, e, f]);
  });

  it("are told from those that had their number before", () => {
    const flights = new Flights();
    const before = add(flights);
    flights.remove(before.id);
    expect(flights.has(before)).to.equal(false);
    const after = add(flights);
    expect(after.id).to.equal(before.id);
    expect([flights.has(before), flights.has(after)]).to.deep.equal([false, true]);
  });

  it("are taken out together", () => {
    const flights = new Flights();
    const [a, b, c] = [add(flights), add(flights), add(flights)];
    flights.remove(b.id);
    expect(flights.takeAll()).to.deep.equal([a, c]);
    expect(flights.get(a.id)).to.equal(undefined);
    expect(add(flights).id).to.equal(0);
  });
});
