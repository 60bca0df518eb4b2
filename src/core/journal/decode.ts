import { categoryIndex, type Distribution, isCategorical } from "../space/distribution.js";
import type { Json } from "../study/json.js";
import type { Direction, Instant } from "../study/trial.js";
import { parseDistribution } from "./distribution.js";
import { type JournalEvent, STORED_STATES, type StoredParameter, type StoredState } from "./event.js";
import { type LocalOffset, parseInstant } from "./instant.js";
import { JournalFormatError, parseJson, writeJson } from "./json.js";
import { ParameterLineReader } from "./parameter-line.js";

type Fields = { readonly [name: string]: Json };

/** Turns lines into events. It remembers the distributions that it has met, since every trial repeats their texts. */
export class LineDecoder {
  private readonly distributions = new Map<string, Distribution>();
  private readonly parameterLines = new ParameterLineReader((text) => this.distribution(text));

  constructor(private readonly localOffset: LocalOffset) {}

  /**
   * The event of one line, without its newline.
   *
   * @throws {JournalFormatError} where Optuna refuses the line: no JSON, an unknown operation, a missing field.
   */
  decode(line: string): JournalEvent {
    const quick = this.parameterLines.read(line);
    if (quick !== null) {
      const { worker, trial, name, value, distribution } = quick;
      return { worker, kind: "trialParameter", trial, parameter: storedParameter(name, value, distribution) };
    }
    const json = parseJson(line);
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      throw new JournalFormatError(`A record must be a JSON object, not ${line.slice(0, 60)}.`);
    }
    const record = json as Fields;
    const worker = typeof record.worker_id === "string" ? record.worker_id : "";
    switch (record.op_code) {
      case 0:
        return { worker, kind: "createStudy", name: text(record, "study_name"), directions: directions(record) };
      case 1:
        return { worker, kind: "deleteStudy", study: identifier(record, "study_id") };
      case 2:
        return {
          worker,
          kind: "studyAttribute",
          study: identifier(record, "study_id"),
          scope: "user",
          ...single(record, "user_attr"),
        };
      case 3:
        return {
          worker,
          kind: "studyAttribute",
          study: identifier(record, "study_id"),
          scope: "system",
          ...single(record, "system_attr"),
        };
      case 4:
        return this.createTrial(record, worker, line);
      case 5:
        return {
          worker,
          kind: "trialParameter",
          trial: identifier(record, "trial_id"),
          parameter: this.parameter(
            text(record, "param_name"),
            record.param_value_internal,
            text(record, "distribution"),
          ),
        };
      case 6:
        return this.trialState(record, worker);
      case 7:
        return {
          worker,
          kind: "intermediate",
          trial: identifier(record, "trial_id"),
          step: stepOf(required(record, "step")),
          value: real(required(record, "intermediate_value")),
        };
      case 8:
        return {
          worker,
          kind: "trialAttribute",
          trial: identifier(record, "trial_id"),
          scope: "user",
          ...single(record, "user_attr"),
        };
      case 9:
        return {
          worker,
          kind: "trialAttribute",
          trial: identifier(record, "trial_id"),
          scope: "system",
          ...single(record, "system_attr"),
        };
      case 10:
        return { worker, kind: "discardTrials" };
      default:
        throw new JournalFormatError(
          `A record needs an op_code from 0 to 10, but has ${writeJson(record.op_code ?? null)}.`,
        );
    }
  }

  private createTrial(record: Fields, worker: string, line: string): JournalEvent {
    required(record, "worker_id");
    const { state = 0, params = {}, distributions = {}, value = null, values = null } = record;
    const { intermediate_values: steps = {} } = record;
    if (value !== null && values !== null)
      throw new JournalFormatError("A trial has either value or values, not both.");
    const stored = object(distributions, "distributions");
    for (const name of Object.keys(stored)) this.distribution(text(stored, name));
    return {
      worker,
      kind: "createTrial",
      study: identifier(record, "study_id"),
      state: stateOf(state),
      values: value !== null ? [real(value)] : values === null ? null : reals(values, "values"),
      started: this.instant(required(record, "datetime_start"), "datetime_start"),
      finished: "datetime_complete" in record ? this.someInstant(record, "datetime_complete") : null,
      parameters: Object.entries(object(params, "params")).map(([name, internal]) =>
        this.parameter(name, internal, text(stored, name)),
      ),
      userAttributes: Object.entries(object(record.user_attrs ?? {}, "user_attrs")),
      systemAttributes: Object.entries(object(record.system_attrs ?? {}, "system_attrs")),
      intermediate: stepsInOrder(object(steps, "intermediate_values"), line).map(
        ([step, reported]) => [stepOf(step), real(reported)] as const,
      ),
    };
  }

  private trialState(record: Fields, worker: string): JournalEvent {
    const state = stateOf(required(record, "state"));
    const values = required(record, "values");
    const finished = state !== "running" && state !== "waiting";
    if (state === "running") required(record, "worker_id");
    return {
      worker,
      kind: "trialState",
      trial: identifier(record, "trial_id"),
      state,
      values: values === null ? null : reals(values, "values"),
      started: state === "running" ? this.someInstant(record, "datetime_start") : null,
      finished: finished ? this.someInstant(record, "datetime_complete") : null,
    };
  }

  private parameter(name: string, internal: Json | undefined, source: string): StoredParameter {
    return storedParameter(name, real(internal ?? null), this.distribution(source));
  }

  private distribution(source: string): Distribution {
    const known = this.distributions.get(source);
    if (known !== undefined) return known;
    const parsed = parseDistribution(source);
    this.distributions.set(source, parsed);
    return parsed;
  }

  private someInstant(record: Fields, field: string): Instant {
    const instant = this.instant(required(record, field), field);
    if (instant === null) throw new JournalFormatError(`${field} must be a time here, not null.`);
    return instant;
  }

  private instant(value: Json, field: string): Instant | null {
    if (value === null) return null;
    if (typeof value !== "string") throw new JournalFormatError(`${field} must be a time, not ${writeJson(value)}.`);
    return parseInstant(value, this.localOffset);
  }
}

