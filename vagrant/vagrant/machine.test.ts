import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inGuest } from "./command.ts";
import { missingPrograms } from "./programs.ts";

describe("the machine vagrant:trixie", () => {
  it("hands words to the guest's shell as they are", () => {
    const line = inGuest({ command: ["/bin/printf", "%s|", "a b", "it's", "$HOME", ""], env: { SAID: "a 'word'; #" }, cwd: "/" });
    // Here as there, but for sudo.
    const { stdout, status } = spawnSync("bash", ["-c", line.replace(/^sudo /, "")], { encoding: "utf8" });
    expect({ stdout, status }).to.deep.equal({ stdout: "a b|it's|$HOME||", status: 0 });
  });

  it("tells a signal as 128 and its number, and standard error with the output", () => {
    const line = inGuest({ command: ["/bin/sh", "-c", "echo said >&2; kill -9 $$"], env: {}, cwd: "/" });
    const { stdout, status } = spawnSync("bash", ["-c", line.replace(/^sudo /, "")], { encoding: "utf8" });
    expect({ stdout, status }).to.deep.equal({ stdout: "said\n", status: 137 });
  });

  it("names the package of each thing that is missing, the provider too", () => {
    const packages = missingPrograms(() => false).map((each) => each.package);
    expect(packages).to.include.members(["vagrant", "vagrant-libvirt", "libvirt-daemon", "qemu-system-x86", "dnsmasq-base"]);
    expect(missingPrograms(() => true)).to.deep.equal([]);
    expect(missingPrograms((file) => !file.endsWith("vagrant-libvirt.json"))).to.deep.equal([
      { what: "Vagrant's provider libvirt", package: "vagrant-libvirt" },
    ]);
  });

  it("its scripts are shell", () => {
    for (const [shell, file] of [
      ["bash", "inside.sh"],
      ["sh", "../provision.sh"],
      ["sh", "../box/root.sh"],
      ["sh", "../box/image.sh"],
      ["sh", "../box/init"],
    ] as const)
      expect(spawnSync(shell, ["-n", join(import.meta.dirname, file)], { encoding: "utf8" }).stderr, file).to.equal("");
  });
});
