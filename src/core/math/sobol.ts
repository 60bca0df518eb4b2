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

function computed(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let i = 0; i < BITS; i++) numbers[i] = 1 << (BITS - 1 - i);
    return numbers;
  }
  const entry = SOBOL_DIRECTIONS.split(";")[dimension - 1];
  if (entry === undefined) throw new RangeError(`The Sobol sequence has ${SOBOL_DIMENSIONS} dimensions here.`);
  const [polynomial = 1, ...initial] = entry.trim().split(" ").map(Number);
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