function storedParameter(name: string, internal: number, distribution: Distribution): StoredParameter {
  if (isCategorical(distribution) && categoryIndex(distribution, internal) === null) {
    throw new JournalFormatError(`Category ${internal} of ${name} does not exist.`);
  }
  const { kind } = distribution;
  // Optuna hands whole numbers out by Python's int(), which cuts fractions off.
  const value = kind === "int" || kind === "logint" ? Math.trunc(internal) + 0 : internal;
  return { name, value, distribution };
}

/** Steps in the order in which they were written: JavaScript's objects sort keys that are whole numbers. */
function stepsInOrder(steps: Fields, line: string): readonly (readonly [string, Json])[] {
  const entries = Object.entries(steps);
  if (entries.length < 2) return entries;
  for (const [, body = ""] of line.matchAll(/"intermediate_values"\s*:\s*\{([^{}]*)\}/g)) {
    const written = [...new Set([...body.matchAll(/"(-?\d+)"\s*:/g)].map((match) => match[1]!))];
    // An attribute may hold an object of the same name, but hardly with the same steps.
    if (written.length === entries.length && written.every((step) => step in steps)) {
      return written.map((step) => [step, steps[step] ?? null] as const);
    }
  }
  return entries;
}

function stateOf(value: Json): StoredState {
  const state = typeof value === "number" ? STORED_STATES[value] : undefined;
  if (state === undefined)
    throw new JournalFormatError(`A trial's state is a number from 0 to 4, not ${writeJson(value)}.`);
  return state;
}

function directions(record: Fields): readonly Direction[] {
  const value = required(record, "directions");
  if (!Array.isArray(value)) throw new JournalFormatError(`directions must be a list, not ${writeJson(value)}.`);
  return (value as readonly Json[]).map((direction) => {
    // 0, "not set", was written by early versions and means to minimise.
    if (direction === 0 || direction === 1) return "minimize";
    if (direction === 2) return "maximize";
    throw new JournalFormatError(`A direction is 1 (minimize) or 2 (maximize), not ${writeJson(direction)}.`);
  });
}

function single(record: Fields, field: string): { readonly key: string; readonly value: Json } {
  const entries = Object.entries(object(required(record, field), field));
  const [first] = entries;
  if (first === undefined || entries.length > 1) throw new JournalFormatError(`${field} must hold exactly one entry.`);
  return { key: first[0], value: first[1] };
}

function required(record: Fields, field: string): Json {
  const value = record[field];
  if (value === undefined) throw new JournalFormatError(`The record has no ${field}.`);
  return value;
}

function text(record: Fields, field: string): string {
  const value = required(record, field);
  if (typeof value !== "string") throw new JournalFormatError(`${field} must be a text, not ${writeJson(value)}.`);
  return value;
}

/** Anything but a number is the identifier of nothing, and its record is dropped. */
function identifier(record: Fields, field: string): number {
  const value = required(record, field);
  return typeof value === "number" ? value : Number.NaN;
}

/** Numbers, and numbers in quotes, which Optuna takes as they come. */
function stepOf(value: Json): number {
  const step = typeof value === "string" ? wholeOf(value) : value;
  if (typeof step !== "number" || !Number.isFinite(step)) {
    throw new JournalFormatError(`step must be a whole number, not ${writeJson(value)}.`);
  }
  return step;
}

/** A whole number as Python's int() reads it; null where it is none. */
function wholeOf(text: string): number | null {
  return /^\s*[+-]?\d+(_\d+)*\s*$/.test(text) ? Number(text.replaceAll("_", "")) : null;
}

function reals(value: Json, field: string): readonly number[] {
  if (Array.isArray(value)) return (value as readonly Json[]).map(real);
  throw new JournalFormatError(`${field} must be a list of numbers, not ${writeJson(value)}.`);
}

/**
 * Some writers spell non-finite numbers as strings, and JSON.stringify turns them into null. Optuna takes whatever stands
 * here; what is no number is read as NaN.
 */
function real(value: Json): number {
  if (typeof value === "number") return value;
  return value === true || value === false || value === "Infinity" || value === "-Infinity"
    ? Number(value)
    : Number.NaN;
}

function object(value: Json, field: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new JournalFormatError(`${field} must be an object, not ${writeJson(value)}.`);
}
