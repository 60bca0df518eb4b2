import { drawIndex, type Random } from "../../math/random.js";

/** Rows of features; inactive ones are -1, unordered categories their index. */
export interface Table {
  readonly rows: number;
  readonly features: number;
  readonly values: Float64Array;
  /** Number of unordered categories of each feature; 0 for ordered ones. */
  readonly categories: readonly number[];
}

/** Mean and variance of a surrogate at one row. */
export interface Predicted {
  readonly mean: number;
  readonly variance: number;
}

export interface ForestSettings {
  readonly trees: number;
  /** Rows of a leaf, at least. */
  readonly leaf: number;
  /** Features looked at for each split, as a part of all. */
  readonly share: number;
  /** Rows of each tree, drawn with replacement where `bootstrap`; the best thresholds are then sought, else random ones. */
  readonly bootstrap: boolean;
  readonly most: number;
}

/** Trees in flat arrays: node k goes left where the feature's value is below the threshold, and leaves have feature -1. */
export interface Forest {
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly categories: readonly number[];
}

/**
 * Extremely randomised trees (P. Geurts, D. Ernst and L. Wehenkel, Machine Learning 63 (2006), table 1), or with
 * `bootstrap` a random forest (L. Breiman, Machine Learning 45 (2001)), grown by the reduction of variance. Categories are
 * divided at random, by the bits of a number that takes the threshold's place.
 */
export function growForest(table: Table, targets: Float64Array, settings: ForestSettings, random: Random): Forest {
  const growth = new Growth(table, targets, settings, random);
  const roots = new Int32Array(settings.trees);
  for (let tree = 0; tree < settings.trees; tree++) roots[tree] = growth.tree();
  return growth.forest(roots);
}

/** The law of total variance over the trees: F. Hutter, L. Xu, H. Hoos and K. Leyton-Brown, AIJ 206 (2014), section 4.3.2. */
export function predict(forest: Forest, row: Float64Array): Predicted {
  const { roots, feature, threshold, left, right, categories } = forest;
  let sum = 0;
  let squares = 0;
  let within = 0;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree]!;
    for (let split = feature[node]!; split >= 0; split = feature[node]!) {
      node = goesLeft(row[split]!, threshold[node]!, categories[split]!) ? left[node]! : right[node]!;
    }
    const mean = forest.mean[node]!;
    sum += mean;
    squares += mean * mean;
    within += forest.variance[node]!;
  }
  const mean = sum / roots.length;
  return { mean, variance: Math.max(0, squares / roots.length - mean * mean) + within / roots.length };
}

function goesLeft(value: number, threshold: number, categories: number): boolean {
  if (categories === 0 || value < 0) return value < threshold;
  // A bit of a product that depends on every bit of both: a fair coin for each category, the same each time.
  return ((Math.imul(value + 1, threshold | 1) >>> 13) & 1) === 1;
}

class Growth {
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #mean: number[] = [];
  readonly #variance: number[] = [];
  readonly #order: Int32Array;

  constructor(
    private readonly table: Table,
    private readonly targets: Float64Array,
    private readonly settings: ForestSettings,
    private readonly random: Random,
  ) {
    this.#order = Int32Array.from({ length: table.features }, (_, i) => i);
  }

  tree(): number {
    const { rows } = this.table;
    const count = Math.min(rows, this.settings.most);
    const chosen = new Int32Array(count);
    if (this.settings.bootstrap) {
      for (let i = 0; i < count; i++) chosen[i] = drawIndex(this.random, rows);
    } else {
      // Without replacement, by selection: each row with the probability that is left for it.
      let taken = 0;
      for (let i = 0; i < rows && taken < count; i++) {
        if (this.random.next() * (rows - i) < count - taken) chosen[taken++] = i;
      }
    }
    return this.#grow(chosen, 0, count);
  }

