import { join } from "node:path";

/** Where machines keep what they fetched and built, below the project's directory. */
export const cache = join(import.meta.dirname, "../.cache/machines");
