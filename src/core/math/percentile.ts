/**
 * The value below which so many per cent of the numbers lie, linear between the nearest two (definition 7 of R. J. Hyndman
 * and Y. Fan, "Sample quantiles in statistical packages", 1996; NumPy's default). NaN entries are left out; NaN where
 * nothing is left. `percent` is from 0 to 100.
 */
export function percentile(numbers: Iterable<number>, percent: number): number {
  const sorted = Float64Array.from([...numbers].filter((number) => !Number.isNaN(number))).sort();
  if (sorted.length === 0) return Number.NaN;
  const place = (Math.min(100, Math.max(0, percent)) / 100) * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  // Infinite neighbours have no difference to interpolate.
  return low === high ? low : place === below ? low : low + (high - low) * (place - below);
}

/** The middle number, or the mean of the middle two; NaN for none. */
export function median(numbers: Iterable<number>): number {
  return percentile(numbers, 50);
}
