import { drawIndex, type Random } from "../../math/random.js";
import type { Column } from "./column.js";

export type Tree =
  | { readonly kind: "leaf"; readonly mean: number; readonly variance: number; readonly count: number }
  /** Rows go left whose entry lies below `cut`, or whose category is in `left`. */
  | {
      readonly kind: "split";
      readonly column: number;
      readonly cut: number;
      readonly categories: ReadonlySet<number> | null;
      readonly left: Tree;
      readonly right: Tree;
    };

export interface TreeOptions {
  /** No leaf has fewer rows. */
  readonly minLeaf: number;
  /** How many columns are looked at for each split. */
  readonly columns: number;
}

/**
 * A regression tree: each split lowers the sum of squares the most, cut halfway between two rows; categories are put in
 * the order of their means, where the best of all subsets is one of the cuts (L. Breiman et al., "Classification and
 * Regression Trees", 1984, sections 8.4 and 9.4).
 *
 * @param indices the rows to learn from; a row may occur more than once.
 */
export function growTree(
  rows: readonly Float64Array[],
  targets: Float64Array,
  columns: readonly Column[],
  indices: Int32Array,
  options: TreeOptions,
  random: Random,
): Tree {
  let sum = 0;
  for (const i of indices) sum += targets[i]!;
  const mean = sum / indices.length;
  let squares = 0;
  for (const i of indices) squares += (targets[i]! - mean) ** 2;
  const leaf: Tree = { kind: "leaf", mean, variance: squares / indices.length, count: indices.length };
  if (indices.length < 2 * options.minLeaf || squares <= 1e-14 * indices.length * mean * mean) return leaf;
  const split = bestSplit(rows, targets, columns, indices, options, random);
  if (split === null) return leaf;
  const goesLeft = (i: number) => {
    const entry = rows[i]![split.column]!;
    return split.categories === null ? entry < split.cut : split.categories.has(entry);
  };
  const left = indices.filter(goesLeft);
  const right = indices.filter((i) => !goesLeft(i));
  return {
    kind: "split",
    ...split,
    left: growTree(rows, targets, columns, left, options, random),
    right: growTree(rows, targets, columns, right, options, random),
  };
}

interface Split {
  readonly column: number;
  readonly cut: number;
  readonly categories: ReadonlySet<number> | null;
}

function bestSplit(
  rows: readonly Float64Array[],
  targets: Float64Array,
  columns: readonly Column[],
  indices: Int32Array,
  options: TreeOptions,
  random: Random,
): Split | null {
  let best: Split | null = null;
  let most = 0;
  for (const column of drawColumns(columns.length, options.columns, random)) {
    const entries = new Float64Array(indices.length);
    for (let k = 0; k < indices.length; k++) entries[k] = rows[indices[k]!]![column]!;
    const order = columns[column]!.categories > 0 ? meansByCategory(entries, targets, indices) : null;
    const keys = order === null ? entries : entries.map((entry) => order.get(entry)!);
    const found = bestCut(keys, targets, indices, options.minLeaf);
    if (found === null || found.gain <= most) continue;
    most = found.gain;
    const categories =
      order === null ? null : new Set([...order].flatMap(([category, place]) => (place < found.cut ? [category] : [])));
    best = { column, cut: found.cut, categories };
  }
  return best;
}

/** The cut that lowers the sum of squares the most: the gain of parting n rows with sum s is l²/n_l + r²/n_r - s²/n. */
function bestCut(
  keys: Float64Array,
  targets: Float64Array,
  indices: Int32Array,
  minLeaf: number,
): { readonly cut: number; readonly gain: number } | null {
  const n = indices.length;
  const order = Int32Array.from({ length: n }, (_, k) => k).sort((a, b) => keys[a]! - keys[b]!);
  let total = 0;
  for (const i of indices) total += targets[i]!;
  const whole = (total * total) / n;
  let [left, gain, cut] = [0, 1e-12 * Math.abs(whole), Number.NaN];
  for (let k = 1; k < n; k++) {
    left += targets[indices[order[k - 1]!]!]!;
    const [below, above] = [keys[order[k - 1]!]!, keys[order[k]!]!];
    if (below === above || k < minLeaf || n - k < minLeaf) continue;
    const gained = (left * left) / k + ((total - left) * (total - left)) / (n - k) - whole;
    if (gained <= gain) continue;
    gain = gained;
    cut = (below + above) / 2;
  }
  return Number.isNaN(cut) ? null : { cut, gain };
}

/** The place of each category in the order of their means. */
function meansByCategory(
  entries: Float64Array,
  targets: Float64Array,
  indices: Int32Array,
): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (let k = 0; k < entries.length; k++) {
    const known = sums.get(entries[k]!) ?? { sum: 0, count: 0 };
    known.sum += targets[indices[k]!]!;
    known.count++;
    sums.set(entries[k]!, known);
  }
  const means = [...sums].map(([category, { sum, count }]) => [category, sum / count] as const);
  means.sort(([a, meanA], [b, meanB]) => meanA - meanB || a - b);
  return new Map(means.map(([category], place) => [category, place]));
}

/** Some of the columns, in random order; all in their own where all are wanted. */
function drawColumns(count: number, wanted: number, random: Random): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  if (wanted >= count) return all;
  for (let i = 0; i < wanted; i++) {
    const j = i + drawIndex(random, count - i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, wanted);
}

/** The leaf that a row falls into. */
export function leafOf(tree: Tree, row: Float64Array): Extract<Tree, { kind: "leaf" }> {
  let node = tree;
  while (node.kind === "split") {
    const entry = row[node.column]!;
    const left = node.categories === null ? entry < node.cut : node.categories.has(entry);
    node = left ? node.left : node.right;
  }
  return node;
}
