import type { Acquisition } from "./acquisition.js";
import type { Datum } from "./data.js";

/** The trials of known duration, with the logarithm of their seconds in place of their loss. */
export function durations(data: readonly Datum[]): readonly Datum[] {
  return data
    .filter(({ observation, guessed }) => !guessed && observation.seconds !== null && observation.seconds > 0)
    .map((datum) => ({ ...datum, loss: Math.log(datum.observation.seconds!), variance: 0 }));
}

/**
 * The logarithm of the expected inverse of a trial's seconds, E[1/t] = exp(-μ + σ²/2) where log t is normal: added to the
 * logarithm of the expected improvement this gives the improvement per second (J. Snoek, H. Larochelle and R. P. Adams,
 * "Practical Bayesian Optimization of Machine Learning Algorithms", NIPS 2012, section 3.2).
 *
 * @param scale the standard deviation by which the logarithms were standardised.
 */
export function perSecond(scale: number): Acquisition {
  return (mean, variance) => [(scale * scale * variance) / 2 - scale * mean, -scale, (scale * scale) / 2];
}
