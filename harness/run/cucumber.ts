import { runCucumber, type ISupportCodeLibrary } from "@cucumber/cucumber/api";
import type { Envelope } from "@cucumber/messages";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { root } from "../root.ts";
import { sources, type Selection } from "./specification.ts";

/** What one pass of Cucumber is asked for. */
export interface Pass {
  library: ISupportCodeLibrary;
  selection: Selection;
  dryRun: boolean;
  /** Worker threads; 0 runs in this thread. */
  parallel: number;
  /** Plain data. */
  worldParameters: object;
  /** Module of a formatter that writes files of its own, with its options as plain data. */
  formatter?: { module: string; options: object };
  onMessage: (envelope: Envelope) => void;
}

/**
 * Runs Cucumber in this process. It prints nothing: what there is to tell is told through `onMessage`.
 * Throws when it could not run at all (a tag expression or a feature that cannot be parsed).
 */
export async function pass({ library, selection, dryRun, parallel, worldParameters, formatter, onMessage }: Pass): Promise<void> {
  const parseErrors: string[] = [];
  await runCucumber(
    {
      sources: sources(selection),
      support: library,
      runtime: {
        dryRun,
        failFast: false,
        filterStacktraces: true,
        parallel,
        retry: 0,
        retryTagFilter: "",
        strict: true,
        worldParameters: worldParameters as Record<string, never>,
      },
      formats: {
        stdout: pathToFileURL(formatter?.module ?? join(import.meta.dirname, "silent_formatter.ts")).href,
        files: {},
        publish: false,
        options: (formatter?.options ?? {}) as Record<string, never>,
      },
    },
    { cwd: root, stdout: new Writable({ write: (_chunk, _encoding, done) => done() }), env: process.env },
    (envelope) => {
      if (envelope.parseError) parseErrors.push(`${envelope.parseError.source.uri ?? "?"} ${envelope.parseError.message}`);
      onMessage(envelope);
    },
  );
  if (parseErrors.length > 0) throw new Error(`A feature cannot be parsed: ${parseErrors.join("; ")}`);
}
