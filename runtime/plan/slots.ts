import { ConfigurationError } from "../configuration/error.ts";

/** How many descriptors a plan can hold open at a time (native/launcher/protocol.h). */
const maximum = 256;

/** Gives out the slots of a plan. */
export class Slots {
  #next: number;
  constructor(used: number) {
    this.#next = used;
  }

  /** @throws `ConfigurationError` when there are no more */
  take(): number {
    if (this.#next >= maximum)
      throw new ConfigurationError("mounts", `more than ${maximum} descriptors would be open at once; use fewer bind mounts`);
    return this.#next++;
  }
}
