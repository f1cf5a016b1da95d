/** The included OCI runtime as a library. */
export { Runtime, type CreateOptions, type RuntimeOptions } from "./container/runtime.ts";
export { Container, type State, type Stdio } from "./container/container.ts";
export { ContainerError } from "./container/error.ts";
export { ContainerGone } from "./container/lock.ts";
export { ConfigurationError } from "./configuration/error.ts";
export type { Configuration } from "./configuration/types.ts";
export type { Overlay } from "./plan/input.ts";
export { RawProcess, RawProcessError } from "./container/raw_process.ts";
export type { RawCall } from "./plan/raw.ts";
export { describeStep, type Step } from "../native/index.ts";
