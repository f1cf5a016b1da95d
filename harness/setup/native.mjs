import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { nodeDirectory, pinnedNode } from "./node_modules.mjs";
import { hashOf, isStamped, writeStamp } from "./stamp.mjs";

/** What the build makes. */
export const nativeOutputs = ["brine.node", "launcher", "pause", "probe"];

/** Where the build puts one of its outputs. */
export function builtFile(root, name) {
  return join(root, "native/build/Release", name);
}

/** What is to be done so that the native part is what its sources say: a function, or undefined when nothing is. */
export function nativeBuild(root) {
  const sources = join(root, "native");
  if (!existsSync(join(sources, "binding.gyp"))) return undefined;
  const stamp = join(root, ".cache/stamps/native");
  const content = hashOf(sources, nodeDirectory(root));
  if (isStamped(stamp, content) && nativeOutputs.every((name) => existsSync(builtFile(root, name)))) return undefined;
  return () => {
    build(root);
    writeStamp(stamp, content);
  };
}

function build(root) {
  console.error("Building the native part");
  const gyp = join(root, "node_modules/node-gyp/bin/node-gyp.js");
  const args = [gyp, "configure", "build", "-C", join(root, "native"), `--nodedir=${nodeDirectory(root)}`, "--jobs=max"];
  const env = { ...process.env, PATH: `${join(root, "node_modules/.bin")}${delimiter}${process.env.PATH ?? ""}` };
  const { status, stdout, stderr } = spawnSync(pinnedNode(root), args, { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`The native part does not build (status ${status}):\n${stdout}${stderr}`);
  const missing = nativeOutputs.filter((name) => !existsSync(builtFile(root, name)));
  if (missing.length > 0) throw new Error(`native/binding.gyp builds no ${missing.join(", ")} in native/build/Release.`);
}
