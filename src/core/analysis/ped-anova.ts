import { logNormalMass } from "../math/truncated-normal.js";
import { boundsOf } from "../space/bounds.js";
import { choicesOf, type Distribution, isCategorical, type NumericDistribution } from "../space/distribution.js";
import { isLogarithmic } from "../space/value.js";
import type { Trial } from "../study/trial.js";

/** Numeric parameters are looked at on a grid of at most so many steps. */
const STEPS = 50;
/** A regime with fewer trials says nothing. */
const MIN_IN_REGIME = 2;
const PRIOR_WEIGHT = 1;

/**
 * How much each parameter decides whether a trial is among the best (S. Watanabe, A. Bansal and F. Hutter, "PED-ANOVA",
 * IJCAI 2023, with the regimes of its conditional form for parameters that are not active everywhere): the Pearson
 * divergence between the parameter's density among the best trials and that among all. As Optuna 5 computes it by
 * default, not normalised.
 *
 * @param trials those that the importance is about.
 * @param best the best of them, a tenth for example.
 * @param names the parameters.
 */
export function pedAnova(
  trials: readonly Trial[],
  best: readonly Trial[],
  names: readonly string[],
): ReadonlyMap<string, number> {
  const chosen = new Set(best);
  const quantile = best.length / trials.length;
  return new Map(
    names.map((name) => {
      let importance = 0;
      for (const { distribution, members } of regimesOf(trials, name)) {
        if (distribution === null || members.length < MIN_IN_REGIME || isSingle(distribution)) continue;
        const top = members.filter((trial) => chosen.has(trial));
        if (top.length === 0) continue;
        const alpha = top.length / best.length;
        const beta = members.length / trials.length;
        const density = (some: readonly Trial[]) => densityOnGrid(distribution, valuesOf(some, name));
        importance += (alpha ** 2 / beta) * pearsonDivergence(density(top), density(members));
      }
      return [name, importance * quantile ** 2] as const;
    }),
  );
}

interface Regime {
  /** null: the parameter is not active. */
  readonly distribution: Distribution | null;
  readonly members: readonly Trial[];
}

/** Trials by the distribution that they drew the parameter from. */
function regimesOf(trials: readonly Trial[], name: string): readonly Regime[] {
  const regimes = new Map<string, { distribution: Distribution | null; members: Trial[] }>();
  for (const trial of trials) {
    const distribution = trial.params.get(name) === undefined ? null : (trial.distributionOf(name) ?? null);
    const key = JSON.stringify(distribution);
    const regime = regimes.get(key) ?? { distribution, members: [] };
    regime.members.push(trial);
    regimes.set(key, regime);
  }
  return [...regimes.values()];
}

function valuesOf(trials: readonly Trial[], name: string): readonly number[] {
  return trials.map(({ params }) => params.get(name)!);
}

function isSingle(distribution: Distribution): boolean {
  if (isCategorical(distribution)) return choicesOf(distribution).length === 1;
  const [low, high] = boundsOf(distribution);
  const step = "step" in distribution ? (distribution.step ?? 0) : 0;
  return low === high || high - low < step;
}

/** Σ q (p/q − 1)², the same small number added to both so that nothing is divided by 0. */
function pearsonDivergence(top: Float64Array, local: Float64Array): number {
  return top.reduce((sum, mass, i) => {
    const q = local[i]! + 1e-12;
    return sum + q * ((mass + 1e-12) / q - 1) ** 2;
  }, 0);
}

function densityOnGrid(distribution: Distribution, values: readonly number[]): Float64Array {
  if (isCategorical(distribution)) return categoryDensity(choicesOf(distribution).length, values);
  return numericDensity(countsOnGrid(distribution, values));
}

/** One kernel for each category that occurs, weighted by how often it does, and one for the prior. */
function categoryDensity(choices: number, values: readonly number[]): Float64Array {
  const counts = new Float64Array(choices);
  for (const value of values) counts[value]!++;
  const kernels = counts.reduce((kinds, count) => kinds + (count > 0 ? 1 : 0), 1);
  const smooth = PRIOR_WEIGHT / kernels;
  const density = new Float64Array(choices);
  const total = values.length + PRIOR_WEIGHT;
  for (const [kernel, count] of counts.entries()) {
    if (count === 0) continue;
    for (let i = 0; i < choices; i++) {
      density[i]! += ((count / total) * (smooth + (i === kernel ? 1 : 0))) / (smooth * choices + 1);
    }
  }
  return density.map((mass) => mass + PRIOR_WEIGHT / total / choices);
}

/** How often the values fall to each point of the grid; halfway between two they fall to the lower. */
function countsOnGrid(distribution: NumericDistribution, values: readonly number[]): Float64Array {
  const [first, last] = boundsOf(distribution);
  const log = isLogarithmic(distribution);
  const scale = log ? Math.log : (x: number) => x;
  const [low, high] = [scale(first), scale(last)];
  const counts = new Float64Array(gridSize(distribution, first, last));
  const width = (high - low) / (counts.length - 1);
  for (const value of values) {
    const place = Math.ceil((scale(value) - low) / width - 0.5);
    counts[Math.min(counts.length - 1, Math.max(0, place))]!++;
  }
  return counts;
}

function gridSize(distribution: NumericDistribution, low: number, high: number): number {
  if (distribution.kind === "logint") return Math.min(Math.ceil(Math.log(high - low + 1) / Math.LN2) + 1, STEPS);
  const step = "step" in distribution ? distribution.step : null;
  return step === null ? STEPS : Math.min(Math.round((high - low) / step) + 1, STEPS);
}

/**
 * Normal kernels at the occupied points, cut at the ends of the grid and summed over its cells, as wide as Scott's rule
 * says (D. W. Scott, "Multivariate Density Estimation", 1992, section 6.2), and the prior's over the whole grid.
 */
function numericDensity(counts: Float64Array): Float64Array {
  const points = [...counts.keys()].filter((i) => counts[i]! > 0);
  const weights = points.map((i) => counts[i]!);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = points.reduce((sum, point, i) => sum + point * weights[i]!, 0) / total;
  const squares = points.reduce((sum, point, i) => sum + (point - mean) ** 2 * weights[i]!, 0);
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  const range = quartileRange(points, weights, total);
  const sigma = Math.max(1.059 * Math.min(range / 1.34, deviation) * total ** -0.2, 0.5 / 1.64);
  const size = counts.length;
  const density = new Float64Array(size);
  const add = (weight: number, mu: number, width: number) => {
    const mass = (a: number, b: number) => logNormalMass((a - mu) / width, (b - mu) / width);
    const whole = mass(-0.5, size - 0.5);
    for (let i = 0; i < size; i++) density[i]! += weight * Math.exp(mass(i - 0.5, i + 0.5) - whole);
  };
  for (const [i, point] of points.entries()) add(weights[i]! / (total + PRIOR_WEIGHT), point, sigma);
  add(PRIOR_WEIGHT / (total + PRIOR_WEIGHT), (size - 1) / 2, size);
  return density;
}

/** Between the points at which a quarter and three quarters of the weight are reached. */
function quartileRange(points: readonly number[], weights: readonly number[], total: number): number {
  const cumulated: number[] = [];
  for (const weight of weights) cumulated.push((cumulated.at(-1) ?? 0) + weight);
  const lower = cumulated.findIndex((sum) => sum >= Math.floor(total / 4));
  const above = cumulated.findIndex((sum) => sum > Math.floor((total * 3) / 4));
  const upper = above < 0 ? points.length - 1 : Math.min(points.length - 1, above);
  return points[upper]! - points[lower]!;
}
