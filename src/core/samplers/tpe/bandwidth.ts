export const tuning = {
  cell: 0.5,
  weight: 0.9,
  cat: 1,
  log: 0,
  g: 0.1,
  gmax: 25,
  wsd: 0,
  mag: 1,
  badmag: 1,
  badkind: 0,
  floor: 0.1,
  adapt: 0,
};
/** How wide the kernels of one ordered dimension are, in units of its range. */
export function bandwidths(
  column: Float64Array,
  size: number,
  dimensions: number,
  good: boolean,
  pm: number,
  ps: number,
): Float64Array {
  const n = column.reduce((count, x) => count + (Number.isNaN(x) ? 0 : 1), 0);
  const t = tuning;
  const out = new Float64Array(column.length);
  const least = Math.max((t.floor * ps) / 0.29 / Math.min(100, 1 + n), size < Infinity ? t.cell / size : 0);
  if (!good && t.badkind === 0) {
    return out.fill(Math.max(t.badmag * ps * 0.69 * Math.max(n, 1) ** (-1 / (dimensions + 4)), least));
  }
  const w = (k: number) => (good && t.wsd > 0 ? 1 + t.wsd * (1 - (2 * (k + 0.5)) / column.length) : 1);
  let m = pm,
    s = ps * ps,
    c = 1;
  for (let k = 0; k < column.length; k++)
    if (!Number.isNaN(column[k]!)) {
      m += w(k) * column[k]!;
      c += w(k);
    }
  m /= c;
  for (let k = 0; k < column.length; k++) if (!Number.isNaN(column[k]!)) s += w(k) * (column[k]! - m) ** 2;
  return out.fill(Math.max(least, Math.sqrt(s / c) * (good ? t.mag : t.badmag) * Math.max(n, 1) ** -0.2));
}
