import { expect } from "chai";
import { describe, it } from "node:test";
import { type Boot, commandLine } from "./command_line.ts";

const boot = (changes: Partial<Boot> = {}): string[] =>
  commandLine({
    kernel: { image: "/kernels/vmlinuz", modules: "/kernels/modules" },
    accelerator: "tcg",
    hierarchies: "v2",
    cpus: 2,
    memory: 1024,
    virtiofsd: "/usr/libexec/virtiofsd",
    writable: ["/run/share", "/run/results"],
    ...changes,
  });

/** The word after an option. */
const after = (option: string, words: string[]): string => words[words.indexOf(option) + 1] ?? "";

describe("the command line of a QEMU machine", () => {
  it("puts all of it into namespaces that die with their first process", () => {
    const [program, ...words] = boot();
    expect(program).to.equal("unshare");
    expect(words.slice(0, words.indexOf("--"))).to.include.members(["--pid", "--mount", "--fork", "--kill-child=KILL"]);
    expect(after("--propagation", words)).to.equal("private");
  });

  it("names what the guest may write, and nothing else of it, before QEMU's own words", () => {
    const words = boot();
    expect(words.slice(words.indexOf("/usr/libexec/virtiofsd") + 1, words.indexOf("--") + 2)).to.deep.equal([
      "/run/share",
      "/run/results",
      "--",
      "qemu-system-x86_64",
    ]);
  });

  it("shares exactly the memory that the guest has, without which virtiofs cannot work", () => {
    const words = boot({ memory: 768 });
    expect(after("-m", words)).to.equal("768M");
    expect(after("-object", words)).to.match(/^memory-backend-memfd,.*\bsize=768M,share=on$/);
  });

  it("translates with a thread for each CPU where KVM is of no use", () => {
    expect(after("-accel", boot())).to.equal("tcg,thread=multi");
    expect(after("-accel", boot({ accelerator: "kvm" }))).to.equal("kvm");
  });

  it("has an initrd only where the kernel needs one", () => {
    expect(boot()).not.to.include("-initrd");
    const kernel = { image: "/kernels/vmlinuz", modules: "/kernels/modules", initrd: "/kernels/initrd" };
    expect(after("-initrd", boot({ kernel }))).to.equal("/kernels/initrd");
  });

  it("tells the guest's init its task, its modules and its hierarchies", () => {
    const words = after("-append", boot({ hierarchies: "hybrid" })).split(" ");
    expect(words).to.include.members(["brine.share=/run/share", "brine.modules=/kernels/modules", "brine.cgroup=hybrid", "panic=-1"]);
  });
});
