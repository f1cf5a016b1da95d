/** Hooks of a configuration (config.md, "POSIX-platform Hooks"). */
import { ConfigurationError } from "./error.ts";
import type { HookKind } from "./types.ts";
import { absolute, arrayAt, integer, isObject, objectAt, texts, type Json } from "./values.ts";

/** In the order of a container's life. */
export const hookKinds: readonly HookKind[] = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

/** Seconds that the launcher can wait: more milliseconds are no int (poll(2)). */
const longestTimeout = 2_000_000;

/** @throws `ConfigurationError` */
export function checkHooks(configuration: Json): void {
  const hooks = objectAt(configuration, "hooks", "hooks", false) ?? {};
  for (const kind of hookKinds)
    arrayAt(hooks, kind, `hooks.${kind}`).forEach((hook, index) => {
      const path = `hooks.${kind}[${index}]`;
      if (!isObject(hook)) throw new ConfigurationError(path, "must be an object", hook);
      absolute(hook["path"], `${path}.path`);
      for (const list of ["args", "env"]) texts(arrayAt(hook, list, `${path}.${list}`), `${path}.${list}`);
      if (hook["timeout"] !== undefined && hook["timeout"] !== null) integer(hook["timeout"], `${path}.timeout`, 1, longestTimeout);
    });
}
