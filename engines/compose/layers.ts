import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import type { ImageDefinition } from "../contract.ts";

/** The layers of an image as directories of the host, lowest first. */
export type Layers = string[];

/**
 * Images for engines that have none of their own: each layer is a directory. An image that nobody has defined by the name `base` is
 * the base image alone.
 */
export class LayerStore {
  readonly #directory: string;
  readonly #baseImage: string;
  readonly #images = new Map<string, Layers>();

  /**
   * @param directory where the layers are put; made when needed.
   * @param baseImage unpacked, never written to; it lies below every image.
   */
  constructor(directory: string, baseImage: string) {
    this.#directory = directory;
    this.#baseImage = baseImage;
    this.#images.set("base", [baseImage]);
  }

  /** Makes the image's layers. The same name again is another image from then on: containers keep the layers they have. */
  define(image: ImageDefinition): Layers {
    mkdirSync(this.#directory, { recursive: true, mode: 0o755 });
    const place = mkdtempSync(join(this.#directory, `${encodeURIComponent(image.name)}-`));
    const own = image.layers.map(({ name, files }, index) => {
      const layer = join(place, `${index}-${encodeURIComponent(name)}`);
      mkdirSync(layer, { recursive: true, mode: 0o755 });
      for (const [path, content] of Object.entries(files)) writeInside(layer, path, content);
      return layer;
    });
    const layers = [this.#baseImage, ...own];
    this.#images.set(image.name, layers);
    return layers;
  }

  /** @throws Error when the image has not been defined. */
  layers(image: string): Layers {
    const layers = this.#images.get(image);
    if (!layers) throw new Error(`There is no image "${image}"; defined are: ${[...this.#images.keys()].join(", ")}.`);
    return layers;
  }
}

/** A path that ends in "/" is an empty directory. `normalize` of an absolute path cannot lead out of the layer. */
function writeInside(layer: string, path: string, content: string): void {
  const target = join(layer, normalize(join("/", path)));
  mkdirSync(path.endsWith("/") ? target : dirname(target), { recursive: true, mode: 0o755 });
  if (!path.endsWith("/")) writeFileSync(target, content, { mode: 0o644 });
}
