/**
 * What something comes to, once. Unlike a promise it costs next to nothing where nobody asks, and a failure that nobody asks about
 * does no harm.
 */
export class Outcome<Value> {
  #settled: { value: Value | Promise<Value> } | { error: Error } | undefined;
  #resolvers: PromiseWithResolvers<Value> | undefined;

  /** The same promise each time. It may be left alone. */
  get promise(): Promise<Value> {
    if (!this.#resolvers) {
      this.#resolvers = Promise.withResolvers<Value>();
      this.#hand();
    }
    return this.#resolvers.promise;
  }

  /** The first word counts. */
  resolve(value: Value | Promise<Value>): void {
    this.#settled ??= { value };
    this.#hand();
  }

  reject(error: Error): void {
    this.#settled ??= { error };
    this.#hand();
  }

  #hand(): void {
    if (!this.#settled || !this.#resolvers) return;
    if ("error" in this.#settled) {
      // Looked at here, so that nobody else has to; not before, as it would cost each success a promise more.
      this.#resolvers.promise.catch(() => undefined);
      this.#resolvers.reject(this.#settled.error);
    } else this.#resolvers.resolve(this.#settled.value);
  }
}
