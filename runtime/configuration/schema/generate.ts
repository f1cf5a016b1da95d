/** Writes validate.js from the schema: node generate.ts */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { compileSchema } from "./compile.ts";

writeFileSync(path.join(import.meta.dirname, "validate.js"), compileSchema());
