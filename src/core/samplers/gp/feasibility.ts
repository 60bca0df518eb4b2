import { logNormalCdf, logNormalDensity } from "../../math/normal.js";
import type { Acquisition } from "./acquisition.js";
import type { Verdict } from "./data.js";
import { Kernel } from "./kernel.js";
import { Regression } from "./regression.js";
import type { Term } from "./term.js";

/** Variance of the badness about its mean, and of its noise. */
const VARIANCE = 0.25;
const NOISE = 0.02;

/**
 * The logarithm of the probability that a configuration is feasible, to be added to the acquisition (M. A. Gelbart,
 * J. Snoek and R. P. Adams, "Bayesian Optimization with Unknown Constraints", UAI 2014, section 2.3), by a regression on
 * the badness of past trials that varies over the same lengths as the loss does.
 */
export function feasibilityTerm(verdicts: readonly Verdict[], loss: Kernel): Term {
  const kernel = new Kernel(loss.layout, { ...loss.parameters, joint: VARIANCE, additive: 0, noise: NOISE, folds: 0 });
  const regression = new Regression(kernel, verdicts.length);
  for (const { row, badness } of verdicts) regression.add(row, badness, 0);
  return { regression, acquisition: logFeasible };
}

const logFeasible: Acquisition = (mean, variance) => {
  const spread = variance + NOISE;
  const u = (0.5 - mean) / Math.sqrt(spread);
  const value = logNormalCdf(u);
  const slope = Math.exp(logNormalDensity(u) - value);
  return [value, -slope / Math.sqrt(spread), (-slope * u) / (2 * spread)];
};
