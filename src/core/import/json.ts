import type { LocalOffset } from "../journal/instant.js";
import type { Json } from "../study/json.js";
import type { Direction } from "../study/trial.js";
import {
  type ForeignStudy,
  type ForeignTrial,
  foldsFrom,
  ImportError,
  instantFrom,
  isValued,
  nameThere,
  numberFrom,
  outcomeFrom,
  type Wanted,
} from "./foreign.js";

type JsonObject = { readonly [name: string]: Json };

/**
 * Trials from JSON: `{ directions, trials: […] }` as Hyperlens exports a study, or a list of trials. Of a trial are read
 * `params` (or `config`), `values`, `value`, `score` or the metric by its name, `state` or `status`, and, where they are
 * there, `number` or `trial_id`, `folds`, `intermediate`, `started`, `finished`, `userAttributes`.
 *
 * @throws {ImportError} where it is of another shape, or no trial has a value or a parameter of the study.
 */
export function foreignFromJson(json: Json, wanted: Wanted, localOffset: LocalOffset): ForeignStudy {
  const list = Array.isArray(json) ? json : isObject(json) ? json.trials : undefined;
  if (!Array.isArray(list)) {
    throw new ImportError("Trials are expected as a list, or as an object with a list `trials`.");
  }
  const known = new Map(wanted.parameters.map((name) => [nameThere(wanted, name), name]));
  const found = new Set<string>();
  const seen = new Set<string>();
  let unfinished = 0;
  let valued = 0;
  const trials: ForeignTrial[] = [];
  for (const [at, item] of (list as readonly Json[]).entries()) {
    if (!isObject(item)) throw new ImportError(`Trial ${at + 1} of the list is no object.`);
    const values = valuesOf(item, wanted);
    const outcome = outcomeFrom(textOf(item.state ?? item.status ?? null), values);
    if (isValued(values)) valued++;
    const params = new Map<string, string>();
    const extra = new Map<string, Json>(Object.entries(objectOf(item.userAttributes ?? item.user_attrs)));
    for (const [name, value] of Object.entries(objectOf(item.params ?? item.config))) {
      const own = known.get(name);
      if (own === undefined) extra.set(name, value);
      else params.set(own, value === null ? "null" : textOf(value));
    }
    if (outcome === null) {
      unfinished++;
      continue;
    }
    for (const name of params.keys()) found.add(name);
    const key = textOf(item.number ?? item.trial_id ?? `row ${at + 1}`);
    trials.push({
      key: seen.has(key) ? `${key}, row ${at + 1}` : key,
      ...outcome,
      folds: foldsOf(item.folds),
      params,
      extra,
      intermediate: wanted.metrics.length === 1 ? stepsOf(item.intermediate) : [],
      started: instantFrom(textOf(item.started ?? null), localOffset),
      finished: instantFrom(textOf(item.finished ?? null), localOffset),
    });
    seen.add(key);
  }
  if (trials.length > 0 && found.size === 0) {
    throw new ImportError(`No trial has a value of any of the study's parameters (${wanted.parameters.join(", ")}).`);
  }
  if (trials.length > 0 && valued === 0) {
    const names = wanted.called ?? wanted.metrics.map((metric) => metric ?? "value");
    throw new ImportError(
      `No trial has a value of ${names.join(", ")}. Say with --metric NAME what its source calls it.`,
    );
  }
  const directions = isObject(json) ? directionsOf(json.directions) : null;
  return { trials, directions, unfinished, missing: wanted.parameters.filter((name) => !found.has(name)) };
}

function valuesOf(item: JsonObject, { metrics, called }: Wanted): readonly number[] {
  const own = item.values;
  const results = { ...objectOf(item.userAttributes ?? item.user_attrs), ...objectOf(item.metrics), ...item };
  if (called !== null) return present(called.map((name) => results[name]));
  if (Array.isArray(own)) return own.length === metrics.length ? present(own as readonly Json[]) : [];
  const named = metrics.map((metric) => (metric === null ? undefined : results[metric]));
  if (metrics.length > 1) return present(named);
  return present([named[0] ?? item.value ?? item.score ?? (metrics[0] === null ? item.loss : undefined)]);
}

/** All of the numbers; none where one of them is not there at all. */
function present(values: readonly (Json | undefined)[]): readonly number[] {
  if (values.some((value) => value === undefined || value === null)) return [];
  return values.map((value) => numberFrom(textOf(value!)));
}

function foldsOf(folds: Json | undefined): readonly number[] | null {
  if (!Array.isArray(folds)) return null;
  return foldsFrom((folds as readonly Json[]).map((fold) => numberFrom(textOf(fold))));
}

function stepsOf(steps: Json | undefined): ForeignTrial["intermediate"] {
  if (!Array.isArray(steps)) return [];
  return (steps as readonly Json[]).flatMap((entry) => {
    const [step, value] = Array.isArray(entry) ? (entry as readonly Json[]) : [];
    return typeof step === "number" && value != null ? [[step, numberFrom(textOf(value))] as const] : [];
  });
}

function directionsOf(json: Json | undefined): readonly Direction[] | null {
  if (!Array.isArray(json)) return null;
  const words = (json as readonly Json[]).map((word) => textOf(word).toLowerCase());
  return words.every((word) => word === "minimize" || word === "maximize") ? (words as readonly Direction[]) : null;
}

/** A value as a person writes it. */
function textOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function objectOf(json: Json | undefined): JsonObject {
  return json !== undefined && isObject(json) ? json : {};
}

function isObject(json: Json): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
