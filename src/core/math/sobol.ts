import { randomFrom } from "./random.js";
import { SOBOL_DIRECTIONS } from "./sobol-directions.js";

const BITS = 32;

/** The number of dimensions for which there are direction numbers. */
export const SOBOL_DIMENSIONS = 256;

/** Direction numbers of each dimension, the most significant bit first; made when a dimension is first asked for. */
const directions: (Uint32Array | undefined)[] = [];

/**
 * Coordinate `dimension` (from 0) of point `index` (from 0) of the Sobol sequence, as a 32-bit fraction of 1; in the
 * order of Gray codes (I. A. Antonov and V. M. Saleev, 1979), with the direction numbers of Joe and Kuo (2008).
 *
 * @throws {RangeError} beyond {@link SOBOL_DIMENSIONS}.
 */
export function sobolBits(index: number, dimension: number): number {
  const numbers = directionsOf(dimension);
  let gray = (index ^ (index >>> 1)) >>> 0;
  let bits = 0;
  for (let i = 0; gray !== 0; i++, gray >>>= 1) if (gray & 1) bits ^= numbers[i]!;
  return bits >>> 0;
}

/** A Sobol sequence whose points were scrambled by a seed. */
export interface ScrambledSobol {
  /** Coordinate `dimension` of point `index`, both from 0, in (0, 1). */
  coordinate(index: number, dimension: number): number;
}

/**
 * The Sobol sequence under nested uniform scrambling (A. B. Owen, 1995), which keeps its evenness and makes each point
 * uniform over the seeds. The scrambling is by hash, so that any point can be had without those before it (B. Burley,
 * "Practical Hash-based Owen Scrambling", JCGT 9(4), 2020, with the permutation of N. Vegdahl, 2021). Dimensions beyond
 * the table are drawn independently.
 */
export function scrambledSobol(seed: number): ScrambledSobol {
  const seeds: number[] = [];
  return {
    coordinate(index, dimension) {
      if (dimension >= SOBOL_DIMENSIONS) return randomFrom(`sobol/${dimension}/${index}/${seed}`).next();
      seeds[dimension] ??= Math.floor(randomFrom(`sobol/${dimension}/${seed}`).next() * 2 ** BITS);
      return (scrambled(sobolBits(index, dimension), seeds[dimension]!) + 0.5) / 2 ** BITS;
    },
  };
}

function scrambled(bits: number, seed: number): number {
  let x = reversed(bits);
  x ^= Math.imul(x, 0x3d20adea);
  x = (x + seed) | 0;
  x = Math.imul(x, (seed >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  x ^= Math.imul(x, 0x53a22864);
  return reversed(x);
}

function reversed(bits: number): number {
  let x = bits;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}

function directionsOf(dimension: number): Uint32Array {
  directions[dimension] ??= computed(dimension);
  return directions[dimension];
}

interface Entry {
  /** Its coefficients as bits. */
  readonly polynomial: number;
  /** As many as the polynomial has degrees. */
  readonly initial: readonly number[];
}

let entries: readonly Entry[] | undefined;

/** How many primitive polynomials there are of each degree, from the first on; the last are more than are used. */
const POLYNOMIALS = [1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176];

function unpacked(): readonly Entry[] {
  let digit = 0;
  let left = 0;
  let at = 0;
  const digits = SOBOL_DIRECTIONS.replaceAll("\n", "");
  const read = (bits: number): number => {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      if (left === 0) {
        digit = Number.parseInt(digits[at++]!, 32);
        left = 5;
      }
      left--;
      value = 2 * value + ((digit >>> left) & 1);
    }
    return value;
  };
  const degrees = POLYNOMIALS.flatMap((count, i) => new Array<number>(count).fill(i + 1));
  return degrees.slice(0, SOBOL_DIMENSIONS - 1).map((degree) => ({
    polynomial: 2 ** degree + 2 * read(degree - 1) + 1,
    initial: Array.from({ length: degree }, (_, i) => 2 * read(i) + 1),
  }));
}

function computed(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let i = 0; i < BITS; i++) numbers[i] = 1 << (BITS - 1 - i);
    return numbers;
  }
  if (dimension >= SOBOL_DIMENSIONS) {
    throw new RangeError(`The Sobol sequence has ${SOBOL_DIMENSIONS} dimensions here.`);
  }
  entries ??= unpacked();
  const { polynomial, initial } = entries[dimension - 1]!;
  const degree = initial.length;
  for (let i = 0; i < BITS; i++) {
    if (i < degree) {
      numbers[i] = initial[i]! << (BITS - 1 - i);
      continue;
    }
    let number = numbers[i - degree]! ^ (numbers[i - degree]! >>> degree);
    for (let j = 1; j < degree; j++) if ((polynomial >>> (degree - j)) & 1) number ^= numbers[i - j]!;
    numbers[i] = number;
  }
  return numbers;
}
