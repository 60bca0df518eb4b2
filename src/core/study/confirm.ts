import type { Literal } from "../space/literal.js";
import { TRIAL_ATTRIBUTES } from "./attributes.js";
import { isBetter } from "./order.js";
import { literalIn, spaceOf } from "./setup.js";
import type { StudyState } from "./state.js";
import { valuesOf } from "./stop/progress.js";
import type { Direction, Trial } from "./trial.js";

/** The name of the study in which the repeats of a study's best trials are kept. */
export function confirmationName(study: string): string {
  return `${study} confirmed`;
}

/** A configuration to run once more. */
export interface Repeat {
  /** The number of the trial that it repeats. */
  readonly of: number;
  readonly values: ReadonlyMap<string, Literal>;
}

/** So many repeats of each of the best trials of one direction, the trials in turn, so that a stop leaves none out. */
export function repeatsOf(study: StudyState, top: number, times: number): readonly Repeat[] {
  const space = spaceOf(study);
  const [direction = "minimize"] = study.directions;
  const best = bestTrials(direction, study.trials).slice(0, top);
  return Array.from({ length: times }).flatMap(() =>
    best.map(({ number: of, params }, i): Repeat => {
      const names = [...params.entries()].map(([name]) => name);
      const literals = names.map((name) => [name, literalIn(space, best[i]!, name)] as const);
      return {
        of,
        values: new Map(literals.flatMap(([name, literal]) => (literal === undefined ? [] : [[name, literal]]))),
      };
    }),
  );
}

/** What repeats say of one trial. */
export interface Confirmed {
  readonly trial: number;
  /** The test metric that the repeats are judged by; null for the study's own. */
  readonly metric: string | null;
  /** What it had reached when it was found. */
  readonly found: number;
  /** What its repeats reached, by their numbers; of the test metric, where one is given. */
  readonly repeats: readonly number[];
  readonly mean: number | null;
  readonly standardError: number | null;
  /** How much of what was found the repeats do not bear out; above 0 is luck. null with a test metric. */
  readonly luck: number | null;
}

/**
 * The trials that were repeated, the best mean of the repeats first. The best of many noisy values is better than it is
 * worth, since it was chosen for its noise too; the repeats, with seeds of their own, are free of that.
 *
 * @param metric a metric beside the study's own, such as that of a held-out set; null for the study's own.
 */
export function confirmedTrials(
  study: StudyState,
  repeats: StudyState | undefined,
  metric: string | null,
): readonly Confirmed[] {
  const [direction = "minimize"] = study.directions;
  const found = new Map<number, number[]>();
  for (const trial of repeats?.trials ?? []) {
    const of = trial.systemAttributes.get(TRIAL_ATTRIBUTES.confirms);
    const value = metric === null ? valuesOf(trial, [direction])?.[0] : metricOf(trial, metric);
    if (typeof of !== "number") continue;
    const values = found.get(of) ?? [];
    if (value !== undefined) values.push(value);
    found.set(of, values);
  }
  const confirmed = [...found].flatMap(([number, values]): Confirmed[] => {
    const first = study.trials[number] === undefined ? undefined : valuesOf(study.trials[number], [direction])?.[0];
    if (first === undefined) return [];
    const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    const gap = mean === null ? null : direction === "maximize" ? first - mean : mean - first;
    return [
      {
        trial: number,
        metric,
        found: first,
        repeats: values,
        mean,
        standardError: mean === null ? null : errorOf(values, mean),
        luck: metric === null ? gap : null,
      },
    ];
  });
  return confirmed.sort((a, b) => compare(direction, a.mean, b.mean) || a.trial - b.trial);
}

/** The test metric that the latest repeats were made for; null for the study's own. */
export function testMetric(repeats: StudyState | undefined): string | null {
  const metric = repeats?.trials.at(-1)?.systemAttributes.get(TRIAL_ATTRIBUTES.tests);
  return typeof metric === "string" ? metric : null;
}

function bestTrials(direction: Direction, trials: readonly Trial[]): readonly Trial[] {
  const complete = trials.flatMap((trial) => {
    const value = valuesOf(trial, [direction])?.[0];
    return value === undefined ? [] : [{ trial, value }];
  });
  return complete
    .sort((a, b) => compare(direction, a.value, b.value) || a.trial.number - b.trial.number)
    .map(({ trial }) => trial);
}

function metricOf({ userAttributes, outcome }: Trial, metric: string): number | undefined {
  const value = userAttributes.get(metric);
  return outcome.kind === "complete" && typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** The better first, what is not known last. */
function compare(direction: Direction, a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return isBetter(direction, a, b) ? -1 : isBetter(direction, b, a) ? 1 : 0;
}

function errorOf(values: readonly number[], mean: number): number | null {
  if (values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
