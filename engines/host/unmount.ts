import { umount } from "../../native/index.ts";
import { mounts } from "./mounts.ts";

/** umount2(2): out of sight at once, gone when its last user is. */
const MNT_DETACH = 2;
/** umount2(2): a symbolic link in the last component is refused. */
const UMOUNT_NOFOLLOW = 8;

/** The mount points at and below a directory, those made last first. */
export function mountsBelow(directory: string): string[] {
  return mounts()
    .map(({ mountPoint }) => mountPoint)
    .filter((point) => point === directory || point.startsWith(`${directory}/`))
    .reverse();
}

/** Unmounts everything at and below a directory, deepest first, and tells what it was. @throws a Node system error. */
export function unmountTree(directory: string): string[] {
  const points = mountsBelow(directory);
  for (const point of points) {
    try {
      umount(point, MNT_DETACH | UMOUNT_NOFOLLOW);
    } catch (error) {
      // Another sweep of the same directory may have been there first.
      if (mountsBelow(point).length > 0) throw error;
    }
  }
  return points;
}
