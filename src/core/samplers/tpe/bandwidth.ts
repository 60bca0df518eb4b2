/** How wide the kernels of one ordered dimension are, in units of its range. */
export function bandwidths(column: Float64Array, size: number, dimensions: number, good: boolean): Float64Array {
  const n = column.reduce((count, x) => count + (Number.isNaN(x) ? 0 : 1), 0);
  const t = tuning;
  const rule = good ? t.good : t.bad;
  const out = new Float64Array(column.length);
  const least = Math.max(
    rule.floor ? rule.floor / Math.min(rule.cap, 1 + n) : 0,
    size < Infinity ? t.cell / size : 0,
    rule.abs,
  );
  if (rule.kind === "scott") {
    const scott = rule.magnitude * Math.max(n, 1) ** (-1 / ((rule.dims ? dimensions : 1) + 4));
    return out.fill(Math.max(scott, least));
  }
  if (rule.kind === "spread") {
    // deviation of the points themselves
    let m = 0.5,
      s = 1 / 12,
      c = 1;
    for (const x of column)
      if (!Number.isNaN(x)) {
        m += x;
        c++;
      }
    m /= c;
    s = (0.5 - m) ** 2 * 0 + rule.prior ** 2;
    for (const x of column) if (!Number.isNaN(x)) s += (x - m) ** 2;
    const sd = Math.sqrt(s / c);
    const scott = rule.magnitude * sd * Math.max(n, 1) ** (-1 / ((rule.dims ? dimensions : 1) + 4));
    return out.fill(Math.max(scott, least));
  }
  const order = [...column.keys()].filter((k) => !Number.isNaN(column[k]!)).sort((a, b) => column[a]! - column[b]!);
  for (let i = 0; i < order.length; i++) {
    const x = column[order[i]!]!;
    const left = i > 0 ? x - column[order[i - 1]!]! : rule.ends ? x : 0;
    const right = i < order.length - 1 ? column[order[i + 1]!]! - x : rule.ends ? 1 - x : 0;
    out[order[i]!] = Math.min(1, Math.max(least, rule.magnitude * Math.max(left, right)));
  }
  return out;
}
export const tuning = {
  cell: 0.5,
  good: { kind: "scott", magnitude: 0.2, floor: 0.1, cap: 100, dims: true, ends: false, abs: 0, prior: 0.3 },
  bad: { kind: "scott", magnitude: 0.2, floor: 0.1, cap: 100, dims: true, ends: false, abs: 0, prior: 0.3 },
  weight: 0,
  cat: 1,
};
