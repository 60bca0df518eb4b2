import { drawIndex, randomFrom } from "../../math/random.js";
import type { Column } from "./column.js";
import { Sample, tableOf } from "./sample.js";
import { growTree, leafOf, type Tree } from "./tree.js";

export interface ForestOptions {
  readonly trees: number;
  /** No leaf has fewer rows. */
  readonly minLeaf: number;
  /** Share of the columns that is looked at for each split, from above 0 to 1. */
  readonly share: number;
  /** Whatever text: the same gives the same forest. */
  readonly seed: string;
}

export interface Estimate {
  readonly mean: number;
  /** Of the value at the point: that between the trees and that within their leaves. */
  readonly deviation: number;
}

/** What many trees have learnt, each from a sample of the rows drawn with replacement. */
export interface Forest {
  readonly columns: readonly Column[];
  readonly trees: readonly Tree[];
  /** Mean over the trees, and the law of total variance over them (F. Hutter et al., 2014, section 4.3.2). */
  estimate(row: Float64Array): Estimate;
}

/**
 * A random forest for regression (L. Breiman, "Random Forests", 2001).
 *
 * @param rows not empty, all as long as there are columns.
 * @param targets finite, one per row.
 */
export function growForest(
  rows: readonly Float64Array[],
  targets: Float64Array,
  columns: readonly Column[],
  { trees, minLeaf, share, seed }: ForestOptions,
): Forest {
  if (rows.length === 0) throw new RangeError("A forest cannot be grown from no rows.");
  const options = { minLeaf, columns: Math.max(1, Math.round(share * columns.length)) };
  const table = tableOf(rows, targets, columns);
  const grown = Array.from({ length: trees }, (_, t) => {
    const random = randomFrom(`forest/${t}/${seed}`);
    const counts = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) counts[drawIndex(random, rows.length)]!++;
    return growTree(new Sample(table, counts), options, random);
  });
  return {
    columns,
    trees: grown,
    estimate(row) {
      let [mean, squares, within] = [0, 0, 0];
      for (const tree of grown) {
        const leaf = leafOf(tree, row);
        mean += leaf.mean / trees;
        squares += leaf.mean ** 2 / trees;
        within += leaf.variance / trees;
      }
      return { mean, deviation: Math.sqrt(Math.max(0, squares - mean * mean) + within) };
    },
  };
}
