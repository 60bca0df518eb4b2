// The smallest study: a bowl whose lowest point is known, so that one sees at once whether tuning finds it.
//
//     hyperlens run examples/quadratic.mjs

// @study quadratic minimize  trials=30 seed=3
export function bowl(
  x = 4, // @tune uniform(-10, 10)
  y = 0.5, // @tune loguniform(0.01, 100)
  tilt = "flat", // @tune choice("flat", "steep")
) {
  const slope = tilt === "steep" ? 3 : 1;
  return slope * ((x - 2) ** 2 + Math.log10(y / 5) ** 2) + slope - 1; // 0 at x = 2, y = 5, flat
}
