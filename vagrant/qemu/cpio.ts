/** One entry of an archive: a directory where there is no content. */
export interface Entry {
  /** Relative, without a leading slash; its directory stands before it. */
  path: string;
  content?: Buffer;
}

/** Permissions are of no use to what only root reads. */
const modes = { file: 0o100755, directory: 0o040755 };
const magic = "070701";
const end = "TRAILER!!!";

/** An archive in the format "newc", which Linux unpacks into its first root (Documentation/driver-api/early-userspace/buffer-format.rst). */
export function cpio(entries: readonly Entry[]): Buffer {
  const all = [...entries.map((entry, at) => record(entry, at + 1)), record({ path: end }, 0)];
  return Buffer.concat(all);
}

function record({ path, content }: Entry, inode: number): Buffer {
  const name = Buffer.from(`${path}\0`);
  const size = content?.length ?? 0;
  const mode = path === end ? 0 : content ? modes.file : modes.directory;
  // inode, mode, uid, gid, links, time, size, four device numbers, length of the name, checksum (always 0 here).
  const numbers = [inode, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, name.length, 0];
  const header = magic + numbers.map((number) => number.toString(16).padStart(8, "0")).join("");
  return Buffer.concat([aligned(Buffer.concat([Buffer.from(header), name])), aligned(content ?? Buffer.alloc(0))]);
}

function aligned(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
