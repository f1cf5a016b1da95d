/** Plans under way, each under a number. */
import type { Flight } from "./flight.ts";

/** A number is used again when it is free: a Map is made anew after every few that were put in and taken out, this is not. */
export class Flights {
  readonly #places: (Flight | undefined)[] = [];
  readonly #free: number[] = [];

  /** The number of the next that is added. */
  get next(): number {
    // Not at(-1), which is a call.
    return this.#free[this.#free.length - 1] ?? this.#places.length;
  }

  /** @param flight has the number that was next */
  add(flight: Flight): void {
    this.#places[flight.id] = flight;
    if (this.#free.length > 0) this.#free.pop();
  }

  get(id: number): Flight | undefined {
    return this.#places[id];
  }

  has(flight: Flight): boolean {
    return this.#places[flight.id] === flight;
  }

  remove(id: number): void {
    this.#places[id] = undefined;
    this.#free.push(id);
  }

  /** All of them; none is left. */
  takeAll(): Flight[] {
    this.#free.length = 0;
    return this.#places.splice(0).filter((flight) => flight !== undefined);
  }
}
