import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { Runtime } from "../../runtime/index.ts";
import { expectSuccess, type Arena, type Contestant } from "./contestant.ts";

/** The included runtime as a library of this very process: from the call of `run` to its promise kept. */
export function brine(arena: Arena): Contestant {
  const stdin = openSync("/dev/null", "r+");
  const runtime = new Runtime({ root: path.join(arena.state, "brine") });
  return {
    name: "brine",
    timed: "library, cold: await run() in Node",
    async run(id, program) {
      const start = process.hrtime.bigint();
      const { exitStatus } = await runtime.run({ id, bundle: arena.bundles[program], stdio: { stdin, stdout: arena.output, stderr: 2 } });
      const microseconds = Number(process.hrtime.bigint() - start) / 1000;
      expectSuccess("brine", program, exitStatus);
      return { microseconds };
    },
    close() {
      closeSync(stdin);
      return Promise.resolve();
    },
  };
}
