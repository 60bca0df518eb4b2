import { minimise } from "../../math/quasi-newton.js";
import { Likelihood, type Sample } from "./likelihood.js";
import { logStretch, SOFTNESS, warpOf } from "./warp.js";

/** The hyperparameters as a vector of logarithms, and which of {@link SOFTNESS} the losses are warped by. */
export interface Fit {
  readonly vector: Float64Array;
  readonly softness: number;
}

/** Evaluations of one search for hyperparameters. */
const EVALUATIONS = 40;
/** How much more likely a warp must make the losses before it replaces a gentler one. */
const WORTH_WARPING = 1;

/**
 * The hyperparameters and the warp of the greatest posterior density, sought from an earlier fit and from the prior.
 *
 * @param losses one per row of the sample, finite.
 */
export function fit(sample: Sample, losses: readonly number[], earlier: Fit | null): Fit {
  const likelihood = new Likelihood(sample);
  const { centre, low, high } = likelihood.prior;
  const warps = SOFTNESS.map((softness) => {
    const warp = warpOf(losses, softness);
    return { softness, z: Float64Array.from(losses, warp.apply), stretch: logStretch(warp, losses) };
  });
  type Warped = (typeof warps)[number];

  const search = (warp: Warped, start: Float64Array) => {
    const found = minimise((x, gradient) => likelihood.evaluate(x, warp.z, gradient), start, low, high, {
      iterations: EVALUATIONS,
      evaluations: EVALUATIONS,
      gradientTolerance: 1e-2,
      valueTolerance: 1e-3,
      firstStep: 1,
    });
    return { warp, vector: found.x, score: found.value - warp.stretch };
  };
  type Found = ReturnType<typeof search>;
  const better = (a: Found, b: Found) =>
    b.score < a.score - (b.warp.softness < a.warp.softness ? WORTH_WARPING : 0) ? b : a;

  const usable = earlier !== null && earlier.vector.length === centre.length;
  const first = warps.find(({ softness }) => usable && softness === earlier.softness) ?? warps[0]!;
  let best = search(first, usable ? earlier.vector : centre);
  const scores = likelihood.compare(
    best.vector,
    warps.map(({ z }) => z),
  );
  const next = warps.reduce((a, b) =>
    scores[warps.indexOf(b)]! - b.stretch < scores[warps.indexOf(a)]! - a.stretch ? b : a,
  );
  if (next !== best.warp) best = better(best, search(next, best.vector));
  if (usable) best = better(best, search(best.warp, centre));
  else if (best.warp !== warps[0]) best = better(search(warps[0]!, centre), best);
  return { vector: best.vector, softness: best.warp.softness };
}
