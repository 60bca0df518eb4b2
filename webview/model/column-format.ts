import { formatNumber } from "../../src/core/format/number.js";

/** Decimals beyond which a column falls back to an exponent. */
const MOST = 6;
/** Significant digits that the smallest number must keep. */
const FEWEST = 3;

/**
 * A way to write the numbers of one column so that their points stand below each other: as many decimals for all as the largest
 * needs for five significant digits. Columns over many orders of magnitude are written number by number.
 */
export function columnFormat(values: readonly number[]): (value: number) => string {
  let largest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let whole = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const size = Math.abs(value);
    largest = Math.max(largest, size);
    if (size > 0) smallest = Math.min(smallest, size);
    whole &&= Number.isInteger(value);
  }
  if (whole || largest >= 1e6 || largest < 1e-2) return formatNumber;
  const decimals = Math.min(MOST, Math.max(0, 4 - Math.floor(Math.log10(largest))));
  if (smallest < 10 ** (FEWEST - 1 - decimals)) return formatNumber;
  return (value) => (Number.isFinite(value) ? value.toFixed(decimals) : String(value));
}
