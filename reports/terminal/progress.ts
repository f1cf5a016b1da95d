import type { ScenarioVerdict, Verdict } from "../verdict/verdict.ts";
import { colour, mark, paint } from "./style.ts";

/** Scenarios whose marks stand on one line. */
export interface ProgressLine {
  label: string;
  /** Ids of the scenarios, in the order in which they will run. */
  ids: string[];
}

/**
 * Shows a run while it goes on: one line a chapter, one mark a scenario. Workers finish out of order, so marks of later lines
 * wait until the line before is complete; nothing is ever rewritten, and a log of CI reads like a terminal.
 */
export class Progress {
  readonly #lines: readonly ProgressLine[];
  readonly #write: (text: string) => void;
  readonly #width: number;
  readonly #waiting: Verdict[][];
  readonly #lineOf: ReadonlyMap<string, number>;
  #current = 0;
  #shown = 0;

  constructor(lines: readonly ProgressLine[], write: (text: string) => void) {
    this.#lines = lines;
    this.#write = write;
    this.#width = Math.max(0, ...lines.map(({ label }) => label.length)) + 2;
    this.#waiting = lines.map(() => []);
    this.#lineOf = new Map(lines.flatMap(({ ids }, line) => ids.map((id) => [id, line])));
    this.#open();
  }

  /** Shows that a scenario has ended. */
  ended({ id, verdict }: Pick<ScenarioVerdict, "id" | "verdict">): void {
    const line = this.#lineOf.get(id);
    if (line === undefined) return;
    this.#waiting[line]?.push(verdict);
    this.#show();
  }

  #show(): void {
    for (;;) {
      const line = this.#lines[this.#current];
      const waiting = this.#waiting[this.#current];
      if (!line || !waiting) return;
      for (const verdict of waiting.splice(0)) {
        this.#write(paint(colour[verdict], mark[verdict]));
        this.#shown++;
      }
      if (this.#shown < line.ids.length) return;
      this.#write("\n");
      this.#current++;
      this.#shown = 0;
      this.#open();
    }
  }

  #open(): void {
    const line = this.#lines[this.#current];
    if (line) this.#write(line.label.padEnd(this.#width));
  }
}
