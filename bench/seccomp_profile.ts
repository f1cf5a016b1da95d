/**
 * The seccomp profile whose cost is measured: Docker's, in the form that Debian's golang-github-containers-common ships for Podman (a few
 * calls more, and ENOSYS by default). It is read where the package puts it.
 *
 * The file is a template: a rule may be meant for some architectures or capabilities only. Engines resolve it for each container.
 */
import { existsSync, readFileSync } from "node:fs";

/** Listed in harness/setup/packages.mjs. */
const file = "/usr/share/containers/seccomp.json";

interface Condition {
  arches?: string[];
  caps?: string[];
  minKernel?: string;
}

interface Template {
  defaultAction: string;
  defaultErrnoRet?: number;
  archMap?: { architecture: string; subArchitectures: string[] }[];
  syscalls: { names: string[]; action: string; errnoRet?: number; args?: object[] | null; includes?: Condition; excludes?: Condition }[];
}

const machines: Record<string, { name: string; architecture: string }> = {
  x64: { name: "amd64", architecture: "SCMP_ARCH_X86_64" },
  arm64: { name: "arm64", architecture: "SCMP_ARCH_AARCH64" },
};

/** The profile as a configuration holds it, for a process with these capabilities. @throws when the package is not installed */
export function seccompProfile(capabilities: readonly string[]): object {
  if (!existsSync(file)) throw new Error(`${file} is missing: it comes with the Debian package golang-github-containers-common`);
  const { defaultAction, defaultErrnoRet, archMap, syscalls } = JSON.parse(readFileSync(file, "utf8")) as Template;
  const machine = machines[process.arch];
  if (!machine) throw new Error(`the benchmark does not know the profile's name for the architecture ${process.arch}`);
  const held = (names: string[] | undefined): boolean => names?.some((name) => capabilities.includes(name)) ?? false;
  const rules = syscalls.filter(({ includes, excludes }) => {
    if (includes?.arches && !includes.arches.includes(machine.name)) return false;
    if (excludes?.arches?.includes(machine.name)) return false;
    return !(includes?.caps && !held(includes.caps)) && !held(excludes?.caps);
  });
  const architectures = archMap?.find(({ architecture }) => architecture === machine.architecture);
  return {
    defaultAction,
    ...(defaultErrnoRet !== undefined && { defaultErrnoRet }),
    architectures: [machine.architecture, ...(architectures?.subArchitectures ?? [])],
    syscalls: rules.map(({ names, action, errnoRet, args }) => ({
      names,
      action,
      ...(errnoRet !== undefined && { errnoRet }),
      ...(args?.length && { args }),
    })),
  };
}
