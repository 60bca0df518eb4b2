import { dominates } from "./pareto.js";

/**
 * The volume that `vectors` dominate below `reference`, exactly: by sweeps in two and three dimensions, otherwise by the
 * recursive removal of exclusive parts (L. While, L. Bradstreet and L. Barone, "A fast way of calculating exact
 * hypervolumes", IEEE Trans. Evol. Comput. 16 (2012)). Vectors beyond the reference in some entry add nothing.
 */
export function hypervolume(vectors: readonly (readonly number[])[], reference: readonly number[]): number {
  const inside = vectors.filter((vector) => vector.every((entry, i) => entry < reference[i]!));
  if (reference.length === 1) return inside.reduce((most, [entry]) => Math.max(most, reference[0]! - entry!), 0);
  if (reference.length === 2)
    return area(
      inside.sort((a, b) => a[0]! - b[0]!),
      reference,
    );
  if (reference.length === 3)
    return volume(
      inside.sort((a, b) => a[2]! - b[2]!),
      reference,
    );
  // What others dominate adds nothing, and without it the recursion stays shallow.
  const front = inside.filter(
    (vector, i) => !inside.some((other, j) => dominates(other, vector) || (j < i && sameVector(other, vector))),
  );
  const sorted = front.sort((a, b) => a[0]! - b[0]!);
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

function sameVector(a: readonly number[], b: readonly number[]): boolean {
  return a.every((entry, i) => entry === b[i]);
}

/** In three dimensions, from vectors in order of their last entry: slab by slab, each as thick as to the next vector. */
function volume(sorted: readonly (readonly number[])[], reference: readonly number[]): number {
  // The steps of the first two entries of the vectors so far, the first rising and the second falling.
  let steps: (readonly number[])[] = [];
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    const vector = sorted[i]!;
    const [x, y, z] = vector as [number, number, number];
    if (!steps.some(([a, b]) => a! <= x && b! <= y)) {
      steps = steps.filter(([a, b]) => !(x <= a! && y <= b!));
      const place = steps.findIndex(([a]) => a! > x);
      steps.splice(place < 0 ? steps.length : place, 0, vector);
    }
    const thickness = (sorted[i + 1]?.[2] ?? reference[2]!) - z;
    if (thickness > 0) sum += thickness * area(steps, reference);
  }
  return sum;
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
 * those chosen before it; ties go to the earlier one. The greedy choice is within 1 - 1/e of the best set (A. P. Guerreiro
 * et al., "Greedy Hypervolume Subset Selection in Low Dimensions", 2016).
 */
export function chooseByHypervolume(
  vectors: readonly (readonly number[])[],
  count: number,
  reference: readonly number[],
): number[] {
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
