import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Who waits for the file never reads half of it: written beside and renamed. A relative path is the caller's, as everybody's is. */
export function writePidFile(file: string, pid: number): void {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(beside, String(pid), { flag: "wx", mode: 0o644 });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
