/** Devices: which one a node stands for. */
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { lookAt } from "./look.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

Then(
  "{path} is the character device {int}, {int} in the container",
  needs("exec"),
  async function (this: BrineWorld, path: string, major: number, minor: number) {
    const { kind, rdev } = await lookAt(this, path, { inside: { container: undefined } });
    expect({ kind, rdev }, `what stands at ${path} inside`).to.deep.equal({ kind: "character device", rdev: { major, minor } });
  },
);
