/** JSON as a configuration is written in (glossary.md, "JSON"): what JSON.parse would let pass, or alter, is an error here. */
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { ConfigurationError } from "./error.ts";

/** So deep no configuration is; what looks at one may go down into it by recursion. */
export const deepest = 1000;

/** Line and column, from 1, of an offset in a text. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Where V8 says that the JSON breaks off: it names a position, or the end. */
function syntaxPlace(text: string, error: SyntaxError): string {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  if (position) return placeOf(text, Number(position));
  if (/end of JSON input/.test(error.message)) return placeOf(text, text.length);
  const token = /Unexpected token '(.+?)', \.{0,3}"?([^]*?)"?\.{0,3} is not valid JSON/.exec(error.message);
  const at = token?.[2] ? text.indexOf(token[2]) : -1;
  return at < 0 ? "an unknown place" : placeOf(text, at + (token?.[2]?.indexOf(token[1] ?? "") ?? 0));
}

/** The quotation mark that ends the string beginning at an offset; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === "\\") escapes++;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

const [quote, comma, openArray, closeArray, openObject, closeObject] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Looks for names that stand twice in one object, of which readers take different ones.
 *
 * @returns the place of the first, which means something only if the text is JSON
 * @throws `ConfigurationError` for a text that is too deep
 */
function findDuplicate(text: string, place: (offset: number) => string): { name: string; at: number } | undefined {
  /** The names of each open object; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  let duplicate: { name: string; at: number } | undefined;
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      const names = isName ? open.at(-1) : undefined;
      if (names) {
        const raw = text.slice(at + 1, end);
        const name = raw.includes("\\") ? unescaped(raw) : raw;
        if (names.has(name)) duplicate ??= { name, at };
        names.add(name);
      }
      isName = false;
      at = end;
    } else if (code === openObject || code === openArray) {
      isName = code === openObject;
      open.push(isName ? new Set() : undefined);
      if (open.length > deepest) throw new ConfigurationError(place(at), `must not be nested deeper than ${deepest} levels`);
    } else if (code === closeObject || code === closeArray) {
      open.pop();
      isName = false;
    } else if (code === comma) isName = open.at(-1) !== undefined;
  }
  return duplicate;
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    // The text as a whole is no JSON then.
    return raw;
  }
}

/** Seen by a text that holds an integer which a double may round: so most configurations are parsed at full speed. */
const longInteger = /[:[,\s]\d{16}/;

/** What seccomp compares arguments with has 64 bits: more than a number holds exactly, so the digits themselves are read. */
function exactWord(key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isRounded = (key === "value" || key === "valueTwo") && typeof value === "number" && !Number.isSafeInteger(value);
  return isRounded && source && /^\d+$/.test(source) ? BigInt(source) : value;
}

/**
 * @param file what is named beside the place in it, when it is not config.json
 * @throws `ConfigurationError` with line and column
 */
export function parseJson(text: string, file?: string): unknown {
  const inFile = (place: string): string => (file === undefined ? place : `${file}, ${place}`);
  const duplicate = findDuplicate(text, (offset) => inFile(placeOf(text, offset)));
  let value: unknown;
  try {
    value = longInteger.test(text) ? JSON.parse(text, exactWord) : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigurationError(inFile(syntaxPlace(text, error)), `not valid JSON (${error.message})`);
  }
  if (duplicate)
    throw new ConfigurationError(
      inFile(placeOf(text, duplicate.at)),
      `the name ${JSON.stringify(duplicate.name)} stands twice in one object (glossary.md, JSON: it must not)`,
    );
  return value;
}

/** Reads a file that must be UTF-8; other bytes would silently become U+FFFD. @param file a path, or a descriptor */
export function readText(file: string | number): string {
  const bytes = readFileSync(file);
  const text = bytes.toString();
  if (isUtf8(bytes)) return text;
  const again = Buffer.from(text);
  const offset = bytes.findIndex((byte, at) => byte !== again[at]);
  throw new ConfigurationError(`byte ${offset + 1}`, "must be UTF-8 (glossary.md, JSON)", bytes[offset]);
}
