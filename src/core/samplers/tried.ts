import type { Point } from "../space/space.js";
import type { Cube } from "./cube.js";

/** Slots of the table for each configuration in it, at least. */
const ROOM = 2;
const SMALLEST = 16;

/** A double, and the same bits as two whole numbers. */
const DOUBLE = new Float64Array(1);
const BITS = new Int32Array(DOUBLE.buffer);

/**
 * The configurations that trials have, so that none is proposed twice. Equality is exact, value by value. A table with
 * open addressing over rows of values, which takes a few bytes for each of what may be very many.
 */
export class Tried {
  /** A value for each dimension, NaN where it is not active. */
  #rows: Float64Array;
  #size = 0;
  /** Numbers of rows, from 1; 0 where a slot is free. */
  #table = new Int32Array(SMALLEST);
  /** The row that is looked for. */
  readonly #sought: Float64Array;

  constructor(private readonly cube: Cube) {
    this.#sought = new Float64Array(cube.dimensions.length);
    this.#rows = new Float64Array((SMALLEST / ROOM) * cube.dimensions.length);
  }

  add(point: Point): void {
    const slot = this.#slotOf(point);
    if (this.#table[slot] !== 0) return;
    this.#rows.set(this.#sought, this.#size * this.#sought.length);
    this.#size++;
    if (this.#size * ROOM < this.#table.length) this.#table[slot] = this.#size;
    else this.#grow();
  }

  has(point: Point): boolean {
    return this.#table[this.#slotOf(point)] !== 0;
  }

  get size(): number {
    return this.#size;
  }

  /** Where a configuration stands, or the free slot where it would; its values are then those that are sought. */
  #slotOf(point: Point): number {
    const { dimensions } = this.cube;
    for (let i = 0; i < dimensions.length; i++) {
      const value = point.get(dimensions[i]!.parameter.name);
      // -0 and 0 are one number; NaN is no value that a configuration has.
      this.#sought[i] = value === undefined ? Number.NaN : value + 0;
    }
    const last = this.#table.length - 1;
    for (let slot = hashOf(this.#sought, 0, dimensions.length) & last; ; slot = (slot + 1) & last) {
      const number = this.#table[slot]!;
      if (number === 0 || this.#isSought(number - 1)) return slot;
    }
  }

  #isSought(row: number): boolean {
    const width = this.#sought.length;
    for (let i = 0; i < width; i++) if (!Object.is(this.#rows[row * width + i], this.#sought[i])) return false;
    return true;
  }

  #grow(): void {
    const width = this.#sought.length;
    const rows = new Float64Array(2 * this.#rows.length);
    rows.set(this.#rows);
    this.#rows = rows;
    this.#table = new Int32Array(2 * this.#table.length);
    const last = this.#table.length - 1;
    for (let row = 0; row < this.#size; row++) {
      let slot = hashOf(rows, row * width, width) & last;
      while (this.#table[slot] !== 0) slot = (slot + 1) & last;
      this.#table[slot] = row + 1;
    }
  }
}

/** MurmurHash3 (x86, 32 bits) by Austin Appleby, of the bits of some doubles. */
function hashOf(numbers: Float64Array, start: number, count: number): number {
  let hash = 0;
  for (let i = start; i < start + count; i++) {
    DOUBLE[0] = numbers[i]!;
    hash = mixed(mixed(hash, BITS[0]!), BITS[1]!);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function mixed(hash: number, bits: number): number {
  const spread = Math.imul(bits, 0xcc9e2d51);
  const next = hash ^ Math.imul((spread << 15) | (spread >>> 17), 0x1b873593);
  return Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64;
}
