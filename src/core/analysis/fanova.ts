import { type Box, boxesOf, measure, type Side } from "./forest/boxes.js";
import { type Column, INACTIVE } from "./forest/column.js";
import type { Forest } from "./forest/forest.js";

/**
 * The share of a forest's variance over the whole space that each column explains by itself: functional analysis of
 * variance (F. Hutter, H. Hoos and K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance",
 * ICML 2014, algorithms 1 and 2), averaged over the trees that vary at all. The shares sum to at most 1; what is missing
 * are interactions. All 0 where no tree varies.
 */
export function fanova({ trees, columns }: Forest): readonly number[] {
  const shares = columns.map(() => 0);
  let counted = 0;
  for (const tree of trees) {
    const boxes = boxesOf(tree, columns);
    const variance = varianceOf(boxes, columns);
    if (variance <= 0) continue;
    counted++;
    const measures = measuresOf(boxes, columns);
    for (let i = 0; i < columns.length; i++) shares[i]! += marginalVariance(boxes, columns, i, measures) / variance;
  }
  return shares.map((share) => (counted === 0 ? 0 : share / counted));
}

/** The variance of a tree's predictions over the whole space. */
export function varianceOf(boxes: readonly Box[], columns: readonly Column[]): number {
  let [mean, squares] = [0, 0];
  for (const box of boxes) {
    const weight = box.sides.reduce((product, side, i) => product * measure(side, columns[i]!), 1);
    mean += weight * box.value;
    squares += weight * box.value ** 2;
  }
  return Math.max(0, squares - mean * mean);
}

/** The share of each column that each box covers, one box after the other. */
export function measuresOf(boxes: readonly Box[], columns: readonly Column[]): Float64Array {
  return Float64Array.from(boxes.flatMap(({ sides }) => sides.map((side, i) => measure(side, columns[i]!))));
}

/** The variance, over one column, of the mean prediction over all others. */
export function marginalVariance(
  boxes: readonly Box[],
  columns: readonly Column[],
  column: number,
  measures = measuresOf(boxes, columns),
): number {
  const cells = cellsOf(boxes, columns[column]!, column);
  // Each box adds its value, weighted by its share of the other columns, to the cells that it covers.
  const sums = new Float64Array(cells.length + 1);
  for (const [b, { value, sides }] of boxes.entries()) {
    let weight = 1;
    for (let i = 0; i < columns.length; i++) if (i !== column) weight *= measures[b * columns.length + i]!;
    const side = sides[column]!;
    if (side.kind === "interval") {
      // Cells lie in order, so that an interval is a stretch of them: its difference is noted at both ends.
      sums[cells.findFirst(side.low)]! += weight * value;
      sums[cells.findFirst(side.high)]! -= weight * value;
    } else {
      for (const category of side.categories) sums[cells.findFirst(category)]! += weight * value;
    }
  }
  if (columns[column]!.categories === 0) for (let k = 1; k < sums.length; k++) sums[k]! += sums[k - 1]!;
  let [mean, squares] = [0, 0];
  for (let k = 0; k < cells.length; k++) {
    const share = measure(cells.sides[k]!, columns[column]!);
    mean += share * sums[k]!;
    squares += share * sums[k]! ** 2;
  }
  return Math.max(0, squares - mean * mean);
}

interface Cells {
  readonly sides: readonly Side[];
  readonly length: number;
  /** The index of the cell that begins at a place, or that is a category; the number of cells at the upper end. */
  findFirst(place: number): number;
}

/** The stretches of a column between which no box ends; for categories each of them. */
function cellsOf(boxes: readonly Box[], { categories, inactive }: Column, column: number): Cells {
  const starts = new Set<number>();
  let end = 1;
  if (categories > 0) {
    if (inactive > 0) starts.add(INACTIVE);
    for (let i = 0; i < categories; i++) starts.add(i);
  } else {
    for (const { sides } of boxes) {
      const side = sides[column]!;
      if (side.kind !== "interval") continue;
      starts.add(side.low);
      end = Math.max(end, side.high);
      if (side.high < 1) starts.add(side.high);
    }
  }
  const sorted = [...starts].sort((a, b) => a - b);
  const index = new Map(sorted.map((start, i) => [start, i]));
  const sides = sorted.map(
    (start, i): Side =>
      categories > 0
        ? { kind: "categories", categories: new Set([start]) }
        : { kind: "interval", low: start, high: sorted[i + 1] ?? end },
  );
  return { sides, length: sides.length, findFirst: (place) => index.get(place) ?? sides.length };
}
