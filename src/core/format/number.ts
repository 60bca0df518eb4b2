/**
 * A number for people: five significant digits, plain between a thousandth and a million, else with an exponent; whole
 * numbers below a million in full.
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return String(value === 0 ? 0 : value);
  if (size >= 1e6 || size < 1e-3) {
    return value
      .toExponential(4)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  }
  return String(Number(value.toPrecision(5)));
}

/** A difference with its sign; the minus is the typographic one, of the width of the plus. */
export function formatDifference(value: number): string {
  const text = formatNumber(Math.abs(value));
  return value < 0 ? `−${text}` : `+${text}`;
}

/** How long something took, in the two largest units: `2 h 5 min`, `3.2 s`, `340 ms`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  const minutes = Math.round(seconds / 60);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`.replace(" 0 s", "");
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`.replace(" 0 min", "");
}
