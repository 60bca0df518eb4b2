import { drawIndex, type Random } from "../../math/random.js";
import type { Sample } from "./sample.js";

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
 */
export function growTree(sample: Sample, options: TreeOptions, random: Random): Tree {
  return grow(sample, 0, sample.length, options, random);
}

function grow(sample: Sample, start: number, end: number, options: TreeOptions, random: Random): Tree {
  const { rows } = sample.table;
  const node = sumsOf(sample, start, end);
  const { count, mean, squares } = node;
  const leaf: Tree = { kind: "leaf", mean, variance: squares / count, count };
  if (count < 2 * options.minLeaf || squares <= 1e-14 * count * mean * mean) return leaf;
  const split = bestSplit(sample, start, end, node, options, random);
  if (split === null) return leaf;
  const middle = sample.part(start, end, (row) => {
    const entry = rows[row]![split.column]!;
    return split.categories === null ? entry < split.cut : split.categories.has(entry);
  });
  return {
    kind: "split",
    ...split,
    left: grow(sample, start, middle, options, random),
    right: grow(sample, middle, end, options, random),
  };
}

interface Sums {
  readonly count: number;
  readonly total: number;
  readonly mean: number;
  /** Of the differences from the mean. */
  readonly squares: number;
}

function sumsOf(sample: Sample, start: number, end: number): Sums {
  const { counts, table } = sample;
  const stretch = sample.stretch(0, start, end);
  let [count, total] = [0, 0];
  for (const row of stretch) {
    count += counts[row]!;
    total += counts[row]! * table.targets[row]!;
  }
  const mean = total / count;
  let squares = 0;
  for (const row of stretch) squares += counts[row]! * (table.targets[row]! - mean) ** 2;
  return { count, total, mean, squares };
}

interface Split {
  readonly column: number;
  readonly cut: number;
  readonly categories: ReadonlySet<number> | null;
}

interface Cut {
  readonly cut: number;
  readonly gain: number;
}

function bestSplit(
  sample: Sample,
  start: number,
  end: number,
  node: Sums,
  options: TreeOptions,
  random: Random,
): Split | null {
  const { columns } = sample.table;
  let best: Split | null = null;
  let most = 0;
  for (const column of drawColumns(columns.length, options.columns, random)) {
    const stretch = sample.stretch(column, start, end);
    const isCategory = columns[column]!.categories > 0;
    const groups = isCategory ? byMean(groupsOf(sample, column, stretch)) : null;
    const found =
      groups === null ? bestCut(sample, column, stretch, node, options) : bestParting(groups, node, options);
    if (found === null || found.gain <= most) continue;
    most = found.gain;
    const categories = groups === null ? null : new Set(groups.slice(0, found.cut).map(({ category }) => category));
    best = { column, cut: found.cut, categories };
  }
  return best;
}

/** The cut that lowers the sum of squares the most: the gain of parting n rows with sum s is l²/n_l + r²/n_r - s²/n. */
function bestCut(
  { table: { rows, targets }, counts }: Sample,
  column: number,
  stretch: Int32Array,
  { count, total }: Sums,
  { minLeaf }: TreeOptions,
): Cut | null {
  const whole = (total * total) / count;
  let [left, below, gain, cut] = [0, 0, 1e-12 * Math.abs(whole), Number.NaN];
  let before = rows[stretch[0]!]![column]!;
  for (const row of stretch) {
    const entry = rows[row]![column]!;
    if (entry !== before && below >= minLeaf && count - below >= minLeaf) {
      const gained = (left * left) / below + ((total - left) * (total - left)) / (count - below) - whole;
      if (gained > gain) [gain, cut] = [gained, (before + entry) / 2];
    }
    before = entry;
    left += counts[row]! * targets[row]!;
    below += counts[row]!;
  }
  return Number.isNaN(cut) ? null : { cut, gain };
}

interface Group {
  readonly category: number;
  count: number;
  sum: number;
}

/** The rows of each category that occurs. */
function groupsOf({ table: { rows, targets }, counts }: Sample, column: number, stretch: Int32Array): readonly Group[] {
  const groups: Group[] = [];
  for (const row of stretch) {
    const category = rows[row]![column]!;
    // The rows are in the order of the column, so that those of a category stand together.
    if (groups.at(-1)?.category !== category) groups.push({ category, count: 0, sum: 0 });
    const group = groups.at(-1)!;
    group.count += counts[row]!;
    group.sum += counts[row]! * targets[row]!;
  }
  return groups;
}

function byMean(groups: readonly Group[]): readonly Group[] {
  return [...groups].sort((a, b) => a.sum / a.count - b.sum / b.count || a.category - b.category);
}

/** The same for categories in the order of their means: `cut` is how many of them go left. */
function bestParting(groups: readonly Group[], { count, total }: Sums, { minLeaf }: TreeOptions): Cut | null {
  const whole = (total * total) / count;
  let [left, below, gain, cut] = [0, 0, 1e-12 * Math.abs(whole), 0];
  for (const [k, group] of groups.slice(0, -1).entries()) {
    left += group.sum;
    below += group.count;
    if (below < minLeaf || count - below < minLeaf) continue;
    const gained = (left * left) / below + ((total - left) * (total - left)) / (count - below) - whole;
    if (gained > gain) [gain, cut] = [gained, k + 1];
  }
  return cut === 0 ? null : { cut, gain };
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
