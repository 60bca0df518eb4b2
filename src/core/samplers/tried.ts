import type { Point } from "../space/space.js";
import type { Cube } from "./cube.js";

/** The configurations that trials have, so that none is proposed twice. Equality is exact, value by value. */
export class Tried {
  readonly #keys = new Set<string>();

  constructor(private readonly cube: Cube) {}

  add(point: Point): void {
    this.#keys.add(this.#key(point));
  }

  has(point: Point): boolean {
    return this.#keys.has(this.#key(point));
  }

  get size(): number {
    return this.#keys.size;
  }

  #key(point: Point): string {
    let key = "";
    for (const { parameter } of this.cube.dimensions) {
      const value = point.get(parameter.name);
      // -0 and 0 are one number.
      key += value === undefined ? "|" : `${value === 0 ? 0 : value}|`;
    }
    return key;
  }
}
