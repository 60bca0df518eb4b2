import type { Evidence } from "./evidence.js";
import { columnsOf } from "./forest/column.js";
import { type Forest, growForest } from "./forest/forest.js";

/** Fewer trials than these teach a model nothing that could be shown. */
export const ENOUGH = 4;

/**
 * A model of one objective's loss over the space, for pictures: a forest of 64 trees with leaves of 3 rows at least, so
 * that single lucky trials do not show as islands. null where there are fewer than 4 trials.
 */
export function surrogateOf({ cube, items }: Evidence, objective = 0): Forest | null {
  if (items.length < ENOUGH) return null;
  const rows = items.map(({ row }) => row);
  const targets = Float64Array.from(items, ({ losses }) => losses[objective]!);
  const minLeaf = items.length < 12 ? 1 : 3;
  return growForest(rows, targets, columnsOf(cube, rows), { trees: 64, minLeaf, share: 0.8, seed: "surrogate" });
}
