/** The steps that give a container its root: the file system, mounts, devices, and what is hidden or read-only. */
import path from "node:path";
import { versionOf, type CgroupVersion, type Group } from "../cgroup/groups.ts";
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { Configuration, Mount } from "../configuration/types.ts";
import { deviceLinks, makeDevices } from "./devices.ts";
import type { Overlay, PlanInput } from "./input.ts";
import { mountAttributes, mountFlags } from "./kernel.ts";
import { parseMountOptions, propagations, type MountOptions } from "./mount_options.ts";
import type { Namespaces } from "./namespaces.ts";
import { requireSelinux } from "./process.ts";
import type { Slots } from "./slots.ts";

const child = "child" as const;

/** overlayfs separates layers by ":" and options by ","; both, and the escape itself, are escaped by a backslash. */
const escapeOverlay = (directory: string): string => directory.replace(/[\\:,]/g, "\\$&");

/** @param propagation linux.rootfsPropagation */
function mountRoot(root: string, overlay: Overlay | undefined, rootless: boolean, propagation: string, label: string | undefined): Step[] {
  // Nothing done here may travel to the host; what the host mounts later may come in, unless the root is to be private.
  const isPrivate = /^r?private$/.test(propagation);
  const detach: Step = {
    kind: "mount",
    actor: child,
    source: "",
    target: "/",
    type: "",
    flags: (isPrivate ? mountFlags.private : mountFlags.slave) | mountFlags.rec,
    data: "",
  };
  if (!overlay)
    return [
      detach,
      { kind: "mount", actor: child, source: root, target: root, type: "", flags: mountFlags.bind | mountFlags.rec, data: "" },
    ];
  const layers = overlay.lower.toReversed().map(escapeOverlay).join(":");
  const data = `lowerdir=${layers},upperdir=${escapeOverlay(overlay.upper)},workdir=${escapeOverlay(overlay.work)}${rootless ? ",userxattr" : ""}`;
  return [detach, { kind: "mount", actor: child, source: "overlay", target: root, type: "overlay", flags: 0, data: labelled(data, label) }];
}

/**
 * proc and sysfs are made while the host's are still in sight: in a user namespace the kernel allows them only beside one that is
 * fully visible (mount_too_revealing). They are attached to a target without symbolic links, as a rootfs that sends /proc or /sys
 * elsewhere could have masks and checks done in the wrong place (CVE-2019-19921).
 */
const isKernelView = ({ type }: Mount): boolean => type === "proc" || type === "sysfs";

/** A view of the container's own control groups; which type it says counts for nothing on v2, as with runc. */
const isGroupView = ({ type }: Mount): boolean => type === "cgroup" || type === "cgroup2";

/** Types that take no label (as with runc): the kernel's own views, and mqueue, which has no such option. */
const withoutLabel: ReadonlySet<string> = new Set(["proc", "sysfs", "mqueue"]);

/** linux.mountLabel as an option: what a file system holds is of this SELinux context, whatever it has stored (mount(8), "context="). */
const labelled = (data: string, label: string | undefined): string => (label ? `${data}${data && ","}context="${label}"` : data);

/** Types whose source is only a name: they are mounted inside. One with a source on the host, such as ext4, is mounted before the host's tree is left. */
const withoutSource: ReadonlySet<string> = new Set(["proc", "sysfs", "tmpfs", "devpts", "mqueue", "cgroup", "cgroup2"]);

interface PlannedMount {
  mount: Mount;
  options: MountOptions;
  /** Slots of the trees opened before the old root is left. */
  trees: { slot: number; name: string }[];
  /** linux.mountLabel, where the type takes it. */
  label: string | undefined;
}

/**
 * Bind sources are opened while the host's tree is still there. Those to be shared with the host are opened before it is detached from the
 * host's propagation: their mounts are then of the same peer groups (mount_namespaces(7)).
 */
