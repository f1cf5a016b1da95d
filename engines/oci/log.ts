/**
 * The messages of level error or fatal in a runtime's log: JSON lines with `level` and `msg`, the form that containerd's and docker's
 * shims read. Other lines are passed over: a runtime may write what it likes there.
 */
export function errorsOfLog(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const entry = parsed(line);
    if (typeof entry !== "object" || entry === null) return [];
    const { level, msg } = entry as { level?: unknown; msg?: unknown };
    return (level === "error" || level === "fatal") && typeof msg === "string" ? [msg] : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
