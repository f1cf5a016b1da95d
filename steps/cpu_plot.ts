import type { Limits } from "../engines/contract.ts";
import { type CpuWindow, cpuShares } from "../engines/host/cpu_window.ts";

const size = { width: 640, height: 240 };
const margin = { left: 52, right: 16, top: 28, bottom: 32 };

/**
 * An SVG plot of a group's share of one CPU over the window, one point about every 100 ms, with the cap drawn in.
 * @param cpu the quota that was asked for; without one, or with quota -1, no cap is drawn.
 */
export function plotShare(window: CpuWindow, cpu: Limits["cpu"]): string {
  const shares = cpuShares(window);
  const cap = cpu && cpu.quota > 0 ? cpu.quota / cpu.period : undefined;
  const top = Math.max(1, cap ?? 0, ...shares.map(({ share }) => share)) * 1.1;
  const x = (micros: number): number => margin.left + (micros / window.wallMicros) * (size.width - margin.left - margin.right);
  const y = (share: number): number => size.height - margin.bottom - (share / top) * (size.height - margin.top - margin.bottom);
  const points = shares.map(({ atMicros, share }) => `${x(atMicros).toFixed(1)},${y(share).toFixed(1)}`).join(" ");
  const mean = window.usageMicros / window.wallMicros;
  const grid = [0, 0.25, 0.5, 0.75, 1]
    .filter((share) => share <= top)
    .map((share) => line(x(0), y(share), x(window.wallMicros), "#ddd") + text(8, y(share) + 4, percent(share)));
  const capLine =
    cap === undefined
      ? ""
      : line(x(0), y(cap), x(window.wallMicros), "#c0392b", "6 4") + text(x(0) + 6, y(cap) - 5, `cap ${percent(cap)}`, "#c0392b");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    ...grid,
    `<polyline points="${points}" fill="none" stroke="#2c6fbb" stroke-width="2"/>`,
    capLine,
    text(
      margin.left,
      18,
      `share of one CPU over ${(window.wallMicros / 1e6).toFixed(2)} s: ${percent(mean)}, throttled in ${window.throttledDelta} periods`,
    ),
    text(margin.left, size.height - 10, "0 s"),
    text(size.width - 44, size.height - 10, `${(window.wallMicros / 1e6).toFixed(1)} s`),
    "</svg>",
  ].join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.995 && share > 0 ? 1 : 0)} %`;
}

function line(from: number, y: number, to: number, stroke: string, dashes?: string): string {
  const dashed = dashes === undefined ? "" : ` stroke-dasharray="${dashes}"`;
  return `<line x1="${from}" y1="${y.toFixed(1)}" x2="${to}" y2="${y.toFixed(1)}" stroke="${stroke}"${dashed}/>`;
}

function text(x: number, y: number, words: string, fill = "#333"): string {
  return `<text x="${x}" y="${y.toFixed(1)}" fill="${fill}">${words}</text>`;
}
