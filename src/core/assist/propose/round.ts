/** Rounds to `digits` significant digits: down towards negative infinity, or up. */
export function roundTo(value: number, digits: number, way: "down" | "up"): number {
  // Beyond these sizes the scale itself would overflow; nobody reads such numbers.
  if (value === 0 || !Number.isFinite(value) || Math.abs(Math.log10(Math.abs(value))) > 290) return value;
  const exponent = Math.floor(Math.log10(Math.abs(value))) - digits + 1;
  // Powers of ten with a negative exponent are not exact, but their reciprocals are.
  const scale = 10 ** Math.abs(exponent);
  const scaled = exponent < 0 ? value * scale : value / scale;
  const near = Math.round(scaled);
  // What differs from a whole number in its last bits alone is that number.
  const exact = Math.abs(scaled - near) <= 1e-9 * Math.abs(scaled);
  const whole = exact ? near : way === "down" ? Math.floor(scaled) : Math.ceil(scaled);
  return exponent < 0 ? whole / scale : whole * scale;
}

/** Two round numbers (one digit) that lie a factor below and above a value, in order. */
export function around(value: number, factor: number): readonly [low: number, high: number] {
  const ends = [value / factor, value * factor].sort((a, b) => a - b);
  return [roundTo(ends[0]!, 1, "down"), roundTo(ends[1]!, 1, "up")];
}
