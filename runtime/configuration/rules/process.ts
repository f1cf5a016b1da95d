/** Of `process`, what its schema cannot say (config.md, "Process"). */
import { ConfigurationError } from "../error.ts";
import type { Process } from "../types.ts";
import { refuseNotHonoured } from "./not_honoured.ts";
import { refuseTwice } from "./twice.ts";

/** Of a terminal (struct winsize, ioctl_tty(2)). */
const largestSide = 65_535;

/** So many fit into one step of a plan (native/steps.ts). */
const mostTexts = 65_000;

/** @throws `ConfigurationError` */
export function followProcessRules(process: Process): void {
  refuseNotHonoured(process, "process");
  const { terminal, consoleSize, args, env = [], rlimits = [] } = process;
  // Without a terminal it is to be ignored.
  if (terminal && consoleSize)
    for (const side of ["height", "width"] as const)
      if (consoleSize[side] > largestSide)
        throw new ConfigurationError(`process.consoleSize.${side}`, `must not be above ${largestSide}`, consoleSize[side]);
  if (args.length + env.length > mostTexts)
    throw new ConfigurationError("process.args", `with process.env must not be more than ${mostTexts} texts`);
  refuseTwice(rlimits, "type", "process.rlimits", "config.md, POSIX process: duplicate entries are an error");
}
