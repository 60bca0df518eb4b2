const BITS = 140n;
const ONE = 1n << BITS;

/**
 * The natural logarithm of a positive number, correctly rounded as the C libraries beneath Python round it; the Math.log of
 * some JavaScript engines is off by one unit in the last place, at 3 for example, and whole quotients of logarithms
 * hang on that unit. Slow: some 10 µs.
 */
export function roundedLog(x: number): number {
  let exponent = 0;
  let mantissa = x;
  for (; mantissa >= 1.5; exponent++) mantissa /= 2;
  for (; mantissa < 0.75; exponent--) mantissa *= 2;
  // A double between 0.75 and 1.5 is a whole number of 2^-53.
  const fixed = BigInt(mantissa * 2 ** 53) << (BITS - 53n);
  const log = BigInt(exponent) * LOG_2 + logNearOne(fixed);
  return fromFixed(log);
}

/** 2 artanh((m - 1) / (m + 1)), in fixed point. */
function logNearOne(m: bigint): bigint {
  const ratio = ((m - ONE) << BITS) / (m + ONE);
  const square = (ratio * ratio) >> BITS;
  let sum = 0n;
  let power = ratio;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * square) >> BITS;
  }
  return 2n * sum;
}

/** log 2 = log(4/3) + log(3/2). */
const LOG_2 = logNearOne((ONE * 4n) / 3n) + logNearOne((ONE * 3n) / 2n);

/** The nearest double; Number() of a BigInt rounds to nearest, and dividing by a power of two is exact. */
function fromFixed(fixed: bigint): number {
  return Number(fixed) / 2 ** Number(BITS);
}