function openSources(
  input: PlanInput,
  mounts: readonly Mount[],
  root: string,
  groups: readonly Group[],
  slots: Slots,
): { planned: PlannedMount[]; shared: Step[]; steps: Step[] } {
  const steps: Step[] = [];
  const shared: Step[] = [];
  const planned = mounts.map((mount, index): PlannedMount => {
    const options = parseMountOptions(mount, `mounts[${index}]`);
    const trees: PlannedMount["trees"] = [];
    const label = options.bind || withoutLabel.has(mount.type ?? "") ? undefined : input.configuration.linux?.mountLabel;
    if (options.remount) return { mount, options, trees, label: undefined };
    if (!options.bind && !mount.type)
      throw new ConfigurationError(
        `mounts[${index}].type`,
        "is needed, as it is no bind mount (config.md, Mounts: bind or rbind in options)",
      );
    const open = (source: string, name: string, recursive: boolean): void => {
      const slot = slots.take();
      trees.push({ slot, name });
      const list = options.bind && options.propagation === mountFlags.shared ? shared : steps;
      list.push({ kind: "openTree", actor: child, slot, path: source, recursive });
    };
    if (isKernelView(mount)) {
      const slot = slots.take();
      trees.push({ slot, name: "" });
      steps.push({
        kind: "openFilesystem",
        actor: child,
        slot,
        type: mount.type ?? "",
        source: mount.source ?? "",
        options: options.data.split(",").filter(Boolean),
        attributes: options.set,
      });
    } else if (options.bind) {
      if (!mount.source) throw new ConfigurationError(`mounts[${index}].source`, "a bind mount needs one");
      if (options.data) throw new ConfigurationError(`mounts[${index}].options`, "no option that a bind mount has", options.data);
      open(path.resolve(input.bundle, mount.source), "", options.recursive);
    } else if (mount.type === "cgroup2" && versionOf(input.cgroups) === 1) {
      throw new ConfigurationError(`mounts[${index}].type`, "the controllers of this host are in v1 hierarchies: mount cgroup", mount.type);
    } else if (isGroupView(mount)) {
      if (options.data)
        throw new ConfigurationError(`mounts[${index}].options`, "no option that a view of the own group has", options.data);
      for (const group of groups) open(group.directory, path.basename(hierarchyOf(input, group)), false);
    } else if (!withoutSource.has(mount.type ?? "")) {
      const slot = slots.take();
      trees.push({ slot, name: "" });
      steps.push(...mountAside(mount, { ...options, data: labelled(options.data, label) }, root, slot));
    }
    return { mount, options, trees, label };
  });
  return { planned, shared, steps };
}

/**
 * A file system whose source is looked up on the host: mounted on top of the new root for a moment, and kept as a tree. By mount(2), as
 * fsconfig(2) takes no value of more than 255 bytes, and the layers of an overlay have more.
 */
function mountAside({ type = "", source }: Mount, { flags, data }: MountOptions, root: string, slot: number): Step[] {
  return [
    { kind: "mount", actor: child, source: source ?? type, target: root, type, flags, data },
    { kind: "openTree", actor: child, slot, path: root },
    { kind: "umount", actor: child, path: root, flags: detachLazily },
  ];
}

/** umount2(2), MNT_DETACH. */
const detachLazily = 2;

/** The attributes that a mount has or has not; those of access times are one of a few. */
const plainAttributes = ["rdonly", "nosuid", "nodev", "noexec", "nodiratime", "nosymfollow"] as const;

/**
 * What is mounted there gets other options. Of a bind mount it is the mount that changes, and loses what is not named, as with mount(8);
 * by mount_setattr(2), since mount(2) would be given a directory only. Else it is the file system.
 */
function remount({ mount, options }: PlannedMount, target: string): Step[] {
  const { bind, flags, set, clear, data } = options;
  if (!bind)
    return [{ kind: "mount", actor: child, source: mount.source ?? "none", target, type: "", flags: flags | mountFlags.remount, data }];
  const all = plainAttributes.reduce((sum, name) => sum | mountAttributes[name], 0);
  return [{ kind: "setMountAttributes", actor: child, path: target, set, clear: (all & ~set) | clear }];
}

