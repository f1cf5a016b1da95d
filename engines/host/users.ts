import { NotTestableHere } from "../contract.ts";
import { isExecutableByAll } from "./files.ts";

/** The UID of a user without privilege, to whom nothing belongs. */
export const unprivileged = 1234;

/** The command that the program behind it is run through so that it is that user's, in the group of the same number alone (setpriv(1)). */
export function asUser(uid: number): string[] {
  return ["/usr/bin/setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
}

/** @throws NotTestableHere where there is somebody who may not execute the file. */
export function requireExecutable(program: string): void {
  if (!isExecutableByAll(program))
    throw new NotTestableHere(`not everybody may execute ${program}: let them into the directories above it`);
}
