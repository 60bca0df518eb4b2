import { nondominationRanks } from "../math/pareto.js";

/**
 * One number per vector of losses, so that a rule for one objective judges several: with one objective its loss, with
 * several the rank of the front that the vector lies on among all the given ones, 0 for those that none dominates (R.
 * Schmucker et al., "Multi-objective asynchronous successive halving", 2021, section 4). NaN where an entry is NaN.
 */
export function standings(vectors: readonly (readonly number[])[]): readonly number[] {
  if (vectors.every(({ length }) => length === 1)) return vectors.map(([loss]) => loss!);
  const sound = vectors.flatMap((vector, index) => (vector.some(Number.isNaN) ? [] : [index]));
  const ranks = nondominationRanks(sound.map((index) => vectors[index]!));
  const standing = new Array<number>(vectors.length).fill(Number.NaN);
  for (const [at, index] of sound.entries()) standing[index] = ranks[at]!;
  return standing;
}

/** The smallest of the numbers, NaN left out; NaN where nothing is left. */
export function smallest(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => (number < least || Number.isNaN(least) ? number : least), Number.NaN);
}
