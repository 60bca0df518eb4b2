// Journals for the panel's tests, written by the real encoder.

import { encodeEvent } from "../../src/core/journal/encode.js";
import type { JournalEvent, StoredParameter } from "../../src/core/journal/event.js";
import type { Distribution } from "../../src/core/space/distribution.js";
import type { SearchSpace } from "../../src/core/space/space.js";
import { OPTUNA_ATTRIBUTES, STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import type { Json } from "../../src/core/study/json.js";
import { DEFAULT_OPTIONS } from "../../src/core/study/options.js";
import { encodeSetup } from "../../src/core/study/setup.js";
import type { Direction } from "../../src/core/study/trial.js";

const WORKER = "hyperlens/host/1/00000000-0000-4000-8000-000000000000";
/** 2026-01-01 in microseconds; trial n starts n seconds later. */
const EPOCH = 1_767_225_600_000_000;

export const DISTRIBUTIONS = {
  rate: { kind: "loguniform", low: 1e-5, high: 1 },
  units: { kind: "int", low: 8, high: 256, step: 1 },
  model: { kind: "choice", choices: ["svm", "forest"].map((value) => ({ kind: "string", value })), weights: null },
} as const satisfies Record<string, Distribution>;

export interface TrialOptions {
  readonly values?: readonly number[];
  readonly state?: "complete" | "failed" | "pruned" | "running" | "waiting";
  readonly params?: Readonly<Record<string, number>>;
  readonly attributes?: Readonly<Record<string, Json>>;
  readonly folds?: readonly number[];
  readonly failure?: string;
  /** Steps with what was reported at each. */
  readonly reports?: readonly (readonly [step: number, value: number])[];
  readonly baseline?: boolean;
  readonly seconds?: number;
}

export interface StudyOptions {
  readonly name?: string;
  readonly directions?: readonly Direction[];
  readonly metrics?: readonly string[];
  readonly total?: number | null;
  /** Where it is not that of DISTRIBUTIONS. */
  readonly space?: SearchSpace;
  /** Made by another program. */
  readonly foreign?: boolean;
}

/** Writes one study; each method returns the lines that it added. */
export class JournalText {
  #trials = 0;
  readonly #distributions: Readonly<Record<string, Distribution>>;

  /** @param distributions of the parameters, where they are not those of DISTRIBUTIONS. */
  constructor(distributions: Readonly<Record<string, Distribution>> = DISTRIBUTIONS) {
    this.#distributions = distributions;
  }

  study(options: StudyOptions = {}): string {
    const { name = "digits", directions = ["maximize"], metrics = ["accuracy"], total = 50, foreign = false } = options;
    const attribute = (key: string, value: Json): JournalEvent => {
      return { kind: "studyAttribute", worker: WORKER, study: 0, scope: "system", key, value };
    };
    const parameters = Object.entries(this.#distributions).map(([parameter, distribution]) => {
      return { name: parameter, distribution, condition: null };
    });
    const goals = directions.map((direction, i) => ({ direction, metric: metrics[i] ?? null }));
    const setup = {
      version: 1,
      space: options.space ?? { parameters, constraints: [] },
      goals,
      options: { ...DEFAULT_OPTIONS, trials: total },
      language: "python",
    };
    const events: JournalEvent[] = [
      { kind: "createStudy", worker: WORKER, name, directions },
      attribute(OPTUNA_ATTRIBUTES.metricNames, metrics),
    ];
    const own = attribute(STUDY_ATTRIBUTES.space, encodeSetup(setup));
    return lines(foreign ? events : [...events, own]);
  }

  trial(options: TrialOptions = {}): string {
    const id = this.#trials++;
    const { state = "complete", params = { rate: 0.01, units: 32, model: 0 }, seconds = 0.5 } = options;
    const parameters = Object.entries(params).map(([name, value]): StoredParameter => {
      const distribution = this.#distributions[name];
      if (distribution === undefined) throw new RangeError(`There is no parameter ${name}.`);
      return { name, value, distribution };
    });
    const attributes = Object.entries({
      ...options.attributes,
      ...(options.baseline === true ? { [TRIAL_ATTRIBUTES.baseline]: true } : {}),
    });
    const started = EPOCH + id * 1e6;
    const create: JournalEvent = {
      kind: "createTrial",
      worker: WORKER,
      study: 0,
      state: state === "waiting" ? "waiting" : "running",
      values: null,
      started: state === "waiting" ? null : started,
      finished: null,
      parameters,
      userAttributes: [],
      systemAttributes: attributes,
      intermediate: options.reports ?? [],
    };
    if (state === "waiting" || state === "running") return lines([create]);
    return lines([create, ...this.#end(id, state, options, started, started + seconds * 1e6)]);
  }

  finish(id: number, options: TrialOptions = {}): string {
    const started = EPOCH + id * 1e6;
    const { state = "complete", seconds = 0.5 } = options;
    if (state === "waiting" || state === "running") throw new RangeError(`A trial cannot end as ${state}.`);
    return lines(this.#end(id, state, options, started, started + seconds * 1e6));
  }

  #end(
    id: number,
    state: "complete" | "failed" | "pruned",
    { values, folds, failure }: TrialOptions,
    started: number,
    finished: number,
  ): JournalEvent[] {
    const attribute = (key: string, value: Json): JournalEvent => {
      return { kind: "trialAttribute", worker: WORKER, trial: id, scope: "system", key, value };
    };
    const traceback = `Traceback (most recent call last):\n${failure}`;
    return [
      ...(folds === undefined ? [] : [attribute(TRIAL_ATTRIBUTES.folds, folds)]),
      ...(failure === undefined
        ? []
        : [attribute(TRIAL_ATTRIBUTES.failure, { kind: "exception", message: failure, traceback })]),
      { kind: "trialState", worker: WORKER, trial: id, state, values: values ?? null, started, finished },
    ];
  }
}

function lines(events: readonly JournalEvent[]): string {
  return events.map((event) => `${encodeEvent(event)}\n`).join("");
}
