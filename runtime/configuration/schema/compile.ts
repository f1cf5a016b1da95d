/** Compiles the schema to the code that checks it (ajv.js.org/standalone.html). For developers: a runtime has the code. */
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { shapes } from "./configuration.ts";
import type { Shape } from "./shapes.ts";

/** Each object's shape by itself, so that it gets a function by itself: one shape that stands in many places gets one. */
function apart(shape: Shape, schemas: Map<string, string>): object {
  const { rule: _, properties, items, additionalProperties, ...rest } = shape;
  const members = Object.entries(properties ?? {}).map(([name, each]) => [name, apart(each, schemas)]);
  const schema = {
    ...rest,
    ...(properties && { properties: Object.fromEntries(members) }),
    ...(items && { items: apart(items, schemas) }),
    ...(additionalProperties && { additionalProperties: apart(additionalProperties, schemas) }),
  };
  if (!properties) return schema;
  const text = JSON.stringify(schema);
  const $id = schemas.get(text) ?? `shape${schemas.size}`;
  schemas.set(text, $id);
  return { $ref: $id };
}

/**
 * What ajv tells of a violation beyond its place and keyword is left out: the words come from the schema. With it goes the schema itself,
 * which only stands there to be told. Functions in parentheses are compiled when the file is loaded, so they are in Node's compile cache;
 * others would be compiled anew in each process, when they are called.
 */
function pruned(code: string): string {
  const lines = code
    .replaceAll(/^\/\*# sourceURL.*\n/gm, "")
    .replaceAll(/^const schema\d+ = .*\n/gm, "")
    .replaceAll(/,schemaPath:"[^"]*"/g, "")
    .replaceAll(/,params:\{(?!missingProperty)[^\n]*?\}(?=\}\]?;$)/gm, "")
    .replaceAll(/,parentData:[^,]*,parentDataProperty:[^,]*,rootData/g, "")
    .replaceAll(", parentData, parentDataProperty, rootData=data", "")
    .replaceAll(/\n(?!function |export |const pattern)/g, "")
    .split("\n");
  const functions = lines.map((line) => line.replace(/^function (\w+)(.*)$/, "const $1 = (function $1$2);"));
  const exported = functions.filter((line) => line.startsWith("export "));
  return [...functions.filter((line) => !exported.includes(line)), ...exported, ""].join("\n");
}

/** The text of validate.js. */
export function compileSchema(): string {
  const schemas = new Map<string, string>();
  const roots = Object.entries(shapes).map(([name, shape]) => [name, (apart(shape, schemas) as { $ref: string }).$ref] as const);
  const ajv = new Ajv({
    code: { source: true, esm: true, lines: true, optimize: 2 },
    messages: false,
    inlineRefs: false,
    unicodeRegExp: false,
  });
  for (const [text, $id] of schemas) ajv.addSchema({ $id, ...(JSON.parse(text) as object) });
  // The types of ajv are those of CommonJS.
  const { default: generate } = standalone as unknown as { default: typeof standalone };
  const head = "// Written by generate.ts: the schema as code. A function a line.";
  return `${head}\n${pruned(generate.default(ajv, Object.fromEntries(roots)))}`;
}
