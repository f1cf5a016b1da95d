/** Memory that Node shares with the addon, for what it tells a launcher most, and for each reply. */

/** In 32-bit words, as `struct Exchange` in native/addon/launcher_socket.cc has it. */
const at = {
  id: 0,
  flags: 1,
  template: 2,
  stdin: 3,
  stdout: 4,
  stderr: 5,
  length: 6,
  kind: 7,
  isLast: 8,
  of: 9,
  a: 10,
  b: 11,
  low: 12,
  high: 13,
} as const;
const words = 14;
/** The longest name of a file, NAME_MAX (limits.h). */
const longestText = 255;

/**
 * The addon reads and writes the same words. Told by arguments they cost the event loop more: each is looked at, or made, by a call into Node.
 * Numbers are those of native/launcher/protocol.h.
 */
export class Exchange {
  readonly memory: ArrayBuffer = new ArrayBuffer(words * 4 + longestText + 1);
  readonly #words = new Int32Array(this.memory, 0, words);
  readonly #text = new Uint8Array(this.memory, words * 4, longestText);

  /** The request to run a template, by its number, for an id, on standard streams; from the first that is missing on there are none. */
  order(id: number, flags: number, template: number, text: string, streams: readonly number[]): void {
    const words = this.#words;
    words[at.id] = id;
    words[at.flags] = flags;
    words[at.template] = template;
    words[at.stdin] = streams[0] ?? -1;
    words[at.stdout] = streams[1] ?? -1;
    words[at.stderr] = streams[2] ?? -1;
    words[at.length] = text.length;
    const bytes = this.#text;
    for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  }

  /** The kind of the last reply. */
  get kind(): number {
    return this.#words[at.kind] ?? 0;
  }
  /** Nothing more will be told of it. */
  get isLast(): boolean {
    return this.#words[at.isLast] !== 0;
  }
  /** Of which request; of an orphan its PID. */
  get of(): number {
    return this.#words[at.of] ?? 0;
  }
  get a(): number {
    return this.#words[at.a] ?? 0;
  }
  get b(): number {
    return this.#words[at.b] ?? 0;
  }
  get c(): number {
    return (this.#words[at.high] ?? 0) * 2 ** 32 + ((this.#words[at.low] ?? 0) >>> 0);
  }
}
