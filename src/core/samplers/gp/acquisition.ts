import { logImprovement } from "../../math/expected-improvement.js";
import { logNormalCdf, logNormalDensity } from "../../math/normal.js";

/** What is to be maximised of a prediction of the standardised loss, and its derivatives by mean and variance. */
export type Acquisition = (
  mean: number,
  variance: number,
) => readonly [value: number, byMean: number, byVariance: number];

export const ACQUISITIONS = ["logei", "ei", "pi", "lcb"] as const;
export type AcquisitionName = (typeof ACQUISITIONS)[number];

export interface AcquisitionOptions {
  /** The least loss so far. */
  readonly incumbent: number;
  /** How far below the incumbent improvement begins, for `ei` and `pi`. */
  readonly xi: number;
  /** Standard deviations that `lcb` hopes for. */
  readonly kappa: number;
}

/**
 * `logei`: the logarithm of the expected improvement (S. Ament et al., NeurIPS 2023, section 4.1). `ei`: the expected
 * improvement (D. R. Jones et al., "Efficient Global Optimization of Expensive Black-Box Functions", 1998, eq. 15).
 * `pi`: the probability of improvement (H. J. Kushner, 1964), in logarithms. `lcb`: the lower confidence bound (N. Srinivas
 * et al., "Gaussian Process Optimization in the Bandit Setting", ICML 2010, eq. 6), its sign changed.
 */
export function acquisitionOf(name: AcquisitionName, { incumbent, xi, kappa }: AcquisitionOptions): Acquisition {
  switch (name) {
    case "logei":
      return logExpectedImprovement(incumbent);
    case "ei":
      // Its logarithm has the same maximum, and a slope where the value itself is 0 to the last digit.
      return logExpectedImprovement(incumbent - xi);
    case "pi":
      return (mean, variance) => {
        const deviation = Math.sqrt(variance);
        const u = (incumbent - xi - mean) / deviation;
        const value = logNormalCdf(u);
        const slope = Math.exp(logNormalDensity(u) - value);
        return [value, -slope / deviation, (-slope * u) / (2 * variance)];
      };
    case "lcb":
      return (mean, variance) => {
        const deviation = Math.sqrt(variance);
        return [kappa * deviation - mean, -1, kappa / (2 * deviation)];
      };
  }
}

function logExpectedImprovement(threshold: number): Acquisition {
  return (mean, variance) => {
    const deviation = Math.sqrt(variance);
    const u = (threshold - mean) / deviation;
    const [value, slope] = logImprovement(u);
    return [value + 0.5 * Math.log(variance), -slope / deviation, (1 - slope * u) / (2 * variance)];
  };
}
