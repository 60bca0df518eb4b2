import type { JournalEvent } from "../../core/journal/event.js";
import { writeJson } from "../../core/journal/json.js";
import type { Literal } from "../../core/space/literal.js";
import { STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../../core/study/attributes.js";
import type { Failure } from "../../core/study/failure.js";
import type { JournalState } from "../../core/study/journal-state.js";
import type { Json } from "../../core/study/json.js";
import {
  changedSetup,
  finish,
  newStudy,
  queuedAgain,
  runFacts,
  runRecord,
  waitingTrial,
} from "../../core/study/records.js";
import { factsKey, type RunFacts } from "../../core/study/run-facts.js";
import { encodeSetup, literalsIn, type StudySetup, setupOf, spaceOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import { isBaseline, isRequeued, summarise } from "../../core/study/summary.js";
import type { Instant, Trial } from "../../core/study/trial.js";
import { liveDriver, workerIdentity } from "../places/alive.js";

/** A driver that is alive works on the study. */
export class StudyBusyError extends Error {
  override readonly name = "StudyBusyError";

  constructor(
    readonly study: string,
    readonly worker: string,
  ) {
    const identity = workerIdentity(worker);
    const where = identity === null ? worker : `process ${identity.pid} on ${identity.host}`;
    super(
      `The study ${study} is running already: ${where}. Nothing was started; stop that run first (Ctrl-C in its terminal, or Stop in the editor), or work beside it with --join.`,
    );
  }
}

/** The run that is to be joined searches another space than the code here defines. */
export class StudyDiffersError extends Error {
  override readonly name = "StudyDiffersError";

  constructor(study: string) {
    super(
      `The run of ${study} that is to be joined was started from other annotations than these. Bring both files to the same state, or wait for that run to end.`,
    );
  }
}

/** A configuration to run, and the system attributes of its trial. */
export interface QueuedTrial {
  readonly values: ReadonlyMap<string, Literal>;
  readonly attributes: readonly (readonly [string, Json])[];
}

export interface StartInput {
  readonly worker: string;
  readonly now: Instant;
  readonly name: string;
  readonly setup: Omit<StudySetup, "version">;
  readonly source: { readonly file: string; readonly name: string; readonly line: number };
  readonly seed: number;
  /** The values in the code; null where they are not to be tried. */
  readonly baseline: ReadonlyMap<string, Literal> | null;
  readonly total: number | null;
  readonly parallel: number;
  readonly facts: { readonly facts: RunFacts; readonly hash: string };
  /** Whether a driver that is alive may work on the study beside this one. */
  readonly join: boolean;
  readonly queued: readonly QueuedTrial[];
  isAlive(worker: string): boolean;
}

/** The trials that a dead driver of ours has left running. */
export function abandonedTrials(study: StudyState, isAlive: (worker: string) => boolean): readonly Trial[] {
  return study.trials.filter(
    ({ outcome, worker }) =>
      outcome.kind === "running" && worker !== null && worker.startsWith("hyperlens/") && !isAlive(worker),
  );
}

/** The values of a trial as the code spells them, in the order of the space, those that it cannot represent included. */
export function valuesOf(study: StudyState, trial: Trial): ReadonlyMap<string, Literal> {
  return literalsIn(spaceOf(study), trial);
}

/** Fails a trial for no fault of its values, and queues these again. */
export function requeue(
  study: StudyState,
  trial: Trial,
  fate: {
    readonly worker: string;
    readonly now: Instant;
    readonly failure: Failure;
    /** The how manieth retry the queued trial is; 0 where it has only been interrupted. */
    readonly retry: number;
    /** How often the machine of these values was lost. */
    readonly losses: number;
  },
): readonly JournalEvent[] {
  const { worker, now, failure, retry, losses } = fate;
  const queued = queuedAgain(worker, study.id, trial).map((event) =>
    event.kind === "createTrial"
      ? {
          ...event,
          systemAttributes: withCount(
            withCount(event.systemAttributes, TRIAL_ATTRIBUTES.retry, retry),
            TRIAL_ATTRIBUTES.lost,
            losses,
          ),
        }
      : event,
  );
  return [...finish(worker, trial, now, { kind: "failed", failure, requeued: true }), ...queued];
}

/** A trial whose driver died while it ran is queued again. */
export function lostTrial(study: StudyState, trial: Trial, worker: string, now: Instant): readonly JournalEvent[] {
  return requeue(study, trial, { worker, now, failure: LOST, retry: retriesOf(trial), losses: lossesOf(trial) });
}

function withCount(
  attributes: readonly (readonly [string, Json])[],
  key: string,
  count: number,
): readonly (readonly [string, Json])[] {
  return count === 0 ? attributes : [...attributes.filter(([name]) => name !== key), [key, count]];
}

/** How often the machine that ran the values of a trial has been lost. */
export function lossesOf(trial: Trial): number {
  const losses = trial.systemAttributes.get(TRIAL_ATTRIBUTES.lost);
  return typeof losses === "number" ? losses : 0;
}

/** How often the values of a trial have been queued again after a crash. */
export function retriesOf(trial: Trial): number {
  const retry = trial.systemAttributes.get(TRIAL_ATTRIBUTES.retry);
  return typeof retry === "number" ? retry : 0;
}

/** Whether the values in the code are still to be tried. */
export function wantsBaseline(study: StudyState | undefined): boolean {
  return study === undefined || !study.trials.some((trial) => isBaseline(trial) && !isRequeued(trial));
}

/**
 * All that a driver writes before its first trial, in one append: the study or what has changed in it, the run, trials of
 * dead drivers queued again, and the values in the code as the first trial.
 *
 * @throws {StudyBusyError} where a driver that is alive works on the study.
 */
export function startRecords(state: JournalState, input: StartInput): readonly JournalEvent[] {
  const { worker, name, now, isAlive } = input;
  const study = state.study(name);
  const directions = input.setup.goals.map(({ direction }) => direction);
  const metrics = input.setup.goals.map(({ metric }) => metric);
  const run = { worker, started: now, ended: null, total: input.total, parallel: input.parallel, reason: null };
  if (study === undefined) {
    const setup = { ...input.setup, version: 1 };
    const id = state.nextStudyId;
    return [
      ...newStudy({ worker, id, name, directions, metrics, setup, source: input.source, seed: input.seed }),
      ...runRecord(worker, id, run),
      ...factsRecord(undefined, id, input),
      ...baselineRecords(input, id, setup),
      ...queuedRecords(input, id, setup),
    ];
  }
  const busy = liveDriver(study, isAlive);
  if (busy !== null && !input.join) throw new StudyBusyError(name, busy);
  if (busy !== null) return joiningRecords(study, input);
  const setup = setupAfter(study, input.setup);
  return [
    ...changedSetup(worker, study.id, setup, input.source),
    ...(summarise(study).seed === input.seed ? [] : seedRecord(worker, study.id, input.seed)),
    ...runRecord(worker, study.id, run),
    ...factsRecord(study, study.id, input),
    ...abandonedTrials(study, isAlive).flatMap((trial) => lostTrial(study, trial, worker, now)),
    ...(wantsBaseline(study) ? baselineRecords(input, study.id, setup) : []),
    ...queuedRecords(input, study.id, setup),
  ];
}

/** A guest leaves the study as its host has set it up. @throws {StudyDiffersError} where its own code defines another. */
function joiningRecords(study: StudyState, input: StartInput): readonly JournalEvent[] {
  const { setup, worker, now, isAlive } = input;
  const present = setupOf(study);
  const what = ({ space, goals }: Pick<StudySetup, "space" | "goals">) =>
    writeJson(encodeSetup({ ...setup, version: 1, space, goals }));
  if (present === null || what(present) !== what(setup)) throw new StudyDiffersError(study.name);
  return [
    ...factsRecord(study, study.id, input),
    ...abandonedTrials(study, isAlive).flatMap((trial) => lostTrial(study, trial, worker, now)),
  ];
}

function factsRecord(
  study: StudyState | undefined,
  id: number,
  { worker, facts }: StartInput,
): readonly JournalEvent[] {
  const known = study?.systemAttributes.has(factsKey(facts.hash)) ?? false;
  return known ? [] : runFacts(worker, id, facts.hash, facts.facts);
}

const LOST: Failure = {
  kind: "interrupted",
  message: "The driver died while the trial ran.",
  traceback: null,
};

function seedRecord(worker: string, study: number, seed: number): readonly JournalEvent[] {
  return [{ worker, kind: "studyAttribute", study, scope: "system", key: STUDY_ATTRIBUTES.seed, value: seed }];
}

function baselineRecords(input: StartInput, study: number, setup: StudySetup): readonly JournalEvent[] {
  const { baseline, worker } = input;
  if (baseline === null) return [];
  const { space, version } = setup;
  return waitingTrial({
    worker,
    study,
    space,
    values: baseline,
    baseline: true,
    spaceVersion: version,
    attributes: [],
  });
}

function queuedRecords({ queued, worker }: StartInput, study: number, setup: StudySetup): readonly JournalEvent[] {
  const { space, version: spaceVersion } = setup;
  return queued.flatMap(({ values, attributes }) =>
    waitingTrial({ worker, study, space, values, baseline: false, spaceVersion, attributes }),
  );
}

/** The set-up of a study that goes on: its version counts up where the space has changed. */
export function setupAfter(study: StudyState, next: Omit<StudySetup, "version">): StudySetup {
  const before = setupOf(study);
  if (before === null) return { ...next, version: 1 };
  const same = writeJson(encodeSetup({ ...next, version: before.version })) === writeJson(encodeSetup(before));
  return { ...next, version: same ? before.version : before.version + 1 };
}
