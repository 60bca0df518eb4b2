import type { Column } from "./column.js";

/** What all trees of a forest learn from. */
export interface Table {
  readonly rows: readonly Float64Array[];
  /** One per row. */
  readonly targets: Float64Array;
  readonly columns: readonly Column[];
  /** The rows by each column, least first; sorted once, since every node would sort its own again. */
  readonly orders: readonly Int32Array[];
}

export function tableOf(rows: readonly Float64Array[], targets: Float64Array, columns: readonly Column[]): Table {
  const orders = columns.map((_, column) => {
    const entries = Float64Array.from(rows, (row) => row[column]!);
    return Int32Array.from(rows, (_, i) => i).sort((a, b) => entries[a]! - entries[b]! || a - b);
  });
  return { rows, targets, columns, orders };
}

/**
 * The rows that one tree has drawn, in the order of each column. A node of the tree is a stretch of all these orders at once;
 * parting a node keeps both halves in order.
 */
export class Sample {
  /** How often each row of the table was drawn. */
  readonly counts: Int32Array;
  readonly length: number;
  readonly #orders: readonly Int32Array[];
  readonly #left: Uint8Array;
  readonly #spare: Int32Array;

  constructor(
    readonly table: Table,
    counts: Int32Array,
  ) {
    this.counts = counts;
    this.length = counts.reduce((drawn, count) => drawn + (count > 0 ? 1 : 0), 0);
    this.#orders = table.orders.map((order) => order.filter((row) => counts[row]! > 0));
    this.#left = new Uint8Array(counts.length);
    this.#spare = new Int32Array(this.length);
  }

  /** The rows of a stretch by one column. Without columns there is nothing to part, and the rows are all there are. */
  stretch(column: number, start: number, end: number): Int32Array {
    const order = this.#orders[column] ?? Int32Array.from(this.counts.keys()).filter((row) => this.counts[row]! > 0);
    return order.subarray(start, end);
  }

  /** Parts a stretch into the rows that go left and the others; returns where the others begin. */
  part(start: number, end: number, goesLeft: (row: number) => boolean): number {
    const first = this.#orders[0]!;
    for (let k = start; k < end; k++) this.#left[first[k]!] = goesLeft(first[k]!) ? 1 : 0;
    let middle = start;
    for (const order of this.#orders) {
      let [to, spared] = [start, 0];
      for (let k = start; k < end; k++) {
        const row = order[k]!;
        if (this.#left[row] === 1) order[to++] = row;
        else this.#spare[spared++] = row;
      }
      order.set(this.#spare.subarray(0, spared), to);
      middle = to;
    }
    return middle;
  }
}
