import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Missing } from "../machine.ts";

const path = [...(process.env["PATH"] ?? "").split(":"), "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
const libvirtDrivers = "/usr/lib/x86_64-linux-gnu/libvirt/connection-driver";

/** What is looked for, any of the files or a program on the path, and the Debian package that brings it. */
const needed: readonly { what: string; anyOf: readonly string[]; package: string }[] = [
  { what: "the program vagrant", anyOf: ["vagrant"], package: "vagrant" },
  {
    what: "Vagrant's provider libvirt",
    anyOf: ["/usr/share/vagrant-plugins/plugins.d/vagrant-libvirt.json"],
    package: "vagrant-libvirt",
  },
  { what: "the program libvirtd", anyOf: ["libvirtd"], package: "libvirt-daemon" },
  { what: "libvirt's driver for QEMU", anyOf: [`${libvirtDrivers}/libvirt_driver_qemu.so`], package: "libvirt-daemon-driver-qemu" },
  { what: "the program virsh", anyOf: ["virsh"], package: "libvirt-clients" },
  { what: "the program dnsmasq", anyOf: ["dnsmasq"], package: "dnsmasq-base" },
  { what: "the program iptables", anyOf: ["iptables"], package: "iptables" },
  { what: "the program ip", anyOf: ["ip"], package: "iproute2" },
  { what: "the program qemu-img", anyOf: ["qemu-img"], package: "qemu-utils" },
  { what: "the program qemu-system-x86_64", anyOf: ["qemu-system-x86_64"], package: "qemu-system-x86" },
  { what: "the program virtiofsd", anyOf: ["/usr/lib/qemu/virtiofsd", "/usr/libexec/virtiofsd"], package: "virtiofsd" },
];

/** What of libvirt, Vagrant and QEMU is not installed. */
export function missingPrograms(exists: (file: string) => boolean = existsSync): Missing[] {
  const found = (file: string): boolean =>
    file.startsWith("/") ? exists(file) : path.some((directory) => directory !== "" && exists(join(directory, file)));
  return needed.filter(({ anyOf }) => !anyOf.some(found)).map(({ what, package: name }) => ({ what, package: name }));
}
