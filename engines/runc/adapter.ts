import type { EngineAdapter } from "../contract.ts";
import { ociAdapter } from "../oci/runtime.ts";

/** runc, the reference implementation of the OCI runtime specification. */
export const adapter: EngineAdapter = ociAdapter({ name: "runc", program: "runc", package: "runc" });
