import { type SchedulePart, scheduleParts } from "../../core/export/schedule.js";
import { type PlainValue, plainValue } from "../../core/space/literal.js";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import type { Trial } from "../../core/study/trial.js";
import { valuesOf } from "../run/start.js";
import { Tally } from "../run/tally.js";

interface TrialResult {
  readonly number: number;
  readonly values: readonly number[];
  readonly params: { readonly [name: string]: PlainValue };
  /** What the parameters were on the way, where the trial went on from others that had different ones. */
  readonly schedule?: readonly SchedulePart[];
}

/** The last line of `hyperlens run --json`. */
export interface RunResult {
  readonly study: string;
  readonly journal: string | null;
  readonly counts: Readonly<Record<"complete" | "pruned" | "failed" | "running" | "waiting", number>>;
  /** Null with several directions, where `front` holds the Pareto-optimal trials. */
  readonly best: TrialResult | null;
  readonly baseline: TrialResult | null;
  readonly front?: readonly TrialResult[];
  /** Why the run ended, in words. */
  readonly reason: string | null;
  /** What kept the study from running; null where it ran. */
  readonly error: string | null;
}

/** The result of a run of a study; of one that could not begin where `study` is undefined. */
export function runResult(input: {
  readonly name: string;
  readonly journal: string | null;
  readonly study: StudyState | undefined;
  readonly reason: string | null;
  readonly error: string | null;
}): RunResult {
  const { name, journal, study, reason, error } = input;
  if (study === undefined) {
    const counts = { complete: 0, pruned: 0, failed: 0, running: 0, waiting: 0 };
    return { study: name, journal, counts, best: null, baseline: null, reason, error };
  }
  const summary = summarise(study);
  const { complete, pruned, failed, running, waiting } = new Tally().count(study.trials);
  const one = (trial: Trial | null) => (trial === null ? null : trialResult(study, trial));
  return {
    study: name,
    journal,
    counts: { complete, pruned, failed, running, waiting },
    best: one(summary.best),
    baseline: summary.baseline?.outcome.kind === "complete" ? one(summary.baseline) : null,
    ...(study.directions.length > 1 ? { front: summary.front.map((trial) => trialResult(study, trial)) } : {}),
    reason,
    error,
  };
}

function trialResult(study: StudyState, trial: Trial): TrialResult {
  const params = [...valuesOf(study, trial)].map(([name, literal]) => [name, plainValue(literal)] as const);
  const values = "values" in trial.outcome ? trial.outcome.values : [];
  const schedule = scheduleParts(study, trial);
  const result = { number: trial.number, values, params: Object.fromEntries(params) };
  return schedule === null ? result : { ...result, schedule };
}
