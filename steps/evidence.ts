import type { Container, KernelProcess } from "../engines/contract.ts";
import type { BrineWorld } from "./world.ts";

/** The most that one piece of evidence may add to a report, in characters. */
const most = 64 * 1024;

/** Attaches, for everything the scenario has made, what the engine was asked to do in the engine's own words. */
export async function attachEvidence(world: BrineWorld): Promise<void> {
  for (const subject of world.containers) {
    if (subject.created && !subject.deleted) await attach(world, subject.name, subject.container);
  }
  for (const pod of world.pods) {
    if (!pod.created || pod.deleted) continue;
    for (const subject of pod.members) await attach(world, subject.name, subject.container);
  }
  for (const subject of world.processes) {
    if (subject.made) await attach(world, subject.name, subject.made);
  }
}

async function attach(world: BrineWorld, owner: string, source: Container | KernelProcess): Promise<void> {
  for (const { name, mediaType, content } of await source.evidence()) {
    const shown = content.length > most ? `${content.slice(0, most)}\n… cut after ${most} of ${content.length} characters` : content;
    world.attach(shown, { mediaType: shown === content ? mediaType : "text/plain", fileName: `${owner}: ${name}` });
  }
}
