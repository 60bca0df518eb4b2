/** The points `low`, `low + step`, … up to a bound, counted and added up in decimal arithmetic. */
export interface Lattice {
  /** Number of points, at least 1. */
  readonly size: number;
  /** The last point that is not above the bound. */
  readonly high: number;
}

/**
 * The lattice from `low` up to at most `high`. The three numbers are taken as the decimals that they print as, so that
 * 0 to 1 by 0.1 has eleven points though 0.1 has no exact binary form. Expects finite numbers, `low <= high`, `step > 0`.
 */
export function latticeUpTo(low: number, high: number, step: number): Lattice {
  const scale = Math.min(exponentOf(low), exponentOf(high), exponentOf(step));
  const steps = (digitsAt(high, scale) - digitsAt(low, scale)) / digitsAt(step, scale);
  return { size: Number(steps) + 1, high: latticePoint(low, step, Number(steps)) };
}

/** The point number `index` of the lattice from `low` by `step`: the double nearest to the exact decimal sum. */
export function latticePoint(low: number, step: number, index: number): number {
  const scale = Math.min(exponentOf(low), exponentOf(step));
  return Number(`${digitsAt(low, scale) + BigInt(index) * digitsAt(step, scale)}e${scale}`);
}

/** The power of ten of the last digit of the shortest decimal that reads back as `x`. */
function exponentOf(x: number): number {
  const [mantissa = "0", power = "0"] = String(x).split("e");
  return Number(power) - (mantissa.split(".")[1]?.length ?? 0);
}

/** The shortest decimal of `x` as a multiple of ten to the power `scale`, which is not above its own exponent. */
function digitsAt(x: number, scale: number): bigint {
  const mantissa = String(x).split("e")[0] ?? "0";
  return BigInt(mantissa.replace(".", "")) * 10n ** BigInt(exponentOf(x) - scale);
}
