import type { Embedding } from "./embedding.js";

/** A row, and the distance from it, in lengths of the model, within which others are like it. */
export interface Centre {
  readonly row: Float64Array;
  readonly reach: number;
}

/** Tells whether a row is like one of the centres; other categories count as a whole length. */
export function near(
  { layout }: Embedding,
  lengths: Float64Array,
  centres: readonly Centre[],
): (row: Float64Array) => boolean {
  return (row) =>
    centres.some(({ row: centre, reach }) => {
      const most = reach * reach;
      let square = 0;
      for (let d = 0; d < layout.columns && square < most; d++) {
        if (d < layout.ordered) square += ((row[d]! - centre[d]!) / lengths[d]!) ** 2;
        else if (row[d] !== centre[d]) square += 1;
      }
      return square < most;
    });
}
