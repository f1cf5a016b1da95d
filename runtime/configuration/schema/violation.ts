/** From what ajv found to a place, a value and a rule in words. Only needed, and only loaded, when there is something wrong. */
import { ConfigurationError, memberOf, missing } from "../error.ts";
import { shapes } from "./configuration.ts";
import type { Shape } from "./shapes.ts";

/** What validate.js tells of a violation. */
export interface Finding {
  /** A JSON pointer (RFC 6901). */
  instancePath: string;
  keyword: string;
  params?: { missingProperty: string };
}

const kinds = {
  object: "must be an object",
  array: "must be an array",
  boolean: "must be a boolean",
  string: "must be a string",
  integer: "must be an integer",
} as const;

function ruleOf({ type, enum: names, rule }: Shape, keyword: string): string {
  if (keyword === "type" && (type === "object" || type === "array")) return kinds[type];
  if (rule) return rule;
  if (names) return `must be one of ${names.filter((name) => name !== null).join(", ")}`;
  return type ? kinds[type] : "is not valid";
}

/** @param place what the checked value is a part of: "process" of a configuration */
export function violation(name: keyof typeof shapes, value: unknown, { instancePath, keyword, params }: Finding, place: string): Error {
  let shape: Shape = shapes[name];
  let found = value;
  const segments = instancePath.split("/").slice(1);
  if (params) segments.push(params.missingProperty);
  for (const segment of segments) {
    const member = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    place = memberOf(place, shape.items ? Number(member) : member);
    found = (found as Record<string, unknown>)[member];
    shape = shape.items ?? shape.properties?.[member] ?? shape.additionalProperties ?? shape;
  }
  return new ConfigurationError(place || "the document", ruleOf(shape, keyword), params ? missing : found);
}
