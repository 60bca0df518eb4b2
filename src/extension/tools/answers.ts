import { standingOf } from "../studies/describe.js";
import type { StudyDigest, StudyEntry, TrialDigest } from "../studies/digest.js";
import { gainOf } from "../studies/gain.js";
import type { StudyInsight } from "../studies/insight.js";
import { fileOfStudy, type RelativePath } from "./find.js";

/** What a language model is told of a study: plain data, to be read as JSON. Numbers keep all their digits. */
export function describeStudy(entry: StudyEntry, relative: RelativePath): object {
  const { annotated, digest } = entry;
  const file = fileOfStudy(entry);
  const place = annotated?.place ?? digest?.source ?? null;
  return {
    study: entry.ref.study,
    file: file === null ? null : relative(file),
    ...(place === null || place.cell === null ? {} : { cell: place.cell }),
    line: place === null ? null : place.line + 1,
    journal: relative(entry.ref.journal),
    state: standingOf(entry),
    runnable: annotated?.study.valid === true,
    goals: goalsOf(entry),
    parameters: annotated?.study.space.parameters.map(({ name }) => name) ?? [],
    trials: digest === null ? 0 : digest.finished,
    total: digest?.total ?? null,
    best: digest?.best ? describeTrial(digest.best, digest) : null,
    baseline: digest?.baseline ? describeTrial(digest.baseline, digest) : null,
    gain: digest === null ? null : gainOf(digest),
  };
}

/** The parts of a study's trials that an answer shows. */
export interface ShownTrials {
  readonly best: readonly TrialDigest[];
  readonly front: readonly TrialDigest[];
  readonly failed: readonly TrialDigest[];
}

/** All that a language model needs to judge a study and to say what to do next. */
export function describeResults(
  entry: StudyEntry,
  digest: StudyDigest,
  { best, front, failed }: ShownTrials,
  insight: StudyInsight | null,
  relative: RelativePath,
): object {
  const importances = [...(insight ?? [])].flatMap(([name, { importance }]) =>
    importance === null ? [] : [[name, Number(importance.toFixed(3))] as const],
  );
  return {
    ...describeStudy(entry, relative),
    counts: digest.counts,
    ended: digest.ended,
    journalError: digest.error,
    importances: Object.fromEntries([...importances].sort(([, a], [, b]) => b - a)),
    ...(digest.directions.length > 1
      ? { paretoFront: front.map((trial) => describeTrial(trial, digest)) }
      : { bestTrials: best.map((trial) => describeTrial(trial, digest)) }),
    failures: failed.map(({ number, failure, params }) => ({
      trial: number,
      kind: failure?.kind ?? null,
      message: failure?.message ?? null,
      params: paramsOf(params),
    })),
  };
}

function goalsOf({ annotated, digest }: StudyEntry): readonly object[] {
  if (annotated !== null) return annotated.study.goals;
  return (digest?.directions ?? []).map((direction, i) => ({ direction, metric: digest?.metrics[i] ?? null }));
}

function describeTrial(trial: TrialDigest, { metrics }: StudyDigest): object {
  const values = trial.values.map((value, i) => [metrics[i] ?? (i === 0 ? "value" : `value ${i}`), value] as const);
  return {
    trial: trial.number,
    values: Object.fromEntries(values),
    params: paramsOf(trial.params),
    folds: trial.folds,
  };
}

/** As the host language spells them. */
function paramsOf(params: TrialDigest["params"]): object {
  return Object.fromEntries(params.map(({ name, text }) => [name, text]));
}
