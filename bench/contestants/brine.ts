import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { Runtime } from "../../runtime/index.ts";
import type { Run } from "../event_loop.ts";
import { describe, expectSuccess, type Arena, type Contestant } from "./contestant.ts";

/** Network namespaces that the pooled one keeps ready: enough for all that are in flight. */
const networks = 8;

/** The included runtime as a library of this very process: from the call to its promise kept. Pooled, with network namespaces kept ready. */
export function brine(arena: Arena, pool: "cold" | "pooled"): Contestant & { runPlainly: Run } {
  const stdin = openSync("/dev/null", "r+");
  const stdio = { stdin, stdout: arena.output, stderr: 2 };
  // What there is to warn of is runc's default: ambient capabilities that are not inheritable, which the kernel grants to nobody.
  const warn = (): void => undefined;
  const runtime = new Runtime({ root: path.join(arena.state, `brine-${pool}`), warn, ...(pool === "pooled" && { networks }) });
  const timed = async (work: () => Promise<{ exitStatus: number }>, what: string): Promise<number> => {
    const start = process.hrtime.bigint();
    const { exitStatus } = await work();
    const microseconds = Number(process.hrtime.bigint() - start) / 1000;
    expectSuccess("brine", what, exitStatus);
    return microseconds;
  };
  return {
    name: pool === "cold" ? "brine" : "brine, pooled",
    timed: pool === "cold" ? "library, await in Node" : "the same, network namespace made ahead",
    runPlainly: (id) => runtime.run({ id, bundle: arena.bundles.true, stdio }),
    run: (id, bundle) => timed(() => runtime.run({ id, bundle: arena.bundles[bundle], stdio }), describe(bundle)),
    async flood(lanes) {
      const start = process.hrtime.bigint();
      await Promise.all(
        lanes.map(async (lane) => {
          for (const id of lane) {
            const { exitStatus } = await runtime.run({ id, bundle: arena.bundles.true, stdio });
            expectSuccess("brine", describe("true"), exitStatus);
          }
        }),
      );
      return Number(process.hrtime.bigint() - start) / 1000;
    },
    async hold(id) {
      const container = await runtime.create({ id, bundle: arena.bundles.pause, stdio });
      await container.start();
      return {
        execute: () => timed(() => container.execute(["/true"], stdio), "the execution of /true"),
        end: () => container.delete({ force: true }),
      };
    },
    close() {
      closeSync(stdin);
      return Promise.resolve();
    },
  };
}