function hierarchyOf(input: PlanInput, group: Group): string {
  return input.cgroups.hierarchies.find((hierarchy) => hierarchy.controllers === group.controllers)?.mountPoint ?? "";
}

/** The recursive options come after the others, as with runc. */
function recursively({ setRecursive: set, clearRecursive: clear }: MountOptions, where: { slot: number } | { path: string }): Step[] {
  return set || clear ? [{ kind: "setMountAttributes", actor: child, ...where, set, clear, recursive: true }] : [];
}

/** Attached when it holds what was at its mount point, so that nobody sees it half full. */
function mountCopy({ mount, options, label }: PlannedMount, target: string, slots: Slots): Step[] {
  const slot = slots.take();
  const data = options.data.split(",").filter(Boolean);
  const all = label ? [...data, `context=${label}`] : data;
  return [
    { kind: "openFilesystem", actor: child, slot, type: "tmpfs", source: mount.source ?? "tmpfs", options: all, attributes: 0 },
    { kind: "copyTree", actor: child, slot, path: target, root: !data.some((option) => option.startsWith("mode=")) },
    ...attach(slot, target, options),
  ];
}

function attach(slot: number, target: string, options: MountOptions, noSymlinks = false): Step[] {
  const attributes: Step[] =
    options.set || options.clear ? [{ kind: "setMountAttributes", actor: child, slot, set: options.set, clear: options.clear }] : [];
  return [
    ...attributes,
    ...recursively(options, { slot }),
    { kind: "moveMount", actor: child, slot, target, ...(noSymlinks && { noSymlinks }) },
  ];
}

/**
 * v1: a tmpfs with the container's own group of every hierarchy bound below it. v2: the own group, bound. That is what a new mount would
 * show in a cgroup namespace of the container's own; in the host's it would show all groups (cgroup_namespaces(7)).
 */
function mountCgroups({ mount, options, trees, label }: PlannedMount, version: CgroupVersion): Step[] {
  const target = mount.destination;
  const [tree] = trees;
  if (version === 2 && tree) return attach(tree.slot, target, options, true);
  const steps: Step[] = [
    {
      kind: "mount",
      actor: child,
      source: "tmpfs",
      target,
      type: "tmpfs",
      flags: options.flags & ~mountFlags.rdonly,
      data: labelled("mode=755", label),
      noSymlinks: true,
    },
  ];
  steps.push({ kind: "attachInto", actor: child, target, slots: trees.map(({ slot }) => slot), names: trees.map(({ name }) => name) });
  const { set, clear } = options;
  if (set || clear) steps.push({ kind: "setMountAttributes", actor: child, path: target, set, clear, recursive: true });
  return steps;
}

function mountOne(planned: PlannedMount, isFile: boolean, version: CgroupVersion, slots: Slots): Step[] {
  const { mount, options, trees, label } = planned;
  const target = mount.destination;
  const noSymlinks = isKernelView(mount) || isGroupView(mount);
  const steps: Step[] = options.remount
    ? []
    : [{ kind: "makeMountPoint", actor: child, path: target, directory: !isFile, ...(noSymlinks && { noSymlinks }) }];
  const [tree] = trees;
  if (options.remount) steps.push(...remount(planned, target));
  else if (isGroupView(mount)) steps.push(...mountCgroups(planned, version));
  else if (isKernelView(mount) && tree) steps.push({ kind: "moveMount", actor: child, slot: tree.slot, target, noSymlinks: true });
  else if (tree) steps.push(...attach(tree.slot, target, options));
  else if (options.copyUp) steps.push(...mountCopy(planned, target, slots));
  else {
    const type = mount.type ?? "none";
    const data = labelled(options.data, label);
    steps.push({ kind: "mount", actor: child, source: mount.source ?? type, target, type, flags: options.flags, data });
  }
  if (isGroupView(mount) || !tree || isKernelView(mount)) steps.push(...(options.copyUp ? [] : recursively(options, { path: target })));
  if (options.propagation)
    steps.push({
      kind: "setMountAttributes",
      actor: child,
      path: target,
      set: 0,
      clear: 0,
      propagation: options.propagation,
      recursive: options.propagationRecursive,
    });
  return steps;
}

