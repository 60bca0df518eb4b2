import { type Language, languageById } from "../../core/annotations/languages.js";
import { spell } from "../../core/annotations/spelling.js";
import type { Literal } from "../../core/space/literal.js";
import { runControlOf } from "../../core/study/control.js";
import type { Json } from "../../core/study/json.js";
import { outlookOf } from "../../core/study/outlook.js";
import { rangesOf } from "../../core/study/renames.js";
import type { RunRecord } from "../../core/study/run.js";
import { olderCode } from "../../core/study/run-facts.js";
import { literalsIn, setupOf, spaceOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import { failureOf, foldsOf, isBaseline, type StudySource, summarise } from "../../core/study/summary.js";
import type { Trial } from "../../core/study/trial.js";
import type { Activity, StudyDigest, TrialDigest } from "./digest.js";

/** What the state of a study alone does not tell. */
export interface Surroundings {
  readonly journal: string;
  /** This machine's name. */
  readonly host: string;
  isAlive(worker: string): boolean;
  /** The host and process of a driver; null for other programs' workers. */
  identityOf(worker: string): { readonly host: string; readonly pid: number } | null;
  /** Absolute path of the file that a study remembers. */
  fileOf(source: StudySource): string;
  /** What people have wished of the drivers of a study, and whether a wish was carried out. */
  wishesOf(study: string): readonly Json[];
  isAnswered(study: string, wish: string): boolean;
  /** What is wrong with the journal. */
  readonly error: string | null;
}

/** A study of a journal in brief. Takes time in proportion to its trials. */
export function digestOf(study: StudyState, surroundings: Surroundings): StudyDigest {
  const summary = summarise(study);
  const { run, source } = summary;
  const setup = setupOf(study);
  const speller = spellerOf(study);
  const one = (trial: Trial | null): TrialDigest | null => (trial === null ? null : speller(trial));
  return {
    ref: { journal: surroundings.journal, study: study.name },
    directions: study.directions,
    metrics: summary.metrics,
    source:
      source === null
        ? null
        : { file: surroundings.fileOf(source), cell: source.cell ?? null, line: Math.max(0, source.line - 1) },
    space: setup === null ? [] : rangesOf(setup.space),
    counts: summary.counts,
    recorded: study.trials.length,
    finished: summary.finished,
    imported: summary.imported,
    total: run?.total ?? null,
    parallel: run?.parallel ?? null,
    outlook: run === null || run.ended !== null ? null : outlookOf(study, run, summary.finished),
    best: one(summary.best),
    baseline: one(summary.baseline),
    front: summary.front.length,
    activity: activityOf(study, run, surroundings),
    started: run?.started ?? null,
    ended: run !== null && run.ended !== null ? run.reason : null,
    error: surroundings.error,
  };
}

/** What turns trials of a study into what is shown of them. */
export function spellerOf(study: StudyState): (trial: Trial) => TrialDigest {
  const space = spaceOf(study);
  const language = languageById(setupOf(study)?.language ?? "python") ?? languageById("python")!;
  const isOlder = olderCode(study);
  return (trial) => {
    const { number, outcome, started, finished } = trial;
    return {
      number,
      state: outcome.kind,
      values: "values" in outcome ? outcome.values : [],
      params: [...literalsIn(space, trial)].map(([name, literal]) => ({ name, text: spelt(literal, language) })),
      baseline: isBaseline(trial),
      older: isOlder(trial),
      started,
      finished,
      latest: latestOf(trial),
      failure: failureOf(trial),
      folds: foldsOf(trial),
    };
  };
}

function spelt(literal: Literal, language: Language): string {
  return spell(literal, language);
}

function latestOf(trial: Trial): { readonly step: number; readonly value: number } | null {
  let latest: { readonly step: number; readonly value: number } | null = null;
  for (const [step, value] of trial.intermediate) if (latest === null || step >= latest.step) latest = { step, value };
  return latest;
}

function activityOf(study: StudyState, run: RunRecord | null, surroundings: Surroundings): Activity {
  const { host, isAlive, identityOf } = surroundings;
  if (run === null || run.ended !== null) return { kind: "idle" };
  const identity = identityOf(run.worker);
  if (identity === null || !isAlive(run.worker)) return { kind: "interrupted" };
  return {
    kind: "running",
    host: identity.host,
    pid: identity.host === host ? identity.pid : null,
    ...runControlOf(run, surroundings.wishesOf(study.name), (id) => surroundings.isAnswered(study.name, id)),
  };
}
