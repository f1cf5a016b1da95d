import { expect } from "chai";
import { describe, it } from "node:test";
import { Exchange } from "./exchange.ts";

describe("the exchange with the addon", () => {
  it("holds an order as the addon reads it", () => {
    const exchange = new Exchange();
    exchange.order(7, 4, 3, "web-1", [20, 21]);
    expect([...new Int32Array(exchange.memory, 0, 7)]).to.deep.equal([7, 4, 3, 20, 21, -1, 5]);
    expect(Buffer.from(exchange.memory, 56, 5).toString()).to.equal("web-1");
  });

  it("gives a reply as the addon wrote it, with a number of 64 bits", () => {
    const exchange = new Exchange();
    const view = new DataView(exchange.memory);
    [5, 1, 7, -2, 17].forEach((word, index) => view.setInt32((7 + index) * 4, word, true));
    view.setBigInt64(48, 2n ** 32n * 3n + 2n ** 31n + 1n, true);
    const { kind, isLast, of, a, b, c } = exchange;
    expect({ kind, isLast, of, a, b, c }).to.deep.equal({ kind: 5, isLast: true, of: 7, a: -2, b: 17, c: 2 ** 32 * 3 + 2 ** 31 + 1 });
  });
});
