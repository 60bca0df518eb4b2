import { categoryIndex, type Distribution, isCategorical } from "../space/distribution.js";
import type { Json } from "../study/json.js";
import type { Direction, Instant } from "../study/trial.js";
import { parseDistribution } from "./distribution.js";
import { type JournalEvent, STORED_STATES, type StoredParameter, type StoredState } from "./event.js";
import { type LocalOffset, parseInstant } from "./instant.js";
import { JournalFormatError, parseJson, writeJson } from "./json.js";

type Fields = { readonly [name: string]: Json };

/** Turns lines into events. It remembers the distributions that it has met, since every trial repeats their texts. */
export class LineDecoder {
  private readonly distributions = new Map<string, Distribution>();

  constructor(private readonly localOffset: LocalOffset) {}

  /**
   * The event of one line, without its newline.
   *
   * @throws {JournalFormatError} where Optuna refuses the line: no JSON, an unknown operation, a missing field.
   */
  decode(line: string): JournalEvent {
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
        return { worker, kind: "deleteStudy", study: whole(record, "study_id") };
      case 2:
        return {
          worker,
          kind: "studyAttribute",
          study: whole(record, "study_id"),
          scope: "user",
          ...single(record, "user_attr"),
        };
      case 3:
        return {
          worker,
          kind: "studyAttribute",
          study: whole(record, "study_id"),
          scope: "system",
          ...single(record, "system_attr"),
        };
      case 4:
        return this.createTrial(record, worker, line);
      case 5:
        return {
          worker,
          kind: "trialParameter",
          trial: whole(record, "trial_id"),
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
          trial: whole(record, "trial_id"),
          step: whole(record, "step"),
          value: real(required(record, "intermediate_value"), "intermediate_value"),
        };
      case 8:
        return {
          worker,
          kind: "trialAttribute",
          trial: whole(record, "trial_id"),
          scope: "user",
          ...single(record, "user_attr"),
        };
      case 9:
        return {
          worker,
          kind: "trialAttribute",
          trial: whole(record, "trial_id"),
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
    const { params = {}, distributions = {}, value = null, values = null } = record;
    if (value !== null && values !== null)
      throw new JournalFormatError("A trial has either value or values, not both.");
    const stored = object(distributions, "distributions");
    return {
      worker,
      kind: "createTrial",
      study: whole(record, "study_id"),
      state: stateOf(record.state ?? 0),
      values: value !== null ? [real(value, "value")] : values === null ? null : reals(values, "values"),
      started: this.instant(required(record, "datetime_start"), "datetime_start"),
      finished: "datetime_complete" in record ? this.someInstant(record, "datetime_complete") : null,
      parameters: Object.entries(object(params, "params")).map(([name, internal]) =>
        this.parameter(name, internal, text(stored, name)),
      ),
      userAttributes: Object.entries(object(record.user_attrs ?? {}, "user_attrs")),
      systemAttributes: Object.entries(object(record.system_attrs ?? {}, "system_attrs")),
      intermediate: stepsInOrder(object(record.intermediate_values ?? {}, "intermediate_values"), line).map(
        ([step, reported]) => [Number(step), real(reported, "intermediate_values")] as const,
      ),
    };
  }

  private trialState(record: Fields, worker: string): JournalEvent {
    const state = stateOf(required(record, "state"));
    const values = required(record, "values");
    const finished = state !== "running" && state !== "waiting";
    return {
      worker,
      kind: "trialState",
      trial: whole(record, "trial_id"),
      state,
      values: values === null ? null : reals(values, "values"),
      started: state === "running" ? this.someInstant(record, "datetime_start") : null,
      finished: finished ? this.someInstant(record, "datetime_complete") : null,
    };
  }

  private parameter(name: string, internal: Json | undefined, source: string): StoredParameter {
    const value = real(internal ?? null, name);
    const distribution = this.distribution(source);
    if (isCategorical(distribution) && categoryIndex(distribution, value) === null) {
      throw new JournalFormatError(`Category ${value} of ${name} does not exist.`);
    }
    return { name, value, distribution };
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

/** Steps in the order in which they were written: JavaScript's objects sort keys that are whole numbers. */
function stepsInOrder(steps: Fields, line: string): readonly (readonly [string, Json])[] {
  const entries = Object.entries(steps);
  if (entries.length < 2) return entries;
  for (const [, body = ""] of line.matchAll(/"intermediate_values"\s*:\s*\{([^{}]*)\}/g)) {
    const written = [...body.matchAll(/"(-?\d+)"\s*:/g)].map((match) => match[1]!);
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

function whole(record: Fields, field: string): number {
  const value = required(record, field);
  if (!Number.isInteger(value))
    throw new JournalFormatError(`${field} must be a whole number, not ${writeJson(value)}.`);
  return value as number;
}

function reals(value: Json, field: string): readonly number[] {
  if (!Array.isArray(value))
    throw new JournalFormatError(`${field} must be a list of numbers, not ${writeJson(value)}.`);
  return (value as readonly Json[]).map((item) => real(item, field));
}

/** Some writers spell non-finite numbers as strings, and JSON.stringify turns them into null, read here as NaN. */
function real(value: Json, field: string): number {
  if (typeof value === "number") return value;
  if (value === null || value === "NaN") return Number.NaN;
  if (value === "Infinity" || value === "-Infinity") return Number(value);
  throw new JournalFormatError(`${field} must be a number, not ${writeJson(value)}.`);
}

function object(value: Json, field: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new JournalFormatError(`${field} must be an object, not ${writeJson(value)}.`);
}
