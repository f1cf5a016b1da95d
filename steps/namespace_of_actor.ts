import { expect } from "chai";
import type { NamespaceType } from "../engines/contract.ts";
import { type NamespaceIdentity, namespaceIdentity } from "../engines/host/namespaces.ts";
import { processStatus } from "../engines/host/process.ts";
import type { Actor } from "./references.ts";
import type { Subject } from "./subject.ts";
import type { BrineWorld } from "./world.ts";

/** The PID of the process that an actor is, on the host. The host's namespaces are ours, and never those of its PID 1, which may not be readable. */
async function pidOf(world: BrineWorld, actor: Actor | Subject): Promise<number | "self"> {
  if (actor === "host") return "self";
  if (actor === "parent") return world.itsProcess.parent();
  return (typeof actor === "object" && "pid" in actor ? actor : world.subject(actor)).pid();
}

/**
 * The identity of a namespace of an actor, or of a subject, seen from the host. Fails the scenario when the process has ended: a
 * zombie is in no namespace any more.
 */
export async function namespaceOfActor(world: BrineWorld, actor: Actor | Subject, type: NamespaceType): Promise<NamespaceIdentity> {
  const pid = await pidOf(world, actor);
  const state = pid === "self" ? undefined : (processStatus(pid)?.state ?? "X");
  if (state === "X" || state === "Z")
    expect.fail(`the process whose ${type} namespace is wanted, PID ${pid} on the host, should run, but it has ended`);
  return namespaceIdentity(pid, type);
}

/** Compares two namespaces by device and inode (namespaces(7)), and fails with both when they are not as wanted. */
export function expectNamespaces(one: NamespaceIdentity, other: NamespaceIdentity, equal: boolean, what: string): void {
  const identity = ({ device, inode }: NamespaceIdentity): string => `device ${device}, inode ${inode}`;
  if (equal) expect(identity(one), what).to.equal(identity(other));
  else expect(identity(one), what).not.to.equal(identity(other));
}
