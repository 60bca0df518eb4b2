import type { ForeignTrial } from "../import/foreign.js";
import type { JournalEvent, StoredParameter } from "../journal/event.js";
import type { Literal } from "../space/literal.js";
import { plainValue } from "../space/literal.js";
import type { Point, SearchSpace } from "../space/space.js";
import { fits, internalOf } from "../space/value.js";
import { OPTUNA_ATTRIBUTES, REPORT_PREFIX, STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import { type Control, encodeControl } from "./control.js";
import type { Failure } from "./failure.js";
import type { Json } from "./json.js";
import { type MarkChange, markAttributes } from "./marks.js";
import { type Rename, renamesOf } from "./renames.js";
import { reportAttribute } from "./reports.js";
import type { RunRecord } from "./run.js";
import { encodeFacts, factsKey, type RunFacts } from "./run-facts.js";
import { encodeSetup, type StudySetup } from "./setup.js";
import type { StudyState } from "./state.js";
import type { StudySource } from "./summary.js";
import type { Direction, Instant, Trial } from "./trial.js";

/** What is written for each step of a study: this is the only place that knows. Identifiers are those of the journal. */
type Events = readonly JournalEvent[];

/** A new study; `id` is the journal's next study identifier. */
export function newStudy(input: {
  readonly worker: string;
  readonly id: number;
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly metrics: readonly (string | null)[];
  readonly setup: StudySetup;
  readonly source: StudySource;
  readonly seed: number;
}): Events {
  const { worker, id, name, directions, metrics, setup, source, seed } = input;
  const attribute = (key: string, value: Json) => studyAttribute(worker, id, key, value);
  // Metric names come last, since some viewers forget them with the next attribute.
  const names = metrics.some((metric) => metric !== null)
    ? [
        attribute(
          OPTUNA_ATTRIBUTES.metricNames,
          metrics.map((metric, i) => metric ?? `value ${i + 1}`),
        ),
      ]
    : [];
  return [
    { worker, kind: "createStudy", name, directions },
    attribute(STUDY_ATTRIBUTES.space, encodeSetup(setup)),
    attribute(STUDY_ATTRIBUTES.source, { ...source }),
    attribute(STUDY_ATTRIBUTES.seed, seed),
    ...names,
  ];
}

/** A changed space, other options, or another place of the annotation. */
export function changedSetup(worker: string, study: number, setup: StudySetup, source: StudySource): Events {
  return [
    studyAttribute(worker, study, STUDY_ATTRIBUTES.space, encodeSetup(setup)),
    studyAttribute(worker, study, STUDY_ATTRIBUTES.source, { ...source }),
  ];
}

/** What the trials of a run are run in, once for all runs that share it. */
export function runFacts(worker: string, study: number, hash: string, facts: RunFacts): Events {
  return [studyAttribute(worker, study, factsKey(hash), encodeFacts(facts))];
}

/** A run that begins, or the same run as it ended. */
export function runRecord(worker: string, study: number, run: RunRecord): Events {
  return [studyAttribute(worker, study, STUDY_ATTRIBUTES.run, { ...run })];
}

/** A trial that starts at once: one record with its whole configuration. */
export function runningTrial(input: {
  readonly worker: string;
  readonly study: number;
  readonly started: Instant;
  readonly space: SearchSpace;
  readonly point: Point;
  readonly spaceVersion: number;
  /** Of the sampler. */
  readonly attributes: readonly (readonly [string, Json])[];
  /** The sampler's sentence. */
  readonly reason: string;
}): Events {
  const { worker, study, started, space, point, spaceVersion, attributes, reason } = input;
  return [
    {
      ...template(worker, study),
      state: "running",
      started,
      parameters: parametersOf(space, point),
      systemAttributes: [[TRIAL_ATTRIBUTES.space, spaceVersion], [TRIAL_ATTRIBUTES.sampler, reason], ...attributes],
    },
  ];
}

/**
 * A trial that waits for a driver: the baseline, one queued by hand, or one that was interrupted.
 */
export function waitingTrial(input: {
  readonly worker: string;
  readonly study: number;
  readonly space: SearchSpace;
  readonly values: ReadonlyMap<string, Literal>;
  readonly baseline: boolean;
  readonly spaceVersion: number;
  readonly attributes: readonly (readonly [string, Json])[];
}): Events {
  const { worker, study, space, values, baseline, spaceVersion, attributes } = input;
  const { parameters, aside } = storedValues(space, values);
  const fixed = Object.fromEntries([...values].map(([name, literal]) => [name, plainText(literal)]));
  return [
    {
      ...template(worker, study),
      state: "waiting",
      started: null,
      parameters,
      systemAttributes: [
        [OPTUNA_ATTRIBUTES.fixedParams, fixed],
        [TRIAL_ATTRIBUTES.space, spaceVersion],
        ...(baseline ? [[TRIAL_ATTRIBUTES.baseline, true] as const] : []),
        ...aside,
        ...attributes,
      ],
    },
  ];
}

/**
 * A finished trial of another program or another study. Its values are kept as those of a waiting trial are.
 *
 * @param from What its source is called, for people and to know it again.
 */
export function importedTrial(input: {
  readonly worker: string;
  readonly study: number;
  readonly space: SearchSpace;
  readonly spaceVersion: number;
  readonly values: ReadonlyMap<string, Literal>;
  readonly trial: ForeignTrial;
  readonly from: string;
}): Events {
  const { worker, study, space, spaceVersion, values, trial, from } = input;
  const { parameters, aside } = storedValues(space, values);
  return [
    {
      ...template(worker, study),
      state: trial.state,
      values: trial.values.length === 0 ? null : trial.values,
      started: trial.started,
      finished: trial.finished,
      parameters,
      userAttributes: [...trial.extra],
      systemAttributes: [
        [TRIAL_ATTRIBUTES.space, spaceVersion],
        [TRIAL_ATTRIBUTES.imported, { from, key: trial.key }],
        ...(trial.folds === null ? [] : [[TRIAL_ATTRIBUTES.folds, trial.folds] as const]),
        ...aside,
      ],
      intermediate: trial.intermediate,
    },
  ];
}

/**
 * Values as a trial stores them: those that the space cannot represent are kept aside; one outside its range widens the
 * range of this one trial.
 */
function storedValues(
  space: SearchSpace,
  values: ReadonlyMap<string, Literal>,
): { readonly parameters: readonly StoredParameter[]; readonly aside: readonly (readonly [string, Json])[] } {
  const parameters: StoredParameter[] = [];
  const aside: Record<string, Json> = {};
  for (const { name, distribution } of space.parameters) {
    const literal = values.get(name);
    if (literal === undefined) continue;
    const value = internalOf(distribution, literal);
    if (value === null) aside[name] = literal as unknown as Json;
    else
      parameters.push({
        name,
        value,
        distribution: fits(distribution, value) ? distribution : widened(distribution, value),
      });
  }
  return { parameters, aside: Object.keys(aside).length > 0 ? [[TRIAL_ATTRIBUTES.values, aside]] : [] };
}

/** A waiting trial starts. */
export function claim(worker: string, trial: number, started: Instant): Events {
  return [{ worker, kind: "trialState", trial, state: "running", values: null, started, finished: null }];
}

/** An intermediate result: with one direction Optuna's intermediate value, with several an attribute of the step. */
export function report(worker: string, trial: number, step: number, values: readonly number[]): Events {
  if (values.length === 1) return [{ worker, kind: "intermediate", trial, step, value: values[0]! }];
  return [trialAttribute(worker, trial, "system", ...reportAttribute(step, values))];
}

/** System attributes of a trial that exists: of the run that has claimed it. */
export function attributesOf(worker: string, trial: number, attributes: readonly (readonly [string, Json])[]): Events {
  return attributes.map(([key, value]) => trialAttribute(worker, trial, "system", key, value));
}

/** The most memory that a trial was seen to hold. */
export function heldMemory(worker: string, trial: number, bytes: number): Events {
  return [trialAttribute(worker, trial, "system", TRIAL_ATTRIBUTES.memory, bytes)];
}

export type TrialResult =
  | {
      readonly kind: "complete";
      /** One per direction. */
      readonly values: readonly number[];
      /** Fold scores per direction, or null. */
      readonly folds: readonly (readonly number[] | null)[] | null;
      /** Further metrics by name. */
      readonly extra: Readonly<Record<string, Json>>;
      /** How far each outcome constraint is broken, at most 0 where it is kept; null where there are none. */
      readonly constraints: readonly number[] | null;
    }
  /** `reason`: the sentence of the pruner; null where there is none. */
  | {
      readonly kind: "pruned";
      readonly reason: string | null;
      /** What the trial is kept with; absent: what was reported last. */
      readonly values?: readonly number[] | null;
    }
  /** `requeued`: it was interrupted, does not count, and was queued again. */
  | { readonly kind: "failed"; readonly failure: Failure; readonly requeued: boolean };

/** A running trial ends. Attributes come before the final state, after which a trial cannot change. */
export function finish(worker: string, trial: Trial, finished: Instant, result: TrialResult): Events {
  const system = (key: string, value: Json): JournalEvent => trialAttribute(worker, trial.id, "system", key, value);
  const { started } = trial;
  // The start is repeated for viewers that would otherwise lose it. Where the clock was set back, no time has passed.
  const times = { started, finished: Math.max(finished, started ?? finished) };
  const end = { worker, kind: "trialState", trial: trial.id, ...times } as const;
  switch (result.kind) {
    case "complete": {
      const { values, folds, extra, constraints } = result;
      const extras = Object.entries(extra).filter(([, value]) => value !== null);
      return [
        ...extras.map(([name, value]) => trialAttribute(worker, trial.id, "user", name, value)),
        ...(folds === null ? [] : [system(TRIAL_ATTRIBUTES.folds, folds.length === 1 ? (folds[0] ?? null) : folds)]),
        ...(constraints === null ? [] : [system(OPTUNA_ATTRIBUTES.constraints, constraints)]),
        { ...end, state: "complete", values },
      ];
    }
    case "pruned":
      return [
        ...(result.reason === null ? [] : [system(TRIAL_ATTRIBUTES.pruner, result.reason)]),
        { ...end, state: "pruned", values: result.values === undefined ? lastReported(trial) : result.values },
      ];
    case "failed":
      return [
        system(TRIAL_ATTRIBUTES.failure, { ...result.failure }),
        ...(result.requeued ? [system(TRIAL_ATTRIBUTES.requeued, true)] : []),
        { ...end, state: "failed", values: null },
      ];
  }
}

/** A waiting trial that is not to run after all. */
export function takenAway(worker: string, trial: Trial, now: Instant): Events {
  const failure = { kind: "killed", message: "It was skipped by hand before it ran.", traceback: null } as const;
  return finish(worker, trial, now, { kind: "failed", failure, requeued: true });
}

/**
 * The same configuration once more, waiting: attributes of the interrupted trial that describe the configuration are
 * kept, those that describe its fate are not.
 */
export function queuedAgain(worker: string, study: number, trial: Trial): Events {
  const fate: ReadonlySet<string> = new Set([
    TRIAL_ATTRIBUTES.failure,
    TRIAL_ATTRIBUTES.requeued,
    TRIAL_ATTRIBUTES.folds,
    TRIAL_ATTRIBUTES.pruner,
    TRIAL_ATTRIBUTES.memory,
  ]);
  const isFate = (key: string) => fate.has(key) || key.startsWith(REPORT_PREFIX);
  const parameters: StoredParameter[] = [];
  for (const [name, value] of trial.params.entries()) {
    parameters.push({ name, value, distribution: trial.distributionOf(name)! });
  }
  return [
    {
      ...template(worker, study),
      state: "waiting",
      started: null,
      parameters,
      systemAttributes: [...trial.systemAttributes].filter(([key]) => !isFate(key)),
      userAttributes: [...trial.userAttributes],
    },
  ];
}

export function control(worker: string, study: number, wish: Control): Events {
  return [studyAttribute(worker, study, STUDY_ATTRIBUTES.control, encodeControl(wish))];
}

/** What a person puts to a trial: a star, tags, a note. */
export function marked(worker: string, study: StudyState, trial: Trial, change: MarkChange): Events {
  return markAttributes(study, trial, change).map(([key, value]) => studyAttribute(worker, study.id, key, value));
}

/** A parameter that is called otherwise from now on, in the trials so far as well. */
export function renamed(worker: string, study: StudyState, rename: Rename): Events {
  const { from, to, space } = rename;
  return [
    studyAttribute(
      worker,
      study.id,
      STUDY_ATTRIBUTES.renamed,
      [...renamesOf(study), { from, to, space }].map((one) => ({ ...one })),
    ),
  ];
}

export function controlDone(worker: string, study: number, id: string): Events {
  return [studyAttribute(worker, study, STUDY_ATTRIBUTES.done, id)];
}

function template(worker: string, study: number) {
  const nothing = { values: null, finished: null, userAttributes: [], intermediate: [] } as const;
  return { worker, kind: "createTrial", study, ...nothing } as const;
}

function parametersOf(space: SearchSpace, point: Point): readonly StoredParameter[] {
  return space.parameters.flatMap(({ name, distribution }) => {
    const value = point.get(name);
    return value === undefined ? [] : [{ name, value, distribution }];
  });
}

/** The distribution with its range stretched to hold a value; categories need none, they were found. */
function widened(distribution: StoredParameter["distribution"], value: number): StoredParameter["distribution"] {
  if (!("low" in distribution)) return distribution;
  const { low, high } = distribution;
  return {
    ...distribution,
    ...(low !== null && value < low ? { low: value } : {}),
    ...(high !== null && value > high ? { high: value } : {}),
  } as StoredParameter["distribution"];
}

/** As Optuna's users see it in `fixed_params`: a list is its source text, like the category that stores it. */
function plainText(literal: Literal): Json {
  return "text" in literal ? literal.text : (plainValue(literal) as Json);
}

/** Optuna's value of a pruned trial: what was reported at the largest step, where that is a number. */
function lastReported(trial: Trial): readonly number[] | null {
  let last: readonly [number, number] | null = null;
  for (const entry of trial.intermediate) if (last === null || entry[0] >= last[0]) last = entry;
  return last === null || Number.isNaN(last[1]) ? null : [last[1]];
}

function studyAttribute(worker: string, study: number, key: string, value: Json): JournalEvent {
  return { worker, kind: "studyAttribute", study, scope: "system", key, value };
}

function trialAttribute(
  worker: string,
  trial: number,
  scope: "user" | "system",
  key: string,
  value: Json,
): JournalEvent {
  return { worker, kind: "trialAttribute", trial, scope, key, value };
}
