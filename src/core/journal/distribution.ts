import { latticeUpTo } from "../math/decimal.js";
import { boundsOf } from "../space/bounds.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import type { Literal } from "../space/literal.js";
import type { Json } from "../study/json.js";
import { JournalFormatError, parseJson, writeJson, writeReal } from "./json.js";

/**
 * The distribution that Optuna's text (JSON within JSON) describes: any class that Optuna has had, and the short form of
 * its command line. An order, weights or a normal shape are not in it.
 *
 * @throws {JournalFormatError} where Optuna refuses the text, too.
 */
export function parseDistribution(text: string): Distribution {
  try {
    const json = parseJson(text);
    if (!isObject(json)) throw new JournalFormatError("it must be a JSON object.");
    return "name" in json ? longForm(json) : shortForm(json);
  } catch (error) {
    if (!(error instanceof JournalFormatError)) throw error;
    // Also where the text is no JSON: the line around it is, so that it is no line that a writer left unfinished.
    throw new JournalFormatError(`The distribution ${text} is impossible: ${error.message}`);
  }
}

type Fields = { readonly [name: string]: Json };

/** The classes of Optuna with the attributes that each knows. */
const CLASSES: Readonly<
  Record<string, { readonly fields: readonly string[]; readonly build: (fields: Fields) => Distribution }>
> = {
  FloatDistribution: { fields: ["low", "high", "log", "step"], build: real },
  IntDistribution: { fields: ["low", "high", "log", "step"], build: whole },
  CategoricalDistribution: { fields: ["choices"], build: categorical },
  UniformDistribution: { fields: ["low", "high"], build: real },
  LogUniformDistribution: { fields: ["low", "high"], build: (fields) => real({ ...fields, log: true }) },
  DiscreteUniformDistribution: {
    fields: ["low", "high", "q"],
    build: ({ q = null, ...fields }) => real({ ...fields, step: numberOf("q", q) }),
  },
  IntUniformDistribution: { fields: ["low", "high", "step"], build: whole },
  IntLogUniformDistribution: { fields: ["low", "high", "step"], build: (fields) => whole({ ...fields, log: true }) },
};

function longForm(json: Fields): Distribution {
  const { name, attributes } = json;
  const known = typeof name === "string" && Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (known === undefined) throw new JournalFormatError(`there is no class ${writeJson(name ?? null)}.`);
  if (!isObject(attributes)) throw new JournalFormatError("attributes are missing.");
  const strange = Object.keys(attributes).find((field) => !known.fields.includes(field));
  if (strange !== undefined) throw new JournalFormatError(`there is no attribute ${strange}.`);
  return known.build(attributes);
}

function shortForm(json: Fields): Distribution {
  switch (json.type) {
    case "float":
      return real(json);
    case "int":
      return whole({ ...json, step: json.step ?? 1 });
    case "categorical":
      return categorical(json);
    default:
      throw new JournalFormatError(`there is no type ${writeJson(json.type ?? null)}.`);
  }
}

/**
 * Ranges of other writers may be wider than ours may be: whole numbers beyond 2^53, infinite bounds, more points than a
 * double counts. What Optuna reads is read; only what it refuses is refused.
 */
function real({ low = null, high = null, log = false, step = null }: Fields): Distribution {
  const [first, last] = [numberOf("low", low), numberOf("high", high)];
  const by = step === null ? null : numberOf("step", step);
  checkOrder(first, last, by);
  if (isSet(log)) {
    if (by !== null) throw new JournalFormatError("a logarithmic range of reals cannot have a step.");
    if (first <= 0) throw new JournalFormatError(`low of a logarithmic range must be above 0, but is ${first}.`);
    return { kind: "loguniform", low: first, high: last };
  }
  const countable = by !== null && Number.isFinite(first) && Number.isFinite(last) && Number.isFinite(by);
  return { kind: "uniform", low: first, high: countable ? latticeUpTo(first, last, by).high : last, step: by };
}

