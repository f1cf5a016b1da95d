/**
 * The one door to every command: `node harness/setup/main.mjs <command> [arguments]`. Runs on any Node from 18 on with nothing installed,
 * prepares what is not there yet (packages, node_modules with the Node to use, the native part, the base image), then runs
 * harness/commands/<command>.ts (bench/main.ts for the benchmarks) on that Node and ends as it ends. When everything is there it
 * does nothing of it. `setup` only prepares.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { baseImageBuild, baseImageDirectory } from "./base_image.mjs";
import { alone } from "./lock.mjs";
import { builtFile, nativeBuild, nativeOutputs } from "./native.mjs";
import { installNodeModules, nodeModulesMatch, pinnedNode } from "./node_modules.mjs";
import { installPackages, missingPackages } from "./packages.mjs";
import { platformObstacle } from "./platform.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const [command = "", ...args] = process.argv.slice(2);

try {
  const commands = ["setup", ...scripts().keys()];
  if (!commands.includes(command)) throw new Error(`There is no command "${command}". Commands are: ${commands.join(", ")}.`);
  const obstacle = platformObstacle(process.env.BRINE_PLATFORM ?? process.platform);
  if (obstacle) throw new Error(obstacle);
  prepare();
  if (command !== "setup") await run();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** The commands, and the file that carries each out. */
function scripts() {
  const files = readdirSync(join(root, "harness/commands")).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const found = new Map(files.map((file) => [file.replace(/\.ts$/, ""), join(root, "harness/commands", file)]));
  const bench = join(root, "bench/main.ts");
  return existsSync(bench) ? found.set("bench", bench) : found;
}

function prepare() {
  // A machine that shows the host's files (vagrant/provision.sh says which) runs what was made there: its compilers, if it has any, and its
  // busybox are others, and each side would undo what the other has done.
  if (process.env.BRINE_MACHINE && isMade()) return;
  once(() => {
    const missing = missingPackages(command, args);
    return missing.length > 0 && (() => installPackages(missing));
  });
  once(() => !nodeModulesMatch(root) && (() => installNodeModules(root)));
  once(() => nativeBuild(root));
  once(() => baseImageBuild(root));
}

/** Whether all that is built is there, by whomever. */
function isMade() {
  const made = [pinnedNode(root), baseImageDirectory(root), ...nativeOutputs.map((name) => builtFile(root, name))];
  return made.every((file) => existsSync(file));
}

/** Does what there is to do, asking again once nobody else is at it. */
function once(todo) {
  if (todo()) alone(join(root, ".cache/setup.lock"), () => (todo() || (() => {}))());
}

/** Runs the command to its end; rejects only when it cannot be started. */
function run() {
  const env = { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, ".cache/compile") };
  const options = { cwd: root, env, stdio: "inherit" };
  const child = spawn(pinnedNode(root), [scripts().get(command), ...args], options);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => {
      // Ended from outside, it could not clean up behind itself. Now that it has gone its lock is free, and its run can be swept.
      if (signal || status > 128) spawnSync(pinnedNode(root), [scripts().get("sweep"), "--quiet"], options);
      for (const name of signals) process.removeListener(name, forward);
      process.exitCode = status ?? 1;
      if (signal) process.kill(process.pid, signal);
      resolve();
    });
  });
}
