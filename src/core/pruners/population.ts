import { phrase } from "../l10n/phrase.js";
import { percentile } from "../math/percentile.js";
import type { MethodOption, OptionValues } from "../study/method.js";
import { isDue } from "./interval.js";
import { CONTINUE, type Curve, type Decision, latest, type PrunerInput, stop } from "./pruner.js";
import { smallest, standings } from "./standing.js";

export const POPULATION_OPTIONS: readonly MethodOption[] = [
  {
    name: "startup",
    type: { kind: "integer", min: 0, max: null },
    default: 5,
    summary: phrase("No trial is ended before so many have completed."),
  },
  {
    name: "min_trials",
    type: { kind: "integer", min: 1, max: null },
    default: 1,
    summary: phrase("How many others must have come to the same step before a trial is judged there."),
  },
];

/**
 * Ends a trial whose best report so far is worse than a percentile of what completed trials had reported at the same step
 * (D. Golovin et al., "Google Vizier", 2017, section 3.2.2, with the best-so-far and exact step of Optuna's
 * PercentilePruner).
 *
 * @param percent how many per cent of the completed trials are good enough to be beaten by none: 50 is the median.
 */
export function judgeByPopulation(input: PrunerInput, options: OptionValues, percent: number, words: string): Decision {
  const { trial, history } = input;
  const complete = history.filter(({ state }) => state === "complete");
  if (complete.length === 0 || complete.length < options.integer("startup") || !isDue(trial, options)) return CONTINUE;
  const { step } = latest(trial);
  const others = reportsAt(complete, step);
  const own = trial.reports.map(({ losses }) => losses);
  if (own.every((losses) => losses.some(Number.isNaN))) return stop("None of its values is a number.");
  if (others.length < options.integer("min_trials")) return CONTINUE;
  return judge(own, others, percent, `${words} of ${others.length} completed trials at step ${step}`);
}

/**
 * The rule of Ray Tune's MedianStoppingRule: a trial's best report so far against the median of the running means of all
 * others that have come at least as far, from the end of the warm-up on.
 */
export function judgeByRunningMeans(input: PrunerInput, options: OptionValues, needed: number): Decision {
  const { trial, history } = input;
  if (!isDue(trial, options)) return CONTINUE;
  const { step } = latest(trial);
  const warmup = options.integer("warmup");
  const means: (readonly number[])[] = [];
  for (const curve of history) {
    if (curve.number === trial.number || (curve.reports.at(-1)?.step ?? -1) < step) continue;
    const scoped = curve.reports.filter((report) => report.step >= warmup && report.step <= step);
    if (scoped.length > 0) means.push(meanOf(scoped.map(({ losses }) => losses)));
  }
  if (means.length < needed) return CONTINUE;
  const own = trial.reports.map(({ losses }) => losses);
  return judge(own, means, 50, `the median of the running means of ${means.length} other trials at step ${step}`);
}

function judge(
  own: readonly (readonly number[])[],
  others: readonly (readonly number[])[],
  percent: number,
  words: string,
): Decision {
  const standing = standings([...own, ...others]);
  const best = smallest(standing.slice(0, own.length));
  const bound = percentile(standing.slice(own.length), percent);
  // A bound that is not a number ends nobody.
  return best > bound ? stop(`Its best value so far is worse than ${words}.`) : CONTINUE;
}

function reportsAt(curves: readonly Curve[], step: number): (readonly number[])[] {
  return curves.flatMap((curve) => {
    const losses = curve.at(step);
    return losses === undefined ? [] : [losses];
  });
}

function meanOf(vectors: readonly (readonly number[])[]): readonly number[] {
  return vectors[0]!.map((_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length);
}
