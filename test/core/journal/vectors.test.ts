import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LocalOffset } from "../../../src/core/journal/instant.js";
import { JournalReplay } from "../../../src/core/journal/replay.js";
import { boundsOf } from "../../../src/core/space/bounds.js";
import { categoryIndex, choicesOf, type Distribution, isCategorical } from "../../../src/core/space/distribution.js";
import { plainValue } from "../../../src/core/space/literal.js";
import type { StudyState } from "../../../src/core/study/state.js";
import { summarise } from "../../../src/core/study/summary.js";
import type { Trial } from "../../../src/core/study/trial.js";

const folder = join(import.meta.dirname, "vectors");
// Times without an offset are local times of the reader; Tokyo is nine hours east of UTC.
const TOKYO: LocalOffset = () => -540;
const STATES = {
  waiting: "WAITING",
  running: "RUNNING",
  complete: "COMPLETE",
  pruned: "PRUNED",
  failed: "FAIL",
} as const;

/** Optuna's own reading of a journal; non-finite numbers are `{ $float: "nan" }`. */
interface Reading {
  readonly source: string;
  readonly reader: { readonly tz: string };
  readonly error?: string;
  readonly studies?: readonly ReadStudy[];
}
interface ReadStudy {
  readonly study_id: number;
  readonly study_name: string;
  readonly directions: readonly string[];
  readonly user_attrs: unknown;
  readonly system_attrs: unknown;
  readonly best_trials: readonly number[] | null;
  readonly trials: readonly Record<string, unknown>[];
}

const readings = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, reading: JSON.parse(readFileSync(join(folder, name), "utf8")) as Reading }));

describe("a journal of Optuna", () => {
  for (const { name, reading } of readings.filter(({ reading }) => reading.error === undefined)) {
    it(`is read as Optuna reads it: ${name}`, () => {
      const { state, error } = replayed(reading);
      expect(error).toBeNull();
      expect(state.studies.map(toReading)).toEqual(
        reading.studies!.map((study) => ({
          ...withoutBest(study),
          trials: study.trials.map(withoutDerived),
        })),
      );
    });

    it(`has the best trials that Optuna finds: ${name}`, () => {
      const { state } = replayed(reading);
      for (const study of reading.studies!) {
        if (study.best_trials === null) continue;
        const summary = summarise(state.study(study.study_name)!);
        const best = summary.best === null ? summary.front : [summary.best];
        if (study.directions.length === 1) {
          // With one direction Optuna names every trial that shares the best value, we the first.
          expect(best.map((trial) => trial.number)).toEqual(study.best_trials.slice(0, 1));
        } else expect(best.map((trial) => trial.number)).toEqual([...study.best_trials].sort((a, b) => a - b));
      }
    });
  }

  for (const { name, reading } of readings.filter(({ reading }) => reading.error !== undefined)) {
    it(`that Optuna refuses is an error at its line, with what stands before it: ${name}`, () => {
      const { error, state, lines } = replayed(reading);
      const text = readFileSync(join(folder, reading.source), "utf8");
      const wrong = text.split("\n").findIndex((line) => !isJson(line)) + 1;
      expect(error).toEqual({ line: wrong, message: expect.stringContaining("not JSON") });
      expect(state.studies.length).toBeGreaterThan(0);
      expect(lines).toBeGreaterThan(wrong);
    });
  }
});

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function replayed(reading: Reading): JournalReplay {
  const replay = new JournalReplay(reading.reader.tz === "Asia/Tokyo" ? TOKYO : () => 0);
  const text = readFileSync(join(folder, reading.source), "utf8");
  // Pieces of an odd length cut lines and characters wherever it hurts.
  for (let at = 0; at < text.length; at += 997) replay.push(text.slice(at, at + 997));
  return replay;
}

function withoutBest({ best_trials: _, ...study }: ReadStudy) {
  return study;
}

function withoutDerived(trial: Record<string, unknown>) {
  const { param_types: _, datetime_start: _s, datetime_complete: _c, constraints: _k, ...rest } = trial;
  return rest;
}

function toReading(study: StudyState) {
  return {
    study_id: study.id,
    study_name: study.name,
    directions: study.directions.map((direction) => direction.toUpperCase()),
    user_attrs: attributes(study.userAttributes),
    system_attrs: attributes(study.systemAttributes),
    trials: study.trials.map(trialReading),
  };
}

function trialReading(trial: Trial) {
  const names = [...trial.params.entries()].map(([name]) => name);
  const distribution = (name: string) => trial.distributionOf(name)!;
  const { outcome } = trial;
  const values = "values" in outcome ? outcome.values : [];
  return {
    number: trial.number,
    trial_id: trial.id,
    state: STATES[outcome.kind],
    params: record(names.map((name) => [name, external(distribution(name), trial.params.get(name)!)])),
    params_internal: record(names.map((name) => [name, strict(trial.params.get(name)!)])),
    distributions: record(names.map((name) => [name, distributionReading(distribution(name))])),
    values: values.length === 0 ? null : values.map(strict),
    intermediate_values: [...trial.intermediate].map(([step, value]) => [step, strict(value)]),
    user_attrs: attributes(trial.userAttributes),
    system_attrs: attributes(trial.systemAttributes),
    datetime_start_utc: instant(trial.started),
    datetime_complete_utc: instant(trial.finished),
  };
}

function external(distribution: Distribution, value: number): unknown {
  if (!isCategorical(distribution)) return strict(value);
  return strict(plainValue(choicesOf(distribution)[categoryIndex(distribution, value)!]!));
}

function distributionReading(distribution: Distribution) {
  if (isCategorical(distribution)) {
    return {
      name: "CategoricalDistribution",
      choices: choicesOf(distribution).map((choice) => strict(plainValue(choice))),
    };
  }
  const [low, high] = boundsOf(distribution);
  const whole = distribution.kind === "int" || distribution.kind === "logint";
  const step = "step" in distribution ? distribution.step : whole ? 1 : null;
  const log = distribution.kind === "loguniform" || distribution.kind === "logint";
  return { name: whole ? "IntDistribution" : "FloatDistribution", low, high, step, log };
}

function attributes(map: ReadonlyMap<string, unknown>) {
  return record([...map].map(([key, value]) => [key, strict(value)]));
}

function record(entries: readonly (readonly [string, unknown])[]) {
  return Object.fromEntries(entries);
}

function strict(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return { $float: Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf" };
  }
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value === "object" && value !== null) {
    return record(Object.entries(value).map(([key, item]) => [key, strict(item)]));
  }
  return value;
}

function instant(micros: number | null): string | null {
  if (micros === null) return null;
  const milliseconds = Math.floor(micros / 1000);
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${String(micros - milliseconds * 1000).padStart(3, "0")}+00:00`;
}
