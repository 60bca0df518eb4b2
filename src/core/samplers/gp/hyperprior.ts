import type { Hyperparameters, Layout } from "./kernel.js";

/** Normal priors of the logarithms of the hyperparameters, and the bounds within which they are sought. */
export interface Prior {
  readonly centre: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The place of the noise in the vector. */
  readonly noise: number;
  /** The negative logarithm of the density up to a constant; its derivatives are added to `gradient`. */
  add(vector: Float64Array, gradient: Float64Array): number;
}

/** The hyperparameters of a vector of logarithms: p lengths, ratio, joint, additive, noise and, where given, folds. */
export function hyperparametersOf(vector: Float64Array, p: number): Hyperparameters {
  return {
    lengths: vector.slice(0, p).map(Math.exp),
    ratio: Math.exp(vector[p]!),
    joint: Math.exp(vector[p + 1]!),
    additive: Math.exp(vector[p + 2]!),
    noise: Math.exp(vector[p + 3]!),
    folds: vector.length > p + 4 ? Math.exp(vector[p + 4]!) : 0,
  };
}

/**
 * Lengths grow with the root of the number of columns, as distances in the cube do (C. Hvarfner, E. O. Hellsten and
 * L. Nardi, "Vanilla Bayesian Optimization Performs Great in High Dimensions", ICML 2024, section 4.2); the additive part
 * looks at one column at a time, so that its lengths do not.
 */
export function priorOf({ columns }: Layout, noisy: boolean, folds: boolean): Prior {
  const root = Math.sqrt(columns);
  const entries = [
    ...Array.from({ length: columns }, () => entry(0.4 * root, 1, 0.02, 200 * root)),
    entry(1 / root, 0.7, 0.02, 20),
    entry(1, 1.5, 1e-4, 1e5),
    entry(0.5, 1.5, 1e-4, 1e5),
    noisy ? entry(0.1, 1.5, 1e-6, 10) : entry(1e-4, 3, 1e-9, 1),
    ...(folds ? [entry(0.1, 1, 1e-3, 3)] : []),
  ];
  const pick = (name: "centre" | "spread" | "low" | "high") => Float64Array.from(entries, (item) => item[name]);
  const centre = pick("centre");
  const spread = pick("spread");
  return {
    centre,
    low: pick("low"),
    high: pick("high"),
    noise: columns + 3,
    add(vector, gradient) {
      let sum = 0;
      for (let i = 0; i < vector.length; i++) {
        const u = (vector[i]! - centre[i]!) / spread[i]!;
        sum += 0.5 * u * u;
        gradient[i]! += u / spread[i]!;
      }
      return sum;
    },
  };
}

function entry(centre: number, spread: number, low: number, high: number) {
  return { centre: Math.log(centre), spread, low: Math.log(low), high: Math.log(high) };
}
