/** A configuration that cannot be honoured: where in it, what is there, and the rule. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly code = "EINVAL";
  /** Where in config.json: "process.cwd", "linux.namespaces[2]". */
  readonly path: string;
  constructor(path: string, rule: string, value?: unknown) {
    super(`config.json: ${path}${value === undefined ? "" : ` is ${JSON.stringify(value)}`}: ${rule}`);
    this.path = path;
  }
}
