/** The messages of level error or fatal in a runtime's log. */
export function errorsOfLog(text: string): string[] {
  return messagesOfLog(text, ["error", "fatal"]);
}

/** The messages of level warning in a runtime's log. */
export function warningsOfLog(text: string): string[] {
  return messagesOfLog(text, ["warning"]);
}

/**
 * The messages of some levels in a runtime's log: JSON lines with `level` and `msg`, the form that containerd's and docker's
 * shims read. Other lines are passed over: a runtime may write what it likes there.
 */
function messagesOfLog(text: string, levels: readonly string[]): string[] {
  return text.split("\n").flatMap((line) => {
    const entry = parsed(line);
    if (typeof entry !== "object" || entry === null) return [];
    const { level, msg } = entry as { level?: unknown; msg?: unknown };
    return typeof level === "string" && levels.includes(level) && typeof msg === "string" ? [msg] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
