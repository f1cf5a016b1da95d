/** The native side: it does what it is told and reports errno, call and argument. It decides nothing. */
export * from "./calls.ts";
export type { Exit, Running } from "./flight.ts";
export * from "./launcher.ts";
export * from "./plan_template.ts";
export * from "./step_error.ts";
export * from "./steps.ts";
