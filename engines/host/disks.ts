import { readdirSync, readFileSync } from "node:fs";

/** The numbers of a disk (sysfs(5), "dev"). */
export interface Disk {
  major: number;
  minor: number;
}

/** The disks of the host, without their partitions, and without those that hold nothing. */
export function disks(): Disk[] {
  const read = (disk: string, file: string): string => readFileSync(`/sys/block/${disk}/${file}`, "utf8").trim();
  return readdirSync("/sys/block")
    .filter((disk) => read(disk, "size") !== "0")
    .map((disk) => {
      const [major = 0, minor = 0] = read(disk, "dev").split(":").map(Number);
      return { major, minor };
    });
}
