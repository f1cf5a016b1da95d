/** What the host does to the network namespaces of containers: it ties two of them together (veth(4)). */
import type { NamespaceIdentity } from "./namespaces.ts";
import { identityOf, namespacePath, sameNamespace } from "./namespaces.ts";
import { findProgram, runProgram } from "./monitor.ts";
import { programEnvironment } from "./run_mark.ts";

const deadline = 5_000;

/** One end of a pair. */
export interface VethEnd {
  /** The namespace that it is put into, by a path such as /proc/<pid>/ns/net. */
  namespace: string;
  device: string;
  /** IPv4, in numbers. */
  address: string;
}

/**
 * Makes a pair, each end right in its namespace, with an address of one network of 256 and up. The host's own namespace, in which it could
 * meet a device or a route of that name or address, never sees it: that is refused.
 * @throws Error with what ip(8) said.
 */
export async function connectByVeth(one: VethEnd, other: VethEnd): Promise<void> {
  const host: NamespaceIdentity = identityOf(namespacePath("self", "network"));
  for (const { namespace } of [one, other])
    if (sameNamespace(identityOf(namespace), host))
      throw new Error(`${namespace} is the host's network namespace, which is left as it is.`);
  const end = ({ device, namespace }: VethEnd): string[] => ["name", device, "netns", namespace];
  await run(["ip", "link", "add", ...end(one), "type", "veth", "peer", ...end(other)]);
  for (const { namespace, device, address } of [one, other]) {
    const inside = ["nsenter", `--net=${namespace}`, "ip"];
    await run([...inside, "address", "add", `${address}/24`, "dev", device]);
    await run([...inside, "link", "set", device, "up"]);
  }
}

async function run([name = "", ...args]: string[]): Promise<void> {
  const program = findProgram(name);
  if (!program) throw new Error(`There is no program ${name}: install the package ${name === "ip" ? "iproute2" : "util-linux"}.`);
  const result = await runProgram([program, ...args], { env: programEnvironment("veth"), deadline });
  if (result.exitStatus !== 0) throw new Error(`"${name} ${args.join(" ")}" did not succeed: ${result.stderr.trim()}`);
}
