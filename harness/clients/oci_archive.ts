/** An image of one layer as an archive of the OCI image layout (image-spec, image-layout.md), which `ctr images import` takes. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { arch } from "node:process";
import { Client } from "./client.ts";
import type { Place } from "./place.ts";

const architectures: Partial<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/** Makes /run/`name`.tar in the place, from a directory or a single program, under the reference `image`. */
export async function ociArchive(
  place: Place,
  name: string,
  source: string,
  image: string,
  entrypoint: readonly string[] = [],
): Promise<void> {
  const layout = join(place.run, `${name}.layout`);
  const blobs = join(layout, "blobs/sha256");
  mkdirSync(blobs, { recursive: true });
  const put = (content: Buffer, mediaType: string): { mediaType: string; digest: string; size: number } => {
    const hash = createHash("sha256").update(content).digest("hex");
    writeFileSync(join(blobs, hash), content);
    return { mediaType, digest: `sha256:${hash}`, size: content.length };
  };
  const vendor = "application/vnd.oci.image";
  const putJson = (value: object, type: string): ReturnType<typeof put> =>
    put(Buffer.from(JSON.stringify(value)), `${vendor}.${type}+json`);

  const [directory, entry] = statSync(source).isDirectory() ? [source, "."] : [dirname(source), basename(source)];
  const tar = new Client(place, ["tar"]);
  await tar.says("-C", directory, "-cf", `/run/${name}.layer`, entry);
  const layer = put(readFileSync(join(place.run, `${name}.layer`)), `${vendor}.layer.v1.tar`);
  const platform = { os: "linux", architecture: architectures[arch] ?? arch };
  const rootfs = { type: "layers", diff_ids: [layer.digest] };
  const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const config = putJson({ ...platform, config: { Env: [path], Entrypoint: entrypoint }, rootfs }, "config.v1");
  const manifest = putJson({ schemaVersion: 2, config, layers: [layer] }, "manifest.v1");
  const annotations = { "io.containerd.image.name": image };
  writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, platform, annotations }] }));
  writeFileSync(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  await tar.says("-C", `/run/${name}.layout`, "-cf", `/run/${name}.tar`, ".");
}