/** Their destinations as they are inside; a relative one starts at / (config.md, "Mounts": for old tools). */
function mountsOf({ mounts = [] }: Configuration): Mount[] {
  return mounts.map((mount) => ({ ...mount, destination: path.posix.join("/", mount.destination).replace(/(?<=.)\/$/, "") }));
}

/**
 * A root of its own, in a mount namespace of its own. Without one a new root could only be had by chroot(2), and mounts would be the
 * host's: then none may be asked for.
 */
export function enterRoot(
  input: PlanInput,
  namespaces: Namespaces,
  groups: readonly Group[],
  slots: Slots,
  isFile: (source: string) => boolean,
  terminal: readonly Step[],
): Step[] {
  const { configuration, bundle } = input;
  const root = path.resolve(bundle, configuration.root.path);
  const masked = configuration.linux?.maskedPaths ?? [];
  const readonlyPaths = configuration.linux?.readonlyPaths ?? [];
  if (!namespaces.isNew("mount")) {
    const refused = (configuration.mounts ?? []).length
      ? "mounts"
      : masked.length
        ? "linux.maskedPaths"
        : readonlyPaths.length
          ? "linux.readonlyPaths"
          : (configuration.linux?.devices ?? []).length
            ? "linux.devices"
            : configuration.linux?.rootfsPropagation
              ? "linux.rootfsPropagation"
              : configuration.root.readonly
                ? "root.readonly"
                : input.overlay
                  ? "an overlay"
                  : terminal.length
                    ? "process.terminal"
                    : undefined;
    if (refused)
      throw new ConfigurationError(
        refused,
        "needs a new mount namespace in linux.namespaces: without one the mounts would be made on the host",
      );
    return [
      { kind: "chroot", actor: child, path: root },
      { kind: "chdir", actor: child, path: "/" },
    ];
  }
  const mounts = mountsOf(configuration);
  const { planned, shared, steps: sources } = openSources(input, mounts, root, groups, slots);
  const rootPropagation = configuration.linux?.rootfsPropagation ?? "";
  const hasUser = namespaces.has("user") || input.rootless;
  const devices = makeDevices(mounts, configuration.linux?.devices ?? [], hasUser, slots);
  const steps: Step[] = [
    ...(configuration.linux?.mountLabel ? requireSelinux(slots) : []),
    ...shared,
    ...mountRoot(root, input.overlay, input.rootless, rootPropagation, configuration.linux?.mountLabel),
    ...sources,
    ...devices.before,
    { kind: "pivotRoot", actor: child, path: root },
  ];
  for (const each of planned)
    steps.push(
      ...mountOne(
        each,
        each.trees.length > 0 && each.options.bind && isFile(path.resolve(bundle, each.mount.source ?? "")),
        versionOf(input.cgroups),
        slots,
      ),
    );
  steps.push(...devices.after, ...deviceLinks(mounts), ...terminal);
  // As with runc: clients count on it.
  const { cwd } = configuration.process;
  if (path.posix.normalize(cwd) !== "/") steps.push({ kind: "makeMountPoint", actor: child, path: cwd, directory: true });
  for (const each of readonlyPaths) steps.push({ kind: "readonlyPath", actor: child, path: each, ifExists: true });
  const label = configuration.linux?.mountLabel;
  for (const each of masked)
    steps.push({ kind: "maskPath", actor: child, path: each, ifExists: true, ...(label && { data: labelled("", label) }) });
  const [propagation, recursive] = propagations[rootPropagation] ?? [0, false];
  // Last, as what is mounted on a shared mount is shared too. A slave or private it has been from the start.
  if (propagation === mountFlags.shared || propagation === mountFlags.unbindable)
    steps.push({ kind: "setMountAttributes", actor: child, path: "/", set: 0, clear: 0, propagation, recursive });
  if (configuration.root.readonly)
    steps.push({ kind: "setMountAttributes", actor: child, path: "/", set: mountAttributes.rdonly, clear: 0 });
  return steps;
}
