import { styleText } from "node:util";
import type { Verdict } from "../verdict/verdict.ts";

type Format = Parameters<typeof styleText>[0];

/** Colours a text for standard output; plain where that is no terminal or NO_COLOR is set. */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

/** The colour of a verdict. */
export const colour: Record<Verdict, Format> = {
  holds: "green",
  "known divergence": "yellow",
  "not testable here": "cyan",
  "not applicable": "gray",
  fails: "red",
  error: "magenta",
};

/** The character that stands for a scenario with this verdict while a run goes on. */
export const mark: Record<Verdict, string> = {
  holds: ".",
  "known divergence": "d",
  "not testable here": "?",
  "not applicable": "-",
  fails: "F",
  error: "E",
};
