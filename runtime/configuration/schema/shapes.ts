/** What the schema is written in: JSON Schema, each shape with its rule in words where the words do not follow from it. */

export interface Shape {
  readonly type?: "object" | "array" | "string" | "boolean" | "integer";
  /** Whether null stands for absent. */
  readonly nullable?: true;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly enum?: readonly (string | number | null)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly not?: object;
  /** "must be …". */
  readonly rule?: string;
}

type Properties = Readonly<Record<string, Shape>>;

/** Clients written in Go may write null for what they leave out, and Go reads it so. */
export const optional = (shape: Shape): Shape =>
  shape.type ? { ...shape, nullable: true, ...(shape.enum && { enum: [...shape.enum, null] }) } : shape;

/** Other properties are ignored (config.md, "Extensibility"). */
export function object(required: Properties, further: Properties = {}): Shape {
  const optionals = Object.entries(further).map(([name, shape]) => [name, optional(shape)]);
  const names = Object.keys(required);
  return {
    type: "object",
    ...(names.length > 0 && { required: names }),
    properties: { ...required, ...Object.fromEntries(optionals) },
  };
}

export const mapOf = (additionalProperties: Shape): Shape => ({ type: "object", additionalProperties });
export const listOf = (items: Shape): Shape => ({ type: "array", items });
export const oneOf = (names: readonly string[]): Shape => ({ type: "string", enum: names });

export const boolean: Shape = { type: "boolean" };

/** The kernel takes texts up to their first NUL byte. */
export const text: Shape = { type: "string", pattern: String.raw`^[^\0]*$`, rule: "must be a string without NUL bytes" };
export const textThatIsNotEmpty: Shape = {
  ...text,
  pattern: String.raw`^[^\0]+$`,
  rule: "must be a string that is not empty, without NUL bytes",
};
export const absolutePath: Shape = { ...text, pattern: String.raw`^/[^\0]*$`, rule: "must be an absolute path, without NUL bytes" };

export function textLike(pattern: string, rule: string): Shape {
  return { type: "string", pattern, rule };
}

export function integer(minimum: number, maximum: number, rule = `must be an integer from ${minimum} to ${maximum}`): Shape {
  return { type: "integer", minimum, maximum, rule };
}

export const int32 = integer(-(2 ** 31), 2 ** 31 - 1);
export const uint32 = integer(0, 2 ** 32 - 1);
export const int64 = integer(-(2 ** 63), 2 ** 63, "must be an integer of 64 bits");
export const uint64 = integer(0, 2 ** 64, "must be an integer of 64 bits, without a sign");
/** Bytes, tasks, microseconds: what the specification has -1 for is without a limit. */
export const amount = integer(-1, 2 ** 63, "must be an integer of 64 bits not below -1, which is none");
/** The largest one stands for "leave it as it is" in the kernel's calls (setresuid(2)), so it is no id. */
export const id = integer(0, 2 ** 32 - 2);
