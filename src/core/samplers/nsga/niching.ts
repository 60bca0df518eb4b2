import { drawIndex, type Random } from "../../math/random.js";

type Vector = readonly number[];

/** The ideal point of vectors, and the point that lies one unit from it in every objective once they are normalised. */
export interface Frame {
  readonly ideal: Vector;
  readonly nadir: Vector;
}

/**
 * The frame of non-dominated vectors: the hyperplane through the extreme vector of each objective gives the units, or,
 * where there is no such plane, the largest entries. (K. Deb and H. Jain, "An Evolutionary Many-Objective Optimization
 * Algorithm Using Reference-Point-Based Nondominated Sorting Approach, Part I", IEEE Trans. Evol. Comput. 18 (2014),
 * section IV.C.) All entries are finite.
 */
export function frameOf(front: readonly Vector[]): Frame {
  const objectives = front[0]!.length;
  const entries = Array.from({ length: objectives }, (_, j) => front.map((vector) => vector[j]!));
  const ideal = entries.map((column) => column.reduce((a, b) => Math.min(a, b)));
  const worst = entries.map((column) => column.reduce((a, b) => Math.max(a, b)));
  const shifted = front.map((vector) => vector.map((entry, j) => entry - ideal[j]!));
  const extremes = Array.from({ length: objectives }, (_, axis) => {
    const reach = (vector: Vector) =>
      vector.reduce((most, entry, j) => Math.max(most, j === axis ? entry : entry * 1e6), 0);
    return shifted.reduce((best, vector) => (reach(vector) < reach(best) ? vector : best));
  });
  const plane = solve(extremes, new Array<number>(objectives).fill(1));
  const units = plane?.map((slope) => 1 / slope);
  const usable = units?.every((unit) => Number.isFinite(unit) && unit > 1e-6);
  const nadir = worst.map((entry, j) => (usable ? Math.min(entry, ideal[j]! + units![j]!) : entry));
  return { ideal, nadir: nadir.map((entry, j) => (entry - ideal[j]! > 1e-6 ? entry : ideal[j]! + 1)) };
}

export interface Niche {
  /** The index of the reference point whose line from the ideal point is nearest. */
  readonly reference: number;
  readonly distance: number;
}

/** The niche of each vector: ibid., section IV.D. */
export function nichesOf(vectors: readonly Vector[], references: readonly Vector[], { ideal, nadir }: Frame): Niche[] {
  return vectors.map((vector) => {
    const place = vector.map((entry, j) => (entry - ideal[j]!) / (nadir[j]! - ideal[j]!));
    let nearest: Niche = { reference: 0, distance: Number.POSITIVE_INFINITY };
    references.forEach((line, reference) => {
      const along = dot(place, line) / dot(line, line);
      const distance = Math.sqrt(place.reduce((sum, entry, j) => sum + (entry - along * line[j]!) ** 2, 0));
      if (distance < nearest.distance) nearest = { reference, distance };
    });
    return nearest;
  });
}

/**
 * The indices of `count` of the last front's vectors, chosen one by one for the niches that have fewest vectors: the
 * nearest to its line where the niche has none yet, any other one where it has. (Ibid., algorithm 4.)
 */
export function fillNiches(
  taken: readonly Niche[],
  last: readonly Niche[],
  count: number,
  random: Random,
): readonly number[] {
  const crowd = new Map<number, number>();
  for (const { reference } of taken) crowd.set(reference, (crowd.get(reference) ?? 0) + 1);
  const open = new Map<number, number[]>();
  last.forEach(({ reference }, i) => {
    open.set(reference, [...(open.get(reference) ?? []), i]);
  });
  const chosen: number[] = [];
  while (chosen.length < count && open.size > 0) {
    const least = Math.min(...[...open.keys()].map((reference) => crowd.get(reference) ?? 0));
    const emptiest = [...open.keys()].filter((reference) => (crowd.get(reference) ?? 0) === least);
    const reference = emptiest[drawIndex(random, emptiest.length)]!;
    const candidates = open.get(reference)!;
    const next =
      least === 0
        ? candidates.reduce((a, b) => (last[b]!.distance < last[a]!.distance ? b : a))
        : candidates[drawIndex(random, candidates.length)]!;
    chosen.push(next);
    crowd.set(reference, least + 1);
    const rest = candidates.filter((candidate) => candidate !== next);
    if (rest.length > 0) open.set(reference, rest);
    else open.delete(reference);
  }
  return chosen;
}

/** The solution of rows · x = right by elimination with pivots; null where the rows depend on each other. */
function solve(rows: readonly Vector[], right: Vector): Vector | null {
  const size = rows.length;
  const a = rows.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) if (Math.abs(a[i]![column]!) > Math.abs(a[pivot]![column]!)) pivot = i;
    if (Math.abs(a[pivot]![column]!) < 1e-12) return null;
    [a[column], a[pivot]] = [a[pivot]!, a[column]!];
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = a[i]![column]! / a[column]![column]!;
      for (let j = column; j <= size; j++) a[i]![j]! -= factor * a[column]![j]!;
    }
  }
  return a.map((row, i) => row[size]! / row[i]!);
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, entry, j) => sum + entry * b[j]!, 0);
}
