/**
 * What something comes to, once. Unlike a promise it costs next to nothing where nobody asks, and a failure that nobody asks about
 * does no harm. Without #fields: see `Flight`.
 */
export class Outcome<Value> {
  private isSettled = false;
  private value: Value | Promise<Value> | undefined;
  private error: Error | undefined;
  private resolvers: PromiseWithResolvers<Value> | undefined;

  /** The same promise each time. It may be left alone. */
  get promise(): Promise<Value> {
    if (!this.resolvers) {
      this.resolvers = Promise.withResolvers<Value>();
      this.hand();
    }
    return this.resolvers.promise;
  }

  /** The first word counts. */
  resolve(value: Value | Promise<Value>): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.value = value;
    this.hand();
  }

  reject(error: Error): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.error = error;
    this.hand();
  }

  private hand(): void {
    if (!this.isSettled || !this.resolvers) return;
    if (this.error) {
      // Looked at here, so that nobody else has to; not before, as it would cost each success a promise more.
      this.resolvers.promise.catch(() => undefined);
      this.resolvers.reject(this.error);
    } else this.resolvers.resolve(this.value as Value | Promise<Value>);
  }
}