function whole({ low = null, high = null, log = false, step = 1 }: Fields): Distribution {
  const [first, last] = [Math.trunc(numberOf("low", low)), Math.trunc(numberOf("high", high))];
  const by = Math.trunc(numberOf("step", step));
  checkOrder(first, last, by);
  if (isSet(log)) {
    if (by !== 1) throw new JournalFormatError("a logarithmic range of whole numbers can have no step but 1.");
    if (first < 1) throw new JournalFormatError(`low of a logarithmic range must be at least 1, but is ${first}.`);
    return { kind: "logint", low: first, high: last };
  }
  const exact = Number.isSafeInteger(first) && Number.isSafeInteger(last);
  return { kind: "int", low: first, high: exact ? last - ((last - first) % by) : last, step: by };
}

function checkOrder(low: number, high: number, step: number | null): void {
  if (low > high) throw new JournalFormatError(`low must not be above high, but ${low} > ${high}.`);
  if (step !== null && step <= 0) throw new JournalFormatError(`step must be above 0, but is ${step}.`);
}

/** What counts as true in Python. */
function isSet(value: Json): boolean {
  return value === true || (typeof value === "number" && value !== 0);
}

/** Categories may repeat in ways that ours may not; they are taken as they stand. */
function categorical({ choices = null }: Fields): Distribution {
  if (!Array.isArray(choices) || choices.length === 0) throw new JournalFormatError("at least one choice is needed.");
  return { kind: "choice", choices: (choices as readonly Json[]).map(literalOfJson), weights: null };
}

/**
 * A category as a literal. Whole numbers count as ints, since JSON in JavaScript tells 1 from 1.0 no longer; an object,
 * which no language of ours has as a category, stands as its text.
 */
export function literalOfJson(value: Json): Literal {
  switch (typeof value) {
    case "number":
      return Number.isInteger(value) ? { kind: "int", value } : { kind: "real", value };
    case "string":
      return { kind: "string", value };
    case "boolean":
      return { kind: "boolean", value };
    default:
      if (value === null) return { kind: "none" };
      if (Array.isArray(value)) return { kind: "list", items: value.map(literalOfJson), text: writeJson(value) };
      return { kind: "string", value: writeJson(value) };
  }
}

/** Optuna's text of a distribution, ready to be put into a record as a JSON string. */
export function writeDistribution(distribution: Distribution): string {
  if (isCategorical(distribution)) {
    const choices = choicesOf(distribution).map(writeCategory).join(", ");
    return `{"name": "CategoricalDistribution", "attributes": {"choices": [${choices}]}}`;
  }
  const [low, high] = boundsOf(distribution);
  const { kind } = distribution;
  if (kind === "int" || kind === "logint") {
    const step = kind === "int" ? distribution.step : 1;
    return `{"name": "IntDistribution", "attributes": {"log": ${kind === "logint"}, "step": ${step}, "low": ${low}, "high": ${high}}}`;
  }
  const step = kind === "uniform" && distribution.step !== null ? writeReal(distribution.step) : "null";
  const log = kind === "loguniform" || kind === "lognormal";
  return `{"name": "FloatDistribution", "attributes": {"step": ${step}, "low": ${writeReal(low)}, "high": ${writeReal(high)}, "log": ${log}}}`;
}

/** Optuna's categories are plain values; a list or tuple is stored as its source text. */
export function writeCategory(literal: Literal): string {
  switch (literal.kind) {
    case "none":
      return "null";
    case "int":
      return writeJson(literal.value);
    case "real":
      return writeReal(literal.value);
    case "list":
    case "tuple":
      return JSON.stringify(literal.text);
    default:
      return JSON.stringify(literal.value);
  }
}

function numberOf(name: string, value: Json): number {
  if (typeof value === "number") return value;
  throw new JournalFormatError(`${name} must be a number, but is ${writeJson(value)}.`);
}

function isObject(json: Json | undefined): json is Fields {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
