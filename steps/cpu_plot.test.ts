import { describe, it } from "node:test";
import { expect } from "chai";
import { plotShare } from "./cpu_plot.ts";

const window = {
  tickMicros: 4_000,
  wallMicros: 200_000,
  usageMicros: 40_000,
  throttledDelta: 2,
  throttledMicros: 0,
  idleMicros: 0,
  samples: [0, 100_000, 200_000].map((atMicros) => ({ atMicros, usageMicros: atMicros / 5, idleMicros: 0, stealMicros: 0 })),
};

describe("The plot of a CPU share", () => {
  it("has a point for each stretch and the cap as a line", () => {
    const svg = plotShare(window, { quota: 20_000, period: 100_000 });
    expect(svg).to.match(/^<svg /);
    expect(/points="([^"]+)"/.exec(svg)?.[1]?.split(" ")).to.have.length(2);
    expect(svg).to.contain("cap 20.0 %");
  });
  it("draws no cap where none was asked for", () => {
    expect(plotShare(window, undefined)).not.to.contain("cap");
    expect(plotShare(window, { quota: -1, period: 100_000 })).not.to.contain("cap");
  });
});
