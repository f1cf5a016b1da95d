/** A kubelet's half of the Container Runtime Interface, as far as the tests need it. */
import { join } from "node:path";
import { Client, credentials, loadPackageDefinition, type ServiceClientConstructor } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { root } from "../root.ts";

export interface PodConfiguration {
  metadata: { name: string; uid: string; namespace: string };
  linux?: { cgroup_parent: string };
}

/** Of the container's limits: memory in bytes. */
export interface Resources {
  memory_limit_in_bytes: number;
}

export interface Status {
  state: "CONTAINER_CREATED" | "CONTAINER_RUNNING" | "CONTAINER_EXITED" | "CONTAINER_UNKNOWN";
  exit_code: number;
}

/** Processor time in ns since the container's start, memory in bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

/** ms for a call: a pod's first one waits for its network. */
const deadline = 60_000;

const { runtime } = loadPackageDefinition(
  loadSync(join(root, "harness/clients/cri.proto"), { keepCase: true, longs: Number, enums: String, defaults: true }),
) as unknown as { runtime: { v1: { RuntimeService: ServiceClientConstructor } } };

type Call = (request: object, options: { deadline: number }, answer: (error: Error | null, response: unknown) => void) => void;

export class RuntimeService {
  readonly #client: Client;

  /** `socket`: path of the daemon's socket. */
  constructor(socket: string) {
    this.#client = new runtime.v1.RuntimeService(`unix:${socket}`, credentials.createInsecure());
  }

  close(): void {
    this.#client.close();
  }

  /** One call, by its name in the interface. */
  calls<Response = unknown>(name: string, request: object = {}): Promise<Response> {
    const call = (this.#client as unknown as Record<string, Call>)[name];
    if (call === undefined) throw new Error(`cri.proto has no call ${name}`);
    return new Promise((resolve, reject) => {
      call.call(this.#client, request, { deadline: Date.now() + deadline }, (error, response) => {
        if (error === null) resolve(response as Response);
        else reject(new Error(`${name}: ${error.message}`, { cause: error }));
      });
    });
  }

  /** Starts a pod of this name; gives its id. */
  async runsPod(config: PodConfiguration): Promise<string> {
    return (await this.calls<{ pod_sandbox_id: string }>("RunPodSandbox", { config })).pod_sandbox_id;
  }

  /** Creates and starts a container in a pod; gives its id. */
  async runsContainer(
    pod: string,
    sandbox: PodConfiguration,
    name: string,
    command: readonly string[],
    resources?: Resources,
  ): Promise<string> {
    const config = { metadata: { name }, image: { image }, command, ...(resources && { linux: { resources } }) };
    const request = { pod_sandbox_id: pod, config, sandbox_config: sandbox };
    const { container_id: id } = await this.calls<{ container_id: string }>("CreateContainer", request);
    await this.calls("StartContainer", { container_id: id });
    return id;
  }

  /** Executes a program in a container to its end. `timeout` in seconds, 0 for none. */
  async executes(container: string, cmd: readonly string[], timeout = 0): Promise<{ stdout: string; status: number }> {
    const request = { container_id: container, cmd, timeout };
    const { stdout, exit_code: status } = await this.calls<{ stdout: Buffer; exit_code: number }>("ExecSync", request);
    return { stdout: stdout.toString().trimEnd(), status };
  }

  async status(container: string): Promise<Status> {
    return (await this.calls<{ status: Status }>("ContainerStatus", { container_id: container })).status;
  }

  async usage(container: string): Promise<Usage> {
    const { stats } = await this.calls<{
      stats: { cpu: { usage_core_nano_seconds: { value: number } }; memory: { working_set_bytes: { value: number } } };
    }>("ContainerStats", { container_id: container });
    return { cpu: stats.cpu.usage_core_nano_seconds.value, memory: stats.memory.working_set_bytes.value };
  }

  async removesPod(pod: string): Promise<void> {
    await this.calls("StopPodSandbox", { pod_sandbox_id: pod });
    await this.calls("RemovePodSandbox", { pod_sandbox_id: pod });
  }
}

/** The image of the tests' containers. */
export const image = "localhost/base:latest";
