import { drawOrder, randomFrom } from "./random.js";

/** The radical inverses below stop where a further digit would change no double. */
const SMALLEST = 2 ** -54;

const primes: number[] = [2];

/** The prime number `index`, from 0: 2, 3, 5, … */
export function prime(index: number): number {
  for (let candidate = primes.at(-1)! + 1; primes.length <= index; candidate++) {
    if (primes.every((factor) => factor * factor > candidate || candidate % factor !== 0)) primes.push(candidate);
  }
  return primes[index]!;
}

/**
 * Coordinate `dimension` of point `index`, both from 0, of the Halton sequence (J. H. Halton, 1960): the digits of the
 * index in the dimension's prime, mirrored at the point. Each digit goes through the permutation of its place.
 */
function radicalInverse(index: number, base: number, permuted: (place: number, digit: number) => number): number {
  let rest = index;
  let sum = 0;
  let weight = 1 / base;
  for (let place = 0; weight > SMALLEST; place++) {
    sum += weight * permuted(place, rest % base);
    rest = Math.floor(rest / base);
    weight /= base;
  }
  return sum;
}

/** The plain sequence, whose first point is 0. */
export function haltonCoordinate(index: number, dimension: number): number {
  return radicalInverse(index, prime(dimension), (_, digit) => digit);
}

/** A Halton sequence whose points were scrambled by a seed. */
export interface ScrambledHalton {
  /** Coordinate `dimension` of point `index`, both from 0, in [0, 1). */
  coordinate(index: number, dimension: number): number;
}

/**
 * The Halton sequence under random permutations of its digits, one for each dimension and place, which makes each point
 * uniform over the seeds and breaks the stripes of large primes (A. B. Owen, "A randomized Halton algorithm in R", 2017,
 * section 2). Permutations are drawn when they are first needed.
 */
export function scrambledHalton(seed: number): ScrambledHalton {
  const permutations: Uint16Array[][] = [];
  return {
    coordinate(index, dimension) {
      const base = prime(dimension);
      permutations[dimension] ??= [];
      const places = permutations[dimension];
      return radicalInverse(index, base, (place, digit) => {
        places[place] ??= Uint16Array.from(drawOrder(randomFrom(`halton/${dimension}/${place}/${seed}`), base));
        return places[place][digit]!;
      });
    },
  };
}
