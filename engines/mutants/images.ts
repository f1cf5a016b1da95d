import type { RequestMutant } from "./request_mutant.ts";

/** Roots that are made otherwise: another than asked for; the layers themselves are written to, one is missing, their order is turned. */
export const imageMutants: RequestMutant[] = [
  {
    name: "root/an-image-in-place-of-a-directory",
    container: (request) =>
      request.root.kind === "directory" ? { ...request, root: { kind: "image", image: "base", union: "overlay" } } : request,
  },
  {
    name: "image/top-layer-is-writable",
    container: (request) => (request.root.kind === "image" ? { ...request, root: { ...request.root, union: "lower" } } : request),
  },
  {
    name: "image/bottom-layer-is-missing",
    image: (image) => ({ ...image, layers: image.layers.slice(1) }),
  },
  {
    name: "image/top-layer-is-missing",
    image: (image) => ({ ...image, layers: image.layers.slice(0, -1) }),
  },
  {
    name: "image/layers-are-turned",
    image: (image) => ({ ...image, layers: image.layers.toReversed() }),
  },
  {
    name: "image/empty-directories-hold-a-file",
    image: (image) => ({
      ...image,
      layers: image.layers.map(({ name, files }) => ({
        name,
        files: Object.fromEntries(
          Object.entries(files).map(([path, content]) => (path.endsWith("/") ? [`${path}unasked`, ""] : [path, content])),
        ),
      })),
    }),
  },
  {
    name: "image/files-have-other-content",
    image: (image) => ({
      ...image,
      layers: image.layers.map(({ name, files }) => ({
        name,
        files: Object.fromEntries(Object.entries(files).map(([path, content]) => [path, `not ${content}`])),
      })),
    }),
  },
];
