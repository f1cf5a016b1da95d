import { mount } from "../../native/index.ts";

/** The directories of an overlay mount. */
export interface OverlayMount {
  target: string;
  /** Read-only layers, lowest first. */
  lower: string[];
  upper: string;
  /** An empty directory on the file system of `upper`. */
  work: string;
}

/** Mounts an overlay. @throws a Node system error. */
export function mountOverlay({ target, lower, upper, work }: OverlayMount): void {
  mount("overlay", target, "overlay", 0, overlayOptions({ lower, upper, work }));
}

/** The mount data. The kernel lists the layers top first and takes ":" and "," for separators unless a backslash goes before them. */
export function overlayOptions({ lower, upper, work }: Omit<OverlayMount, "target">): string {
  const top = [...lower].reverse().map((path) => path.replace(/[\\:,]/g, "\\$&"));
  return `lowerdir=${top.join(":")},upperdir=${escapeComma(upper)},workdir=${escapeComma(work)}`;
}

function escapeComma(path: string): string {
  return path.replace(/[\\,]/g, "\\$&");
}
