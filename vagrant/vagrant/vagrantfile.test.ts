import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

const vagrant = ["/usr/bin/vagrant", "/opt/vagrant/bin/vagrant"].find((file) => existsSync(file));
const hasLibvirt = existsSync("/usr/share/vagrant-plugins/plugins.d/vagrant-libvirt.json");
const folder = join(import.meta.dirname, "..");

describe("the Vagrantfile", { skip: vagrant ? false : "vagrant is not installed here" }, () => {
  let scratch: string;
  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "brine-vagrant-"));
    mkdirSync(join(scratch, "bin"));
    // VirtualBox is not in Debian. To look at its settings Vagrant asks for its version, and for nothing else.
    writeFileSync(join(scratch, "bin/VBoxManage"), "#!/bin/sh\necho 7.0.20r163906\n", { mode: 0o755 });
  });
  after(() => rmSync(scratch, { recursive: true }));

  function validate(directory: string, provider: string, env: Record<string, string> = {}): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(vagrant!, ["validate"], {
      cwd: directory,
      encoding: "utf8",
      env: {
        PATH: `${join(scratch, "bin")}:/usr/sbin:/usr/bin:/sbin:/bin`,
        HOME: scratch,
        VAGRANT_HOME: join(scratch, "home"),
        VAGRANT_DOTFILE_PATH: join(scratch, "dotfile"),
        VAGRANT_DEFAULT_PROVIDER: provider,
        VAGRANT_CHECKPOINT_DISABLE: "1",
        // libvirt's own stand-in for a host: nothing runs.
        LIBVIRT_DEFAULT_URI: "test:///default",
        ...env,
      },
    });
    return { status, output: stdout + stderr };
  }

  /** The Vagrantfile with a setting misspelt, where Vagrant finds it. */
  function misspelt(right: string, wrong: string): string {
    const directory = mkdtempSync(join(scratch, "misspelt-"));
    const text = readFileSync(join(folder, "Vagrantfile"), "utf8");
    expect(text).to.include(right);
    writeFileSync(join(directory, "Vagrantfile"), text.replace(right, wrong));
    copyFileSync(join(folder, "provision.sh"), join(directory, "provision.sh"));
    return directory;
  }

  const libvirtIsMissing = hasLibvirt ? false : "vagrant-libvirt is not installed here";

  it("is valid for libvirt", { skip: libvirtIsMissing }, () => {
    expect(validate(folder, "libvirt")).to.deep.equal({ status: 0, output: "Vagrantfile validated successfully.\n" });
  });

  it("is valid for VirtualBox", () => {
    expect(validate(folder, "virtualbox")).to.deep.equal({ status: 0, output: "Vagrantfile validated successfully.\n" });
  });

  it("would not be with a misspelt setting of VirtualBox", () => {
    const { status, output } = validate(misspelt("virtualbox.cpus", "virtualbox.cpuz"), "virtualbox");
    expect(status).to.equal(1);
    expect(output).to.include("cpuz");
  });

  it("is valid as a run's own, and wants to know where the run's console is", { skip: libvirtIsMissing }, () => {
    const run = { BRINE_CONSOLE: join(scratch, "console"), BRINE_RESULTS: scratch };
    expect(validate(import.meta.dirname, "libvirt", run).output).to.equal("Vagrantfile validated successfully.\n");
    expect(validate(import.meta.dirname, "libvirt").status).not.to.equal(0);
  });
});
