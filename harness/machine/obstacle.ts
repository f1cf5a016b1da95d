import type { Machine, Missing } from "../../vagrant/machine.ts";

/** Why a machine cannot run here, with what to do about it; `undefined` when nothing is missing. */
export function obstacle(machine: string, missing: readonly Missing[]): string | undefined {
  if (missing.length === 0) return undefined;
  return [`The machine ${machine} cannot run here. Missing:`, ...missing.map(({ what }) => `  ${what}`), "", ...remedies(missing)].join(
    "\n",
  );
}

/** The commands that bring what is missing, and other things to do, a line each. */
export function remedies(missing: readonly Missing[]): string[] {
  const packages = [...new Set(missing.flatMap((each) => each.package ?? []))];
  const others = [...new Set(missing.flatMap((each) => each.remedy ?? []))];
  const install = packages.length > 0 ? [`apt-get install -y --no-install-recommends ${packages.join(" ")}`] : [];
  return [...install, ...others];
}

/** Why a machine cannot run here, once what it boots from has been fetched, built and tried; `undefined` when it can. */
export async function lacks(machine: Machine, tell: (line: string) => void = () => {}): Promise<string | undefined> {
  const missing = obstacle(machine.name, await machine.missing());
  if (missing !== undefined) return missing;
  return await machine.prepare?.(tell).then(
    () => undefined,
    (error: Error) => error.message,
  );
}
