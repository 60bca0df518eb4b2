import { logNormalCdf, logNormalDensity } from "../../math/normal.js";
import type { Model } from "./model.js";
import type { Term } from "./term.js";

/**
 * The logarithm of the probability that a configuration is feasible, to be added to that of the expected improvement
 * (M. A. Gelbart, J. Snoek and R. P. Adams, "Bayesian Optimization with Unknown Constraints", UAI 2014, section 2.3).
 *
 * @param model of a quantity that is at most `most` where a configuration is feasible.
 */
export function feasibilityTerm({ regression, warp }: Model, most: number): Term {
  const boundary = warp.apply(most);
  const { noise } = regression.kernel.parameters;
  return {
    regression,
    acquisition: (mean, variance) => {
      const spread = variance + noise;
      const u = (boundary - mean) / Math.sqrt(spread);
      const value = logNormalCdf(u);
      const slope = Math.exp(logNormalDensity(u) - value);
      return [value, -slope / Math.sqrt(spread), (-slope * u) / (2 * spread)];
    },
  };
}
