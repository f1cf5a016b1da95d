import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a box is made by: a change of any of them makes another box. */
export const recipe = {
  root: join(import.meta.dirname, "root.sh"),
  image: join(import.meta.dirname, "image.sh"),
  init: join(import.meta.dirname, "init"),
  vagrantfile: join(import.meta.dirname, "Vagrantfile"),
  build: join(import.meta.dirname, "build.ts"),
  provision: join(import.meta.dirname, "../provision.sh"),
};

/** SHA-256 of the recipe. */
export function recipeHash(): string {
  const hash = createHash("sha256");
  for (const file of Object.values(recipe)) hash.update(readFileSync(file));
  return hash.digest("hex");
}