  forest(roots: Int32Array): Forest {
    return {
      roots,
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      mean: Float64Array.from(this.#mean),
      variance: Float64Array.from(this.#variance),
      categories: this.table.categories,
    };
  }

  #grow(rows: Int32Array, start: number, end: number): number {
    const count = end - start;
    let sum = 0;
    let squares = 0;
    for (let i = start; i < end; i++) {
      const target = this.targets[rows[i]!]!;
      sum += target;
      squares += target * target;
    }
    const node = this.#feature.length;
    this.#feature.push(-1);
    this.#threshold.push(0);
    this.#left.push(-1);
    this.#right.push(-1);
    this.#mean.push(sum / count);
    const variance = Math.max(0, squares / count - (sum / count) ** 2);
    this.#variance.push(variance);
    if (count < 2 * this.settings.leaf || variance <= 1e-18) return node;
    const split = this.#best(rows, start, end, sum);
    if (split === null) return node;
    const middle = this.#divide(rows, start, end, split);
    this.#feature[node] = split.feature;
    this.#threshold[node] = split.threshold;
    this.#left[node] = this.#grow(rows, start, middle);
    this.#right[node] = this.#grow(rows, middle, end);
    return node;
  }

  #best(rows: Int32Array, start: number, end: number, sum: number): Split | null {
    const wanted = Math.max(1, Math.round(this.settings.share * this.table.features));
    let best: Split | null = null;
    let most = 0;
    let looked = 0;
    // Features without two values do not count; the order is shuffled as far as it is looked at.
    for (let i = 0; i < this.#order.length && looked < wanted; i++) {
      const j = i + drawIndex(this.random, this.#order.length - i);
      const feature = this.#order[j]!;
      this.#order[j] = this.#order[i]!;
      this.#order[i] = feature;
      const [low, high] = this.#range(rows, start, end, feature);
      if (!(low < high)) continue;
      looked++;
      const tries = this.settings.bootstrap ? 4 : 1;
      for (let attempt = 0; attempt < tries; attempt++) {
        const threshold = this.#placeOf(feature, low, high);
        const gain = this.#gain(rows, start, end, { feature, threshold }, sum);
        if (gain > most) {
          most = gain;
          best = { feature, threshold };
        }
      }
    }
    return best;
  }

  #placeOf(feature: number, low: number, high: number): number {
    const categories = this.table.categories[feature]!;
    if (categories > 0 && low >= 0) return Math.floor(this.random.next() * 2 ** 31);
    // Whether a parameter is active at all is one split of its own.
    if (low < 0 && this.random.next() < 0.5) return Math.min(0, high) - 0.5 < low ? (low + high) / 2 : -0.5;
    return low + (high - low) * Math.max(1e-12, this.random.next());
  }

  #range(rows: Int32Array, start: number, end: number, feature: number): readonly [number, number] {
    const { values, features } = this.table;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) {
      const value = values[rows[i]! * features + feature]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  }

  /** What a split takes from the sum of squares; 0 where a side would be too small. */
  #gain(rows: Int32Array, start: number, end: number, { feature, threshold }: Split, sum: number): number {
    const { values, features, categories } = this.table;
    const kinds = categories[feature]!;
    let below = 0;
    let sumBelow = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      if (!goesLeft(values[row * features + feature]!, threshold, kinds)) continue;
      below++;
      sumBelow += this.targets[row]!;
    }
    const count = end - start;
    const above = count - below;
    if (below < this.settings.leaf || above < this.settings.leaf) return 0;
    const sumAbove = sum - sumBelow;
    return (sumBelow * sumBelow) / below + (sumAbove * sumAbove) / above - (sum * sum) / count;
  }

  #divide(rows: Int32Array, start: number, end: number, { feature, threshold }: Split): number {
    const { values, features, categories } = this.table;
    const kinds = categories[feature]!;
    let middle = start;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      if (!goesLeft(values[row * features + feature]!, threshold, kinds)) continue;
      rows[i] = rows[middle]!;
      rows[middle++] = row;
    }
    return middle;
  }
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
}
