/**
 * Why this platform cannot run containers, or undefined where it can. Namespaces and control groups are Linux's.
 * @param {string} platform as in `process.platform`
 */
export function platformObstacle(platform) {
  if (platform === "linux") return undefined;
  return `Brine needs a Linux kernel and this is ${platform}: start the machine described in vagrant/ (vagrant/README.md) and run the same command there.`;
}
