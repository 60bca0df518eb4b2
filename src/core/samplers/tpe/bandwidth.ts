import type { Axis } from "../../space/unit.js";
import type { MixtureShape } from "./mixture.js";

/** The standard deviation of a parameter that is uniform over [0, 1]. */
const UNIFORM_DEVIATION = Math.sqrt(1 / 12);

/**
 * The standard deviation of the kernels of one ordered dimension, in units of its range.
 *
 * `spread`: that of the trials' own values, the parameter's distribution counting as one more, times n^(-1/5), as D. W.
 * Scott, "Multivariate Density Estimation" (1992), section 6.5, has it for one dimension. Where good trials agree the
 * kernels become narrow, and where they do not they stay wide, so that each dimension closes in at its own pace.
 *
 * `even`: a fifth of the range, times n^(-1/(d + 4)) in d dimensions, wherever the trials lie: bad trials lie everywhere.
 *
 * Neither becomes narrower than a thousandth of the range (a tenth divided by the number of kernels, where these are few),
 * or than half a step of a discrete parameter. Ranges stand for about three and a half standard deviations of the
 * parameter's own distribution, so that a normal one, whose range is sixteen, is not smeared over it.
 */
export function bandwidth(column: Float64Array, axis: Axis, dimensions: number, shape: MixtureShape): number {
  const own = Math.min(UNIFORM_DEVIATION, axis.prior?.deviation ?? UNIFORM_DEVIATION);
  const range = own / UNIFORM_DEVIATION;
  let n = 0;
  let sum = axis.prior?.mean ?? 0.5;
  for (let k = 0; k < column.length; k++) {
    if (Number.isNaN(column[k]!)) continue;
    sum += column[k]!;
    n++;
  }
  const least = Math.max(
    (0.1 * range) / Math.min(100, n + 1),
    axis.size < Number.POSITIVE_INFINITY ? 0.5 / axis.size : 0,
  );
  if (shape.widths === "even") return Math.max(least, 0.2 * range * Math.max(1, n) ** (-1 / (dimensions + 4)));
  const mean = sum / (n + 1);
  let squares = own * own;
  for (let k = 0; k < column.length; k++) if (!Number.isNaN(column[k]!)) squares += (column[k]! - mean) ** 2;
  return Math.max(least, Math.sqrt(squares / (n + 1)) * Math.max(1, n) ** -0.2);
}
