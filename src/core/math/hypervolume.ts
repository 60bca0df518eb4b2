import { nondominationRanks } from "./pareto.js";
import { sobolBits } from "./sobol.js";

/**
 * The volume that `vectors` dominate below `reference`, exactly, by the recursive removal of exclusive parts (L. While, L.
 * Bradstreet and L. Barone, "A fast way of calculating exact hypervolumes", IEEE Trans. Evol. Comput. 16 (2012)).
 * Vectors beyond the reference in some entry add nothing.
 */
export function hypervolume(vectors: readonly (readonly number[])[], reference: readonly number[]): number {
  const inside = vectors.filter((vector) => vector.every((entry, i) => entry < reference[i]!));
  if (reference.length === 1) return inside.reduce((most, [entry]) => Math.max(most, reference[0]! - entry!), 0);
  if (reference.length === 2)
    return area(
      [...inside].sort((a, b) => a[0]! - b[0]!),
      reference,
    );
  if (reference.length === 3) return volume(inside, reference);
  // What others dominate adds nothing, and without it the recursion stays shallow.
  const ranks = nondominationRanks(inside);
  const sorted = inside.filter((_, i) => ranks[i] === 0).sort((a, b) => a[0]! - b[0]!);
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) sum += exclusive(sorted[i]!, sorted.slice(i + 1), reference);
  return sum;
}

/** What `vector` adds to the volume of `others`. */
export function exclusive(
  vector: readonly number[],
  others: readonly (readonly number[])[],
  reference: readonly number[],
): number {
  let volume = 1;
  for (let i = 0; i < vector.length; i++) volume *= Math.max(0, reference[i]! - vector[i]!);
  if (volume === 0 || others.length === 0) return volume;
  return (
    volume -
    hypervolume(
      others.map((other) => other.map((entry, i) => Math.max(entry, vector[i]!))),
      reference,
    )
  );
}

/** In three dimensions: the area in the first two, swept along the third (O(n²)). */
function volume(vectors: readonly (readonly number[])[], reference: readonly number[]): number {
  const byHeight = [...vectors].sort((a, b) => a[2]! - b[2]!);
  /** The vectors met so far that none dominates in the first two entries, in order of the first. */
  const stairs: (readonly number[])[] = [];
  let sum = 0;
  let covered = 0;
  let height = byHeight[0]?.[2] ?? 0;
  for (const vector of byHeight) {
    sum += covered * (vector[2]! - height);
    height = vector[2]!;
    let place = 0;
    while (place < stairs.length && stairs[place]![0]! < vector[0]!) place++;
    const before = stairs[place - 1];
    const same = stairs[place];
    if ((before !== undefined && before[1]! <= vector[1]!) || (same?.[0] === vector[0] && same![1]! <= vector[1]!))
      continue;
    let end = place;
    while (end < stairs.length && stairs[end]![1]! >= vector[1]!) end++;
    stairs.splice(place, end - place, vector);
    covered = area(stairs, reference);
  }
  return sum + covered * (reference[2]! - height);
}

/** In two dimensions, from vectors in order of their first entry. */
function area(sorted: readonly (readonly number[])[], reference: readonly number[]): number {
  let sum = 0;
  let height = reference[1]!;
  for (const [x, y] of sorted) {
    if (y! >= height) continue;
    sum += (reference[0]! - x!) * (height - y!);
    height = y!;
  }
  return sum;
}

/**
 * The indices of `count` of the vectors, chosen one after the other so that each adds the most to the hypervolume of
 * those chosen before it; ties go to the earlier one. Beyond three dimensions, where the exact volume is dear, it is
 * counted over five hundred evenly spread points. The greedy choice is within 1 - 1/e of the best set (A. P. Guerreiro
 * et al., "Greedy Hypervolume Subset Selection in Low Dimensions", 2016).
 */
export function chooseByHypervolume(
  vectors: readonly (readonly number[])[],
  count: number,
  reference: readonly number[],
): number[] {
  if (reference.length > 3) return chooseBySample(vectors, count, reference);
  const chosen: number[] = [];
  // What a vector adds can only shrink as others are chosen, so an old figure is a bound and most need no new one.
  const bounds = vectors.map((vector) => exclusive(vector, [], reference));
  const open = new Set(vectors.keys());
  while (chosen.length < count && open.size > 0) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    const others = chosen.map((index) => vectors[index]!);
    for (const index of [...open].sort((a, b) => bounds[b]! - bounds[a]! || a - b)) {
      if (bounds[index]! < most || (bounds[index] === most && index > best)) continue;
      bounds[index] = exclusive(vectors[index]!, others, reference);
      if (bounds[index]! > most || (bounds[index] === most && index < best)) {
        best = index;
        most = bounds[index]!;
      }
    }
    chosen.push(best);
    open.delete(best);
  }
  return chosen;
}

const SAMPLE = 512;

function chooseBySample(
  vectors: readonly (readonly number[])[],
  count: number,
  reference: readonly number[],
): number[] {
  const lows = reference.map((_, d) =>
    vectors.reduce((low, vector) => Math.min(low, vector[d]!), Number.POSITIVE_INFINITY),
  );
  const sample = Array.from({ length: SAMPLE }, (_, i) =>
    reference.map((high, d) => lows[d]! + ((sobolBits(i + 1, d) + 0.5) / 2 ** 32) * (high - lows[d]!)),
  );
  const covers = vectors.map((vector) =>
    Uint8Array.from(sample, (point) => (vector.every((entry, d) => entry <= point[d]!) ? 1 : 0)),
  );
  const covered = new Uint8Array(SAMPLE);
  const chosen: number[] = [];
  const open = new Set(vectors.keys());
  while (chosen.length < count && open.size > 0) {
    let best = -1;
    let most = -1;
    for (const index of open) {
      const own = covers[index]!;
      let gain = 0;
      for (let i = 0; i < SAMPLE; i++) gain += own[i]! & ~covered[i]!;
      if (gain > most) {
        best = index;
        most = gain;
      }
    }
    chosen.push(best);
    open.delete(best);
    covers[best]!.forEach((inside, i) => {
      if (inside) covered[i] = 1;
    });
  }
  return chosen;
}
