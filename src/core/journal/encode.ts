import { type Distribution, isCategorical } from "../space/distribution.js";
import type { Json } from "../study/json.js";
import type { Instant } from "../study/trial.js";
import { writeDistribution } from "./distribution.js";
import { type JournalEvent, STORED_STATES, type StoredParameter } from "./event.js";
import { writeInstant } from "./instant.js";
import { writeJson, writeReal } from "./json.js";

/** The line of an event, without its newline: a record that every version of Optuna since 3.1 reads. */
export function encodeEvent(event: JournalEvent): string {
  const worker = JSON.stringify(event.worker);
  const record = (operation: number, fields: string) => `{"op_code":${operation},"worker_id":${worker}${fields}}`;
  switch (event.kind) {
    case "createStudy": {
      const directions = event.directions.map((direction) => (direction === "minimize" ? 1 : 2)).join(",");
      return record(0, `,"study_name":${JSON.stringify(event.name)},"directions":[${directions}]`);
    }
    case "deleteStudy":
      return record(1, `,"study_id":${event.study}`);
    case "studyAttribute":
      return record(
        event.scope === "user" ? 2 : 3,
        `,"study_id":${event.study},"${event.scope}_attr":${entry(event.key, event.value)}`,
      );
    case "createTrial":
      return record(4, trialFields(event));
    case "trialParameter": {
      const { name, distribution } = event.parameter;
      return record(
        5,
        `,"trial_id":${event.trial},"param_name":${JSON.stringify(name)},"param_value_internal":${internal(event.parameter)},"distribution":${distributionText(distribution)}`,
      );
    }
    case "trialState": {
      const state = STORED_STATES.indexOf(event.state);
      const values = event.values === null ? "null" : reals(event.values);
      const started = event.started === null ? "" : `,"datetime_start":${time(event.started)}`;
      const finished = event.finished === null ? "" : `,"datetime_complete":${time(event.finished)}`;
      return record(6, `,"trial_id":${event.trial},"state":${state},"values":${values}${started}${finished}`);
    }
    case "intermediate":
      return record(
        7,
        `,"trial_id":${event.trial},"step":${event.step},"intermediate_value":${writeReal(event.value)}`,
      );
    case "trialAttribute":
      return record(
        event.scope === "user" ? 8 : 9,
        `,"trial_id":${event.trial},"${event.scope}_attr":${entry(event.key, event.value)}`,
      );
    case "discardTrials":
      return record(10, `,"trial_ids":[]`);
  }
}

/** What is unset is left out: readers in TypeScript take a null value for a value. */
function trialFields(event: Extract<JournalEvent, { kind: "createTrial" }>): string {
  const parts = [
    `,"study_id":${event.study}`,
    `,"datetime_start":${event.started === null ? "null" : time(event.started)}`,
  ];
  if (event.state !== "running") parts.push(`,"state":${STORED_STATES.indexOf(event.state)}`);
  if (event.values !== null) parts.push(`,"values":${reals(event.values)}`);
  if (event.finished !== null) parts.push(`,"datetime_complete":${time(event.finished)}`);
  if (event.parameters.length > 0) {
    const distributions = event.parameters.map(
      ({ name, distribution }) => `${JSON.stringify(name)}:${distributionText(distribution)}`,
    );
    const values = event.parameters.map((parameter) => `${JSON.stringify(parameter.name)}:${internal(parameter)}`);
    parts.push(`,"distributions":{${distributions.join(",")}},"params":{${values.join(",")}}`);
  }
  if (event.userAttributes.length > 0) parts.push(`,"user_attrs":${entries(event.userAttributes)}`);
  if (event.systemAttributes.length > 0) parts.push(`,"system_attrs":${entries(event.systemAttributes)}`);
  if (event.intermediate.length > 0) {
    const steps = event.intermediate.map(([step, value]) => `"${step}":${writeReal(value)}`);
    parts.push(`,"intermediate_values":{${steps.join(",")}}`);
  }
  return parts.join("");
}

function internal({ value, distribution }: StoredParameter): string {
  return isCategorical(distribution) ? String(value) : writeReal(value);
}

const texts = new WeakMap<Distribution, string>();

/** Optuna's text as a JSON string: every trial of a study repeats those of its parameters. */
function distributionText(distribution: Distribution): string {
  const known = texts.get(distribution);
  if (known !== undefined) return known;
  const text = JSON.stringify(writeDistribution(distribution));
  texts.set(distribution, text);
  return text;
}

function entry(key: string, value: Json): string {
  return `{${JSON.stringify(key)}:${writeJson(value)}}`;
}

function entries(pairs: readonly (readonly [string, Json])[]): string {
  return `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${writeJson(value)}`).join(",")}}`;
}

function reals(values: readonly number[]): string {
  return `[${values.map(writeReal).join(",")}]`;
}

function time(instant: Instant): string {
  return `"${writeInstant(instant)}"`;
}
