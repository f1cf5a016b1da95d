import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** What `npm run box` builds the box with, and `--machine vagrant:…` drives it with. */
const vagrant = { commands: ["box"], machine: "vagrant" };

/** What `npm run clients` drives. */
const clients = { commands: ["clients"] };

/**
 * Debian packages, by purpose. `program` is what is looked for, on the path or as an absolute path: when it is there, the package is not
 * asked for. `commands` limits a package to commands of this project, `engine` to runs on that engine, `machine` to runs in machines of
 * that kind.
 */
export const packages = [
  { name: "g++", program: "g++", purpose: "builds the native part" },
  { name: "make", program: "make", purpose: "builds the native part" },
  { name: "python3", program: "python3", purpose: "node-gyp is driven by it" },
  { name: "busybox-static", program: "busybox", purpose: "the shell and tools of the base image" },
  {
    name: "default-jre-headless",
    program: "java",
    purpose: "allure-commandline makes the report with it",
    commands: ["setup", "features", "test", "report"],
  },
  { name: "runc", program: "runc", purpose: "an engine to compare with", commands: ["test", "bench"], engine: "runc" },
  { name: "crun", program: "crun", purpose: "an engine to compare with", commands: ["bench"], engine: "crun" },
  {
    name: "golang-github-containers-common",
    program: "/usr/share/containers/seccomp.json",
    purpose: "the seccomp profile whose cost is measured",
    commands: ["bench"],
  },
  {
    name: "lxcfs",
    program: "lxcfs",
    purpose: "shows containers their limits in place of the host's figures",
    commands: ["features", "test"],
  },
  { name: "iproute2", program: "ip", purpose: "ties network namespaces together", commands: ["features", "test"] },
  { name: "podman", program: "podman", purpose: "a client of runtimes", ...clients },
  { name: "conmon", program: "conmon", purpose: "podman's parent of a container", ...clients },
  { name: "crun", program: "crun", purpose: "podman asks for a runtime of its own", ...clients },
  { name: "netavark", program: "/usr/lib/podman/netavark", purpose: "podman's networks", ...clients },
  { name: "aardvark-dns", program: "/usr/lib/podman/aardvark-dns", purpose: "podman's networks", ...clients },
  { name: "uidmap", program: "newuidmap", purpose: "podman's user namespaces", ...clients },
  { name: "iptables", program: "iptables", purpose: "the clients' networks are fenced with it", ...clients },
  { name: "iproute2", program: "ip", purpose: "the network of their own", ...clients },
  { name: "docker.io", program: "dockerd", purpose: "a client of runtimes", ...clients },
  { name: "containerd", program: "containerd", purpose: "a client of runtimes", ...clients },
  { name: "containernetworking-plugins", program: "/usr/lib/cni/bridge", purpose: "the networks of containerd's pods", ...clients },
  { name: "debootstrap", program: "debootstrap", purpose: "unpacks the box's Debian", commands: ["box"] },
  { name: "e2fsprogs", program: "mkfs.ext4", purpose: "the box's file system", commands: ["box"] },
  { name: "qemu-utils", program: "qemu-img", purpose: "the box's disk, and the copy a machine writes to", ...vagrant },
  { name: "vagrant", program: "vagrant", purpose: "drives the machine", ...vagrant },
  { name: "vagrant-libvirt", program: "/usr/share/vagrant-plugins/plugins.d/vagrant-libvirt.json", purpose: "its provider", ...vagrant },
  { name: "libvirt-daemon", program: "libvirtd", purpose: "what the provider asks for machines", machine: "vagrant" },
  { name: "libvirt-daemon-driver-qemu", program: qemuDriver(), purpose: "libvirt's way to QEMU", machine: "vagrant" },
  { name: "libvirt-clients", program: "virsh", purpose: "sets up libvirt's network and storage", machine: "vagrant" },
  { name: "dnsmasq-base", program: "dnsmasq", purpose: "gives the machine its address", machine: "vagrant" },
  { name: "iptables", program: "iptables", purpose: "libvirt's networks are fenced with it", machine: "vagrant" },
  { name: "iproute2", program: "ip", purpose: "the network namespace that keeps all of it apart", machine: "vagrant" },
  { name: "qemu-system-x86", program: "qemu-system-x86_64", purpose: "the machine itself", machine: "vagrant" },
  { name: "qemu-system-x86", program: "qemu-system-x86_64", purpose: "the machine itself", machine: "qemu" },
  { ...virtiofsd(), purpose: "shows the machine the host's files", machine: "qemu" },
  { name: "kmod", program: "depmod", purpose: "the index of a kernel's modules", machine: "qemu" },
  { name: "kmod", program: "modprobe", purpose: "the machine loads its modules with it", commands: ["test"], machine: "uml" },
  { name: "user-mode-linux", program: "linux.uml", purpose: "a kernel, where no newer one can be had", commands: ["test"], machine: "uml" },
];

