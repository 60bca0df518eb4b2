// A study as people have them, written by the real encoder: conditions, all kinds of parameters, learning curves, folds,
// four slots, and trials that were pruned, failed, are running or wait.

import { encodeEvent } from "../../src/core/journal/encode.js";
import type { JournalEvent, StoredParameter } from "../../src/core/journal/event.js";
import { randomFrom } from "../../src/core/math/random.js";
import type { Distribution } from "../../src/core/space/distribution.js";
import type { Parameter } from "../../src/core/space/space.js";
import { OPTUNA_ATTRIBUTES, STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import type { Json } from "../../src/core/study/json.js";
import { DEFAULT_OPTIONS } from "../../src/core/study/options.js";
import { encodeSetup } from "../../src/core/study/setup.js";
import type { Direction } from "../../src/core/study/trial.js";

const WORKER = "hyperlens/host/1/00000000-0000-4000-8000-000000000000";
/** 2026-01-01 in microseconds. */
const EPOCH = 1_767_225_600_000_000;
const SLOTS = 4;
const EPOCHS = 20;

const word = (value: string) => ({ kind: "string", value }) as const;
const OPTIMIZERS: Distribution = { kind: "choice", choices: ["adam", "sgd", "rmsprop"].map(word), weights: null };

const PARAMETERS: readonly Parameter[] = [
  { name: "learning_rate", distribution: { kind: "loguniform", low: 1e-5, high: 0.1 }, condition: null },
  { name: "optimizer", distribution: OPTIMIZERS, condition: null },
  {
    name: "momentum",
    distribution: { kind: "uniform", low: 0, high: 0.99, step: null },
    condition: {
      kind: "binary",
      operator: "==",
      left: { kind: "name", name: "optimizer" },
      right: { kind: "literal", literal: word("sgd") },
    },
  },
  { name: "layers", distribution: { kind: "int", low: 1, high: 6, step: 1 }, condition: null },
  { name: "units", distribution: { kind: "logint", low: 16, high: 1024 }, condition: null },
  { name: "dropout", distribution: { kind: "uniform", low: 0, high: 0.6, step: null }, condition: null },
  { name: "augment", distribution: { kind: "bool" }, condition: null },
];

export interface RichOptions {
  readonly name?: string;
  readonly trials?: number;
  /** 1: accuracy; 2: and latency; 3: and size. */
  readonly objectives?: 1 | 2 | 3;
  readonly seed?: string;
  /** Reports of each trial, one per epoch. */
  readonly curves?: boolean;
  readonly running?: boolean;
}

const GOALS: readonly (readonly [string, Direction])[] = [
  ["accuracy", "maximize"],
  ["latency", "minimize"],
  ["size", "minimize"],
];

/** The lines of the journal. */
export function richStudy(options: RichOptions = {}): string {
  const { name = "digits", trials = 300, objectives = 1, seed = "rich", curves = true, running = false } = options;
  const random = randomFrom(seed);
  const goals = GOALS.slice(0, objectives);
  const events: JournalEvent[] = [
    { kind: "createStudy", worker: WORKER, name, directions: goals.map(([, direction]) => direction) },
    system(
      0,
      OPTUNA_ATTRIBUTES.metricNames,
      goals.map(([metric]) => metric),
    ),
    system(
      0,
      STUDY_ATTRIBUTES.space,
      encodeSetup({
        version: 1,
        space: { parameters: PARAMETERS, constraints: [] },
        goals: goals.map(([metric, direction]) => ({ direction, metric })),
        options: { ...DEFAULT_OPTIONS, trials: trials + 20 },
        language: "python",
      }),
    ),
  ];
  const free = Array.from({ length: SLOTS }, () => EPOCH);
  let best = draw(random.next);
  let top = 0;
  for (let id = 0; id < trials; id++) {
    const point = random.next() < Math.min(0.75, id / 120) ? near(best, random.next) : draw(random.next);
    const quality = qualityOf(point) + 0.012 * (random.next() - 0.5);
    const slot = free.indexOf(Math.min(...free));
    const started = free[slot]! + 2e5;
    const fails = point.learning_rate! > 0.03 && random.next() < 0.6;
    const pruned = curves && id > 10 && quality < top - 0.08 && random.next() < 0.6;
    const steps = pruned ? 3 + Math.floor(random.next() * 9) : EPOCHS;
    const seconds = (steps / EPOCHS) * (4 + 3 * point.layers! + 12 * (point.units! / 1024) + 2 * random.next());
    const finished = Math.round(started + (fails ? 0.3 : 1) * seconds * 1e6);
    free[slot] = finished;
    const last = trials - 1 - id;
    const state = running && last < SLOTS ? "running" : fails ? "failed" : pruned ? "pruned" : "complete";
    events.push(creation(point, started, id === 0));
    if (curves)
      events.push(...reports(id, quality, state === "failed" ? 2 : state === "running" ? 7 : steps, random.next));
    if (state === "running") continue;
    if (state === "failed") {
      events.push(
        attribute(id, TRIAL_ATTRIBUTES.failure, {
          kind: "exception",
          message: "ValueError: loss is not finite",
          traceback:
            'Traceback (most recent call last):\n  File "train.py", line 41, in train\nValueError: loss is not finite',
        }),
      );
    }
    if (state === "complete" && quality > top) [best, top] = [point, quality];
    const values = [
      quality,
      2 + point.layers! * 1.7 + point.units! / 90 + random.next(),
      point.layers! * point.units! * 4,
    ];
    if (state === "complete" && objectives === 1) {
      const folds = Array.from({ length: 5 }, () => quality + 0.02 * (random.next() - 0.5));
      events.push(attribute(id, TRIAL_ATTRIBUTES.folds, folds));
      values[0] = folds.reduce((sum, fold) => sum + fold, 0) / folds.length;
    }
    events.push({
      kind: "trialState",
      worker: WORKER,
      trial: id,
      state,
      values: state === "complete" ? values.slice(0, objectives) : null,
      started,
      finished,
    });
  }
  return events.map((event) => `${encodeEvent(event)}\n`).join("");
}

type Values = Readonly<Record<string, number>>;

function draw(next: () => number): Values {
  return conditioned({
    learning_rate: 10 ** (-5 + 4 * next()),
    optimizer: Math.floor(3 * next()),
    momentum: 0.99 * next(),
    layers: 1 + Math.floor(6 * next()),
    units: Math.round(16 * 64 ** next()),
    dropout: 0.6 * next(),
    augment: Math.floor(2 * next()),
  });
}

/** A configuration near another. */
function near(point: Values, next: () => number): Values {
  const fresh = draw(next);
  const shift = (low: number, high: number, value: number): number =>
    Math.min(high, Math.max(low, value + 0.25 * (high - low) * (next() - 0.5)));
  return conditioned({
    learning_rate: 10 ** shift(-5, -1, Math.log10(point.learning_rate!)),
    optimizer: next() < 0.8 ? point.optimizer! : fresh.optimizer!,
    momentum: shift(0, 0.99, point.momentum ?? 0.9),
    layers: Math.round(shift(1, 6, point.layers!)),
    units: Math.round(2 ** shift(4, 10, Math.log2(point.units!))),
    dropout: shift(0, 0.6, point.dropout!),
    augment: next() < 0.8 ? point.augment! : fresh.augment!,
  });
}

function conditioned(point: Values): Values {
  if (point.optimizer === 1) return point;
  const { momentum: _, ...others } = point;
  return others;
}

function qualityOf(point: Values): number {
  const rate = (Math.log10(point.learning_rate!) + 2.8) ** 2;
  const momentum = point.momentum === undefined ? 0.004 : 0.05 * (point.momentum - 0.85) ** 2;
  const size = 0.012 * (Math.log2(point.units!) - 7.5) ** 2 + 0.006 * (point.layers! - 3) ** 2;
  const extra =
    0.25 * (point.dropout! - 0.2) ** 2 + (point.augment === 1 ? 0 : 0.015) + (point.optimizer === 2 ? 0.03 : 0);
  return 0.972 - 0.055 * rate - momentum - size - extra;
}

function reports(trial: number, quality: number, steps: number, next: () => number): JournalEvent[] {
  return Array.from({ length: steps }, (_, step): JournalEvent => {
    const value = quality - 0.45 * Math.exp(-(step + 1) / 4) + 0.01 * (next() - 0.5);
    return { kind: "intermediate", worker: WORKER, trial, step: step + 1, value };
  });
}

function creation(point: Values, started: number, baseline: boolean): JournalEvent {
  const parameters = PARAMETERS.flatMap(({ name, distribution }): StoredParameter[] => {
    const value = point[name];
    return value === undefined ? [] : [{ name, value, distribution }];
  });
  const sentence = "tpe: the space has a condition, and 300 trials are enough to learn from.";
  return {
    kind: "createTrial",
    worker: WORKER,
    study: 0,
    state: "running",
    values: null,
    started,
    finished: null,
    parameters,
    userAttributes: [],
    systemAttributes: baseline ? [[TRIAL_ATTRIBUTES.baseline, true]] : [[TRIAL_ATTRIBUTES.sampler, sentence]],
    intermediate: [],
  };
}

function system(study: number, key: string, value: Json): JournalEvent {
  return { kind: "studyAttribute", worker: WORKER, study, scope: "system", key, value };
}

function attribute(trial: number, key: string, value: Json): JournalEvent {
  return { kind: "trialAttribute", worker: WORKER, trial, scope: "system", key, value };
}
