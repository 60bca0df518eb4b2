import { boundsOf } from "../space/bounds.js";
import { choice, DistributionError, int, logint, loguniform, uniform } from "../space/build.js";
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
  const json = parseJson(text);
  if (!isObject(json)) throw new JournalFormatError(`A distribution must be a JSON object, not ${text}.`);
  try {
    return typeof json.type === "string" ? shortForm(json) : longForm(json);
  } catch (error) {
    if (error instanceof DistributionError)
      throw new JournalFormatError(`Impossible distribution ${text}: ${error.message}`);
    throw error;
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
    build: ({ q = null, ...fields }) => real({ ...fields, step: q }),
  },
  IntUniformDistribution: { fields: ["low", "high", "step"], build: whole },
  IntLogUniformDistribution: {
    fields: ["low", "high", "step"],
    build: ({ low = null, high = null }) => whole({ low, high, log: true }),
  },
};

function longForm(json: Fields): Distribution {
  const { name, attributes } = json;
  const known = typeof name === "string" && Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (known === undefined) throw new JournalFormatError(`Unknown distribution ${writeJson(name ?? null)}.`);
  if (!isObject(attributes)) throw new JournalFormatError(`${String(name)} has no attributes.`);
  const strange = Object.keys(attributes).find((field) => !known.fields.includes(field));
  if (strange !== undefined) throw new JournalFormatError(`${String(name)} has no attribute ${strange}.`);
  return known.build(attributes);
}

function shortForm(json: Fields): Distribution {
  switch (json.type) {
    case "float":
      return real(json);
    case "int":
      return whole(json);
    case "categorical":
      return categorical(json);
    default:
      throw new JournalFormatError(`Unknown type of distribution ${writeJson(json.type ?? null)}.`);
  }
}

function real({ low = null, high = null, log = false, step = null }: Fields): Distribution {
  const [first, last] = [numberOf("low", low), numberOf("high", high)];
  if (log === true) {
    if (step !== null) throw new JournalFormatError("A logarithmic FloatDistribution cannot have a step.");
    return loguniform(first, last);
  }
  return uniform(first, last, step === null ? {} : { step: numberOf("step", step) });
}

function whole({ low = null, high = null, log = false, step = 1 }: Fields): Distribution {
  const [first, last, by] = [numberOf("low", low), numberOf("high", high), numberOf("step", step)];
  if (log !== true) return int(Math.trunc(first), Math.trunc(last), { step: by });
  if (by !== 1) throw new JournalFormatError("A logarithmic IntDistribution can have no step but 1.");
  return logint(Math.trunc(first), Math.trunc(last));
}

/** Foreign categories may repeat in ways that ours may not; they are taken as they stand. */
function categorical({ choices = null }: Fields): Distribution {
  if (!Array.isArray(choices) || choices.length === 0) {
    throw new JournalFormatError("A CategoricalDistribution needs at least one choice.");
  }
  const literals = (choices as readonly Json[]).map(literalOfJson);
  try {
    return choice(literals);
  } catch {
    return { kind: "choice", choices: literals, weights: null };
  }
}

/** A category as a literal. Whole numbers count as ints, since JSON in JavaScript tells 1 from 1.0 no longer. */
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
      return { kind: "list", items: Array.isArray(value) ? value.map(literalOfJson) : [], text: writeJson(value) };
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
  throw new JournalFormatError(`A distribution needs the number ${name}, but has ${writeJson(value)}.`);
}

function isObject(json: Json | undefined): json is Fields {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
