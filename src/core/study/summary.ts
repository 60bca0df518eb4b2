import { OPTUNA_ATTRIBUTES, STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Failure } from "./failure.js";
import { decodeFailure } from "./failure.js";
import type { Json } from "./json.js";
import { dominates, isBetter } from "./order.js";
import { decodeRun, type RunRecord } from "./run.js";
import type { StudyState } from "./state.js";
import type { Outcome, Trial } from "./trial.js";

/** What lens, tree, terminal and panel say of a study, worked out from its trials. */
export interface StudySummary {
  /** By state, imported trials included, without those that were interrupted and queued again. */
  readonly counts: Readonly<Record<Outcome["kind"], number>>;
  /** Trials that count towards the study's total: complete, pruned and failed ones of its own. */
  readonly finished: number;
  /** Trials that were imported; the best one may be among them. */
  readonly imported: number;
  /** The first of the best feasible complete trials; null with several directions. */
  readonly best: Trial | null;
  /** The trial of the values that stood in the code at first: gains are measured by it. */
  readonly baseline: Trial | null;
  /** With several directions: the feasible complete trials that no other dominates, by number. */
  readonly front: readonly Trial[];
  readonly run: RunRecord | null;
  /** The name of each direction's metric, or null. */
  readonly metrics: readonly (string | null)[];
  readonly source: StudySource | null;
  readonly seed: number | null;
}

/** Where the annotation stood when the study last ran: file relative to the studies folder's parent, line from 1. */
export interface StudySource {
  readonly file: string;
  readonly name: string;
  /** The cell, from 1, of a notebook; left out for every other file. */
  readonly cell?: number;
  /** From 1; within the cell where there is one. */
  readonly line: number;
}

export function summarise(study: StudyState): StudySummary {
  const counts = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0 };
  const several = study.directions.length > 1;
  const [direction = "minimize"] = study.directions;
  const candidates: Candidate[] = [];
  let best: Candidate | null = null;
  let baseline: Trial | null = null;
  let imported = 0;
  for (const trial of study.trials) {
    if (isRequeued(trial)) continue;
    const { outcome } = trial;
    counts[outcome.kind]++;
    if (importedFrom(trial) !== null) imported++;
    // The first that came to a value stays what gains are measured by, whatever stands in the code later.
    if (isBaseline(trial) && baseline?.outcome.kind !== "complete") baseline = trial;
    if (outcome.kind !== "complete" || !isFeasible(trial)) continue;
    const { values } = outcome;
    if (values.length !== study.directions.length || values.some(Number.isNaN)) continue;
    const candidate = { trial, values };
    if (several) candidates.push(candidate);
    else if (best === null || isBetter(direction, values[0]!, best.values[0]!)) best = candidate;
  }
  return {
    counts,
    finished: counts.complete + counts.pruned + counts.failed - imported,
    imported,
    best: best?.trial ?? null,
    baseline,
    front: several ? paretoFront(study, candidates) : [],
    run: decodeRun(study.systemAttributes.get(STUDY_ATTRIBUTES.run)),
    metrics: metricsOf(study),
    source: sourceOf(study),
    seed: seedOf(study),
  };
}

interface Candidate {
  readonly trial: Trial;
  readonly values: readonly number[];
}

/** Keeps the trials found non-dominated so far; each new one is compared with these alone. */
function paretoFront(study: StudyState, candidates: readonly Candidate[]): readonly Trial[] {
  let front: Candidate[] = [];
  for (const candidate of candidates) {
    if (front.some((other) => dominates(study.directions, other.values, candidate.values))) continue;
    front = front.filter((other) => !dominates(study.directions, candidate.values, other.values));
    front.push(candidate);
  }
  return front.map(({ trial }) => trial);
}

export function isBaseline(trial: Trial): boolean {
  return trial.systemAttributes.get(TRIAL_ATTRIBUTES.baseline) === true;
}

/** Whether a failed trial was interrupted and queued again, so that it does not count. */
export function isRequeued(trial: Trial): boolean {
  return trial.outcome.kind === "failed" && trial.systemAttributes.get(TRIAL_ATTRIBUTES.requeued) === true;
}

/** Where a trial was imported from, and what it is called there; null of a trial of the study's own. */
export function importedFrom(trial: Trial): ImportedFrom | null {
  const value = trial.systemAttributes.get(TRIAL_ATTRIBUTES.imported);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { from, key } = value as { readonly [name: string]: Json };
  return typeof from === "string" && typeof key === "string" ? { from, key } : null;
}

export interface ImportedFrom {
  readonly from: string;
  readonly key: string;
}

/** Whether a trial is one of those that the study's total is about: not one that was queued again, or imported. */
export function countsForTotal(trial: Trial): boolean {
  return !isRequeued(trial) && importedFrom(trial) === null;
}

/** Why a trial failed; null where it did not, or a foreign writer kept no reason. */
export function failureOf(trial: Trial): Failure | null {
  return decodeFailure(trial.systemAttributes.get(TRIAL_ATTRIBUTES.failure));
}

/** Fold scores of the first direction, or null. */
export function foldsOf(trial: Trial): readonly number[] | null {
  const folds = trial.systemAttributes.get(TRIAL_ATTRIBUTES.folds);
  if (!Array.isArray(folds)) return null;
  const first = Array.isArray(folds[0]) || folds[0] === null ? folds[0] : folds;
  return isNumbers(first) ? first : null;
}

/** Whether no outcome constraint is violated (Optuna: a value at most 0 is feasible, under either encoding). */
export function isFeasible(trial: Trial): boolean {
  return violationOf(trial) === 0;
}

/** The sum of the positive constraint values of a trial; 0 where it is feasible or has none. */
export function violationOf(trial: Trial): number {
  let sum = 0;
  for (const [key, value] of trial.systemAttributes) {
    if (key === OPTUNA_ATTRIBUTES.constraints && Array.isArray(value)) {
      for (const item of value as readonly Json[]) sum += violation(item);
    } else if (key.startsWith(`${OPTUNA_ATTRIBUTES.constraints}:`)) sum += violation(value);
  }
  return sum;
}

function violation(value: Json): number {
  return typeof value === "number" && value > 0 ? value : 0;
}

function metricsOf(study: StudyState): readonly (string | null)[] {
  const names = study.systemAttributes.get(OPTUNA_ATTRIBUTES.metricNames);
  return study.directions.map((_, i) => {
    const name = Array.isArray(names) ? (names as readonly Json[])[i] : null;
    return typeof name === "string" && name !== "" ? name : null;
  });
}

function sourceOf(study: StudyState): StudySource | null {
  const value = study.systemAttributes.get(STUDY_ATTRIBUTES.source);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { file, name, cell, line } = value as { readonly [key: string]: Json };
  if (typeof file !== "string" || typeof name !== "string" || typeof line !== "number") return null;
  return { file, name, ...(typeof cell === "number" ? { cell } : {}), line };
}

function seedOf(study: StudyState): number | null {
  const seed = study.systemAttributes.get(STUDY_ATTRIBUTES.seed);
  return typeof seed === "number" ? seed : null;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