/** Directories where Debian keeps programs; a user's path may lack the sbin ones. */
const path = `${process.env.PATH ?? ""}${delimiter}/usr/sbin${delimiter}/sbin`;

/** Names of the packages that a command line needs and that are not there yet. */
export function missingPackages(command, args, installed = onPath) {
  return packages
    .filter(
      ({ commands, engine, machine }) =>
        !(commands || engine || machine) ||
        commands?.includes(command) ||
        (engine && asksFor(args, "--engine", engine)) ||
        (machine && asksFor(args, "--machine", machine)),
    )
    .filter(({ program }) => !installed(program))
    .map(({ name }) => name);
}

/**
 * Installs packages when root; else throws an Error that holds the one command to run.
 * @param {string[]} names
 */
export function installPackages(names) {
  if (names.length === 0) return;
  const wanted = names.join(" ");
  if (!onPath("apt-get"))
    throw new Error(
      `Programs are missing that Debian has in the packages ${wanted}: install them with this system's own package manager, then run this again.`,
    );
  if (process.getuid() !== 0)
    throw new Error(
      `Packages are missing. Run this, then the same command again:\n\n  sudo apt-get install -y --no-install-recommends ${wanted}\n`,
    );
  console.error(`Installing ${wanted}`);
  withoutServices(() => {
    if (apt(["install", ...names]).status === 0) return;
    apt(["update"]);
    const { status, output } = apt(["install", ...names]);
    if (status !== 0) throw new Error(`apt-get install ${wanted} ended with status ${status}:\n${output}`);
  });
}

/** Debian 12 has it with QEMU, later ones have a package of its own; testing and sid tell no number. */
function virtiofsd() {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return /^VERSION_ID="?12"?$/m.test(release)
    ? { name: "qemu-system-common", program: "/usr/lib/qemu/virtiofsd" }
    : { name: "virtiofsd", program: "/usr/libexec/virtiofsd" };
}

/** Whether the option has the value, or one of its kind: "vagrant:trixie" is of the kind "vagrant", "uml-rootless" of "uml". */
function asksFor(args, option, value) {
  const fits = (given) => given === value || [":", "-"].some((mark) => given?.startsWith(`${value}${mark}`));
  return args.some((arg, at) => (arg === option ? fits(args[at + 1]) : arg.startsWith(`${option}=`) && fits(arg.slice(option.length + 1))));
}

function qemuDriver() {
  const triplet = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  return `/usr/lib/${triplet}/libvirt/connection-driver/libvirt_driver_qemu.so`;
}

function onPath(program) {
  if (isAbsolute(program)) return existsSync(program);
  return path.split(delimiter).some((directory) => directory !== "" && executable(join(directory, program)));
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function apt([verb, ...names]) {
  const options = verb === "install" ? ["-y", "--no-install-recommends"] : [];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stdout, stderr, error } = spawnSync("apt-get", ["-q", verb, ...options, ...names], { env, encoding: "utf8" });
  return { status, output: `${stdout ?? ""}${stderr ?? ""}${error ? error.message : ""}` };
}

/** Debian starts a service as soon as its package is installed, unless this file says no (invoke-rc.d(8)). */
function withoutServices(work) {
  const policy = "/usr/sbin/policy-rc.d";
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    work();
  } finally {
    if (ours) rmSync(policy);
  }
}
