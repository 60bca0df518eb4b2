import { minimise } from "../../math/quasi-newton.js";
import { Likelihood, type Sample } from "./likelihood.js";
import { logStretch, SOFTNESS, warpOf } from "./warp.js";

/** The hyperparameters as a vector of logarithms, and which of {@link SOFTNESS} the losses are warped by. */
export interface Fit {
  readonly vector: Float64Array;
  readonly softness: number;
}

export interface FitOptions {
  /** A fit of fewer trials to start from. */
  readonly earlier: Fit | null;
  /** Whether several starts are tried and the warp is chosen anew; otherwise the earlier fit is only brought up to date. */
  readonly thorough: boolean;
  /** Whether a warp other than none may be chosen. */
  readonly warped: boolean;
}

/** Evaluations from each of several starts, from the best of them on, and from an earlier fit. */
const FIRST_EVALUATIONS = 10;
const MORE_EVALUATIONS = 25;
const UPDATE_EVALUATIONS = 15;
/** By how much the logarithm of the density must grow before a warp replaces none. */
const WORTH_WARPING = 1;
/** Variance of the noise at the start from which the objective looks rough. */
const ROUGH = 0.3;

/**
 * The hyperparameters and the warp of the greatest posterior density.
 *
 * @param losses one per row of the sample, finite.
 */
export function fitted(sample: Sample, losses: readonly number[], { earlier, thorough, warped }: FitOptions): Fit {
  const likelihood = new Likelihood(sample);
  const { centre, low, high } = likelihood.prior;
  const search = (softness: number, starts: readonly Float64Array[], evaluations: number) => {
    const warp = warpOf(losses, softness);
    const z = Float64Array.from(losses, warp.apply);
    const from = (start: Float64Array, evaluations: number) =>
      minimise((x, gradient) => likelihood.evaluate(x, z, gradient), start, low, high, {
        iterations: evaluations,
        evaluations,
        gradientTolerance: 1e-2,
        valueTolerance: 1e-3,
        firstStep: 1,
      });
    const [first] = starts;
    const best =
      starts.length === 1
        ? first!
        : starts.map((start) => from(start, FIRST_EVALUATIONS)).reduce((a, b) => (b.value < a.value ? b : a)).x;
    const found = from(best, evaluations);
    return { softness, vector: found.x, score: found.value - logStretch(warp, losses) };
  };

  const start = earlier?.vector.length === centre.length ? [earlier.vector] : [];
  if (!thorough) {
    return search(
      earlier?.softness ?? Number.POSITIVE_INFINITY,
      start.length > 0 ? start : [centre],
      UPDATE_EVALUATIONS,
    );
  }
  const plain = search(Number.POSITIVE_INFINITY, [centre, rough(likelihood, centre), ...start], MORE_EVALUATIONS);
  if (!warped) return plain;
  const warps = SOFTNESS.map((softness) => warpOf(losses, softness));
  const densities = likelihood.compare(
    plain.vector,
    warps.map((warp) => Float64Array.from(losses, warp.apply)),
  );
  const scores = warps.map((warp, i) => densities[i]! - logStretch(warp, losses));
  const softness = SOFTNESS[scores.indexOf(Math.min(...scores))]!;
  if (softness === plain.softness) return plain;
  const soft = search(softness, [plain.vector], MORE_EVALUATIONS);
  return soft.score < plain.score - WORTH_WARPING ? soft : plain;
}

function rough(likelihood: Likelihood, centre: Float64Array): Float64Array {
  const start = centre.slice();
  start[likelihood.prior.noise] = Math.log(ROUGH);
  return start;
}
