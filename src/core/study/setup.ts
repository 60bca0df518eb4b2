import type { Goal } from "../annotations/study.js";
import { categoryIndex, choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import type { Literal } from "../space/literal.js";
import type { SearchSpace } from "../space/space.js";
import { decodeLiteral, decodeSpace, encodeSpace } from "../space/stored.js";
import { literalOf } from "../space/value.js";
import { OPTUNA_ATTRIBUTES, STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import { DEFAULT_OPTIONS, type StudyOptions } from "./options.js";
import type { StudyState } from "./state.js";
import type { Trial } from "./trial.js";

/** What a study was set up to do, kept in the study because Optuna's distributions cannot say all of it. */
export interface StudySetup {
  /** Counts up from 1 with each change of the space. */
  readonly version: number;
  readonly space: SearchSpace;
  readonly goals: readonly Goal[];
  readonly options: StudyOptions;
  /** Identifier of the host language: how values are spelled for people. */
  readonly language: string;
}

export function encodeSetup(setup: StudySetup): Json {
  const { version, space, goals, options, language } = setup;
  return {
    version,
    space: encodeSpace(space),
    goals: goals as unknown as Json,
    options: options as unknown as Json,
    language,
  };
}

/** A set-up as a journal holds it, checked; null where it is none. Options that are missing have their defaults. */
export function decodeSetup(json: Json | undefined): StudySetup | null {
  if (!isObject(json)) return null;
  const space = decodeSpace(json.space);
  const goals = decodeGoals(json.goals);
  if (space === null || goals === null || typeof json.version !== "number" || typeof json.language !== "string")
    return null;
  return { version: json.version, space, goals, options: decodeOptions(json.options), language: json.language };
}

/** The set-up of a study; null where no run of ours has set it up. */
export function setupOf(study: StudyState): StudySetup | null {
  return decodeSetup(study.systemAttributes.get(STUDY_ATTRIBUTES.space));
}

/** The space of a study: as it was set up, else the union of the distributions of its trials, the latest of each name. */
export function spaceOf(study: StudyState): SearchSpace {
  const setup = setupOf(study);
  if (setup !== null) return setup.space;
  const distributions = new Map<string, Distribution>();
  for (const trial of study.trials) {
    for (const [name] of trial.params.entries()) distributions.set(name, trial.distributionOf(name)!);
  }
  return {
    parameters: [...distributions].map(([name, distribution]) => ({ name, distribution, condition: null })),
    constraints: [],
  };
}

/**
 * A trial's value of a parameter as a literal; undefined where the parameter is not active in it. The space tells what
 * the stored distribution cannot: that a number is a category's real, or a category a list.
 */
export function literalIn(space: SearchSpace, trial: Trial, name: string): Literal | undefined {
  const own = unrepresentable(trial)?.[name];
  if (own !== undefined) return decodeLiteral(own) ?? undefined;
  const value = trial.params.get(name);
  const stored = trial.distributionOf(name);
  if (value === undefined || stored === undefined) return queuedLiteral(trial, name);
  const present = space.parameters.find((parameter) => parameter.name === name)?.distribution;
  const distribution = present !== undefined && sameValues(present, stored) && holds(present, value) ? present : stored;
  if (!isCategorical(distribution)) return literalOf(distribution, value);
  const index = categoryIndex(distribution, value);
  return index === null ? undefined : literalOf(distribution, index);
}

/** The values of a trial's active parameters: those of the space as it is written, then those that it knows no more. */
export function literalsIn(space: SearchSpace, trial: Trial): ReadonlyMap<string, Literal> {
  const names = new Set(space.parameters.map(({ name }) => name));
  for (const [name] of trial.params.entries()) names.add(name);
  const literals = new Map<string, Literal>();
  for (const name of names) {
    const literal = literalIn(space, trial, name);
    if (literal !== undefined) literals.set(name, literal);
  }
  return literals;
}

/** Values that the space cannot represent, by name: the baseline may hold such. */
function unrepresentable(trial: Trial): { readonly [name: string]: Json } | undefined {
  const values = trial.systemAttributes.get(TRIAL_ATTRIBUTES.values);
  return isObject(values) ? values : undefined;
}

/** A waiting trial of a foreign writer has its values as plain JSON. */
function queuedLiteral(trial: Trial, name: string): Literal | undefined {
  const fixed = trial.systemAttributes.get(OPTUNA_ATTRIBUTES.fixedParams);
  const value = isObject(fixed) ? fixed[name] : undefined;
  if (value === undefined || trial.outcome.kind !== "waiting") return undefined;
  if (typeof value === "number") return { kind: Number.isInteger(value) ? "int" : "real", value };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "boolean") return { kind: "boolean", value };
  return value === null ? { kind: "none" } : undefined;
}

/** Whether a distribution can hold a value of another time: a whole number's none that has a fraction. */
function holds(distribution: Distribution, value: number): boolean {
  return (distribution.kind !== "int" && distribution.kind !== "logint") || Number.isInteger(value);
}

/** Whether internal values of one mean the same in the other. */
function sameValues(present: Distribution, stored: Distribution): boolean {
  if (isCategorical(present) !== isCategorical(stored)) return false;
  if (!isCategorical(present) || !isCategorical(stored)) return true;
  const [ours, theirs] = [choicesOf(present), choicesOf(stored)];
  return ours.length === theirs.length && ours.every((choice, i) => storedAlike(choice, theirs[i]!));
}

/** Whether a category of ours is stored as `stored`: numbers lose their kind, lists become their source text. */
export function storedAlike(ours: Literal, stored: Literal): boolean {
  switch (ours.kind) {
    case "int":
    case "real":
      return (stored.kind === "int" || stored.kind === "real") && stored.value === ours.value;
    case "list":
    case "tuple":
      return "text" in stored ? stored.text === ours.text : stored.kind === "string" && stored.value === ours.text;
    case "none":
      return stored.kind === "none";
    default:
      return stored.kind === ours.kind && stored.value === ours.value;
  }
}

function decodeGoals(json: Json | undefined): readonly Goal[] | null {
  if (!Array.isArray(json) || json.length === 0) return null;
  const goals: Goal[] = [];
  for (const item of json as readonly Json[]) {
    if (!isObject(item)) return null;
    const { direction, metric = null } = item;
    if (direction !== "minimize" && direction !== "maximize") return null;
    if (metric !== null && typeof metric !== "string") return null;
    goals.push({ direction, metric });
  }
  return goals;
}

/** Options of the right type are taken, others have their defaults; null stands for "not given" wherever it may. */
function decodeOptions(json: Json | undefined): StudyOptions {
  if (!isObject(json)) return DEFAULT_OPTIONS;
  const options: Record<string, unknown> = { ...DEFAULT_OPTIONS };
  for (const [name, fallback] of Object.entries(DEFAULT_OPTIONS)) {
    const value = json[name];
    if (name === "resource" && isResource(value)) options[name] = value;
    const fits = fallback === null ? value === null || typeof value !== "object" : typeof value === typeof fallback;
    if (value !== undefined && fits) options[name] = value;
  }
  return options as unknown as StudyOptions;
}

function isResource(json: Json | undefined): boolean {
  return (
    isObject(json) && typeof json.name === "string" && typeof json.min === "number" && typeof json.max === "number"
  );
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
