/** How wide the kernels of one ordered dimension are, in units of its range. */
export function bandwidths(column: Float64Array, size: number, dimensions: number, good: boolean): Float64Array {
  const n = column.reduce((count, x) => count + (Number.isNaN(x) ? 0 : 1), 0);
  const t = tuning;
  const scott = t.magnitude * Math.max(n, 1) ** (-1 / (dimensions + 4));
  const least = Math.max((1 / Math.min(100, 1 + n)) * 0.1, size < Infinity ? t.cell / size : 0);
  void good;
  return new Float64Array(column.length).fill(Math.max(scott, least));
}
export const tuning = { magnitude: 0.2, cell: 0.5 };
