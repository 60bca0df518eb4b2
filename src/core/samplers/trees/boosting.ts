import type { Table } from "./forest-model.js";

/** Values of each ordered feature are put into at most so many bins, which hold as many rows each. */
const BINS = 32;

export interface BoostingSettings {
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  /** Rows of a leaf, at least. */
  readonly leaf: number;
}

/** A feature's rows as bins; a split sends bins up to one of them to the left. */
interface Binned {
  /** The largest value of each bin. */
  readonly ends: Float64Array;
  readonly bins: Uint8Array;
}

interface Node {
  readonly feature: number;
  /** Values up to this go left; for unordered categories, this one alone. */
  readonly threshold: number;
  readonly left: Node | null;
  readonly right: Node | null;
  readonly value: number;
}

/** A boosted model of one quantile: the quantile of all targets, and what each tree adds. */
export interface Boosted {
  readonly base: number;
  readonly trees: readonly Node[];
  readonly rate: number;
  readonly categories: readonly number[];
}

/**
 * Gradient boosting of one quantile (J. H. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals
 * of Statistics 29 (2001), algorithm 1, with the quantile loss): each tree is fitted to the signs of the residuals, and its
 * leaves hold the quantile of theirs. Splits are sought among the bins of histograms.
 */
export function boost(table: Table, targets: Float64Array, quantile: number, settings: BoostingSettings): Boosted {
  const { rows, features, values, categories } = table;
  const columns = Array.from({ length: features }, (_, feature) =>
    binned(
      Float64Array.from({ length: rows }, (_, row) => values[row * features + feature]!),
      categories[feature]!,
    ),
  );
  const base = quantileOf(targets, quantile);
  const residuals = targets.map((target) => target - base);
  const gradients = new Float64Array(rows);
  const trees: Node[] = [];
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  for (let round = 0; round < settings.rounds; round++) {
    for (let i = 0; i < rows; i++) gradients[i] = residuals[i]! > 0 ? quantile : quantile - 1;
    const leaves: { readonly rows: Int32Array; readonly value: number }[] = [];
    const grow = (chosen: Int32Array, depth: number): Node => {
      const split = depth < settings.depth ? bestSplit(columns, categories, gradients, chosen, settings.leaf) : null;
      if (split === null) {
        const value = quantileOf(
          Float64Array.from(chosen, (row) => residuals[row]!),
          quantile,
        );
        leaves.push({ rows: chosen, value });
        return { feature: -1, threshold: 0, left: null, right: null, value };
      }
      const { bins, ends } = columns[split.feature]!;
      const single = categories[split.feature]! > 0;
      const isLeft = (row: number) => (single ? bins[row] === split.bin : bins[row]! <= split.bin);
      return {
        feature: split.feature,
        threshold: ends[split.bin]!,
        left: grow(chosen.filter(isLeft), depth + 1),
        right: grow(
          chosen.filter((row) => !isLeft(row)),
          depth + 1,
        ),
        value: 0,
      };
    };
    trees.push(grow(all, 0));
    for (const { rows: own, value } of leaves) for (const row of own) residuals[row]! -= settings.rate * value;
  }
  return { base, trees, rate: settings.rate, categories };
}

export function predictBoosted({ base, trees, rate, categories }: Boosted, row: Float64Array): number {
  let sum = base;
  for (const tree of trees) {
    let node = tree;
    while (node.left !== null && node.right !== null) {
      const value = row[node.feature]!;
      const left = categories[node.feature]! > 0 ? value === node.threshold : value <= node.threshold;
      node = left ? node.left : node.right;
    }
    sum += rate * node.value;
  }
  return sum;
}

/** The value below which a share of numbers lies, between neighbours in proportion (as NumPy's percentile has it). */
export function quantileOf(numbers: Float64Array, share: number): number {
  const sorted = numbers.slice().sort();
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

function binned(column: Float64Array, categories: number): Binned {
  const different = [...new Set(column)].sort((a, b) => a - b);
  const most = categories > 0 ? 255 : BINS;
  const sorted = different.length > most ? [...column].sort((a, b) => a - b) : different;
  const chosen = Array.from(
    { length: Math.min(most, different.length) },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / Math.min(most, different.length)) - 1]!,
  );
  const ends = Float64Array.from(new Set(chosen));
  const bins = Uint8Array.from(column, (value) => {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= ends[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  });
  return { ends, bins };
}

/** The split that takes most from the sum of squares of the gradients; null where none takes any. */
function bestSplit(
  columns: readonly Binned[],
  categories: readonly number[],
  gradients: Float64Array,
  rows: Int32Array,
  leaf: number,
): { readonly feature: number; readonly bin: number } | null {
  const count = rows.length;
  if (count < 2 * leaf) return null;
  let total = 0;
  for (const row of rows) total += gradients[row]!;
  let best: { readonly feature: number; readonly bin: number } | null = null;
  let most = 1e-12;
  const sums = new Float64Array(256);
  const counts = new Int32Array(256);
  columns.forEach(({ ends, bins }, feature) => {
    if (ends.length < 2) return;
    sums.fill(0, 0, ends.length);
    counts.fill(0, 0, ends.length);
    for (const row of rows) {
      const bin = bins[row]!;
      sums[bin]! += gradients[row]!;
      counts[bin]!++;
    }
    const single = categories[feature]! > 0;
    let sum = 0;
    let below = 0;
    for (let bin = 0; bin < ends.length - (single ? 0 : 1); bin++) {
      sum = single ? sums[bin]! : sum + sums[bin]!;
      below = single ? counts[bin]! : below + counts[bin]!;
      const above = count - below;
      if (below < leaf || above < leaf) continue;
      const gain = (sum * sum) / below + (total - sum) ** 2 / above - (total * total) / count;
      if (gain > most) {
        most = gain;
        best = { feature, bin };
      }
    }
  });
  return best;
}
