import { describe, it } from "node:test";
import { expect } from "chai";
import { firstUnexplained, type Event, type Operation } from "./model.ts";

/** Operations as `begin end operation outcome`. */
const events = (...lines: string[]): Event[] =>
  lines.map((line) => {
    const [begin, end, operation = "", outcome = ""] = line.split(" ");
    return {
      id: "a",
      begin: Number(begin),
      end: Number(end),
      operation: operation.replace("force", "delete --force") as Operation,
      outcome,
    };
  });
const unexplained = (...lines: string[]): string | undefined => firstUnexplained(events(...lines))?.operation;

describe("the model of a container under several processes", () => {
  it("explains a life in order", () => {
    const life = ["0 1 create ok", "2 3 state created", "4 5 start ok", "6 7 pause ok", "8 9 state paused", "10 11 exec refused"];
    expect(unexplained(...life, "12 13 resume ok", "14 15 exec ok", "16 17 kill ok", "18 19 state stopped", "20 21 delete ok")).to.equal(
      undefined,
    );
  });

  it("does not explain what no order can have brought about", () => {
    expect(unexplained("0 1 start ok")).to.equal("start");
    expect(unexplained("0 1 create ok", "2 3 create ok")).to.equal("create");
    expect(unexplained("0 1 create ok", "2 3 state running")).to.equal("state");
    expect(unexplained("0 1 create ok", "2 3 start ok", "4 5 state stopped")).to.equal("state");
    expect(unexplained("0 1 create ok", "2 3 delete ok")).to.equal("delete");
    expect(unexplained("0 1 create ok", "2 3 force ok", "4 5 state created")).to.equal("state");
    expect(unexplained("0 1 create refused")).to.equal("create");
  });

  it("lets one of two creates win, and not both", () => {
    expect(unexplained("0 9 create ok", "1 8 create refused")).to.equal(undefined);
    expect(unexplained("0 9 create ok", "1 8 create ok")).to.equal("create");
  });

  it("lets operations that overlap come in either order, and others not", () => {
    expect(unexplained("0 1 create ok", "2 9 start ok", "3 8 state created")).to.equal(undefined);
    expect(unexplained("0 1 create ok", "2 9 start ok", "3 8 state running")).to.equal(undefined);
    expect(unexplained("0 1 create ok", "2 3 start ok", "4 5 state created")).to.equal("state");
  });

  it("lets a create fail that somebody deletes or kills, and only then", () => {
    expect(unexplained("0 9 create refused", "1 8 force ok", "10 11 state refused")).to.equal(undefined);
    expect(unexplained("0 9 create refused", "1 8 kill ok")).to.equal(undefined);
    expect(unexplained("0 9 create refused", "1 8 state refused")).to.equal("create");
  });
});
