import type { Language } from "../../annotations/language.js";
import { readLiteral } from "../../annotations/spelling.js";
import { bool, choice, int, logint, loguniform, uniform } from "../../space/build.js";
import type { Distribution } from "../../space/distribution.js";
import type { Literal } from "../../space/literal.js";
import { literalOf, nearestValue } from "../../space/value.js";
import { roundTo } from "../propose/round.js";
import type { CallArguments } from "./arguments.js";

/** What a call of Optuna's trial suggests, and a value from its middle, which stands in the code from now on. */
export interface Suggestion {
  readonly distribution: Distribution;
  readonly literal: Literal;
}

/** What the arguments of each method are called, in order. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  suggest_float: ["name", "low", "high"],
  suggest_int: ["name", "low", "high", "step", "log"],
  suggest_categorical: ["name", "choices"],
  suggest_uniform: ["name", "low", "high"],
  suggest_loguniform: ["name", "low", "high"],
  suggest_discrete_uniform: ["name", "low", "high", "q"],
};

/** Whether Optuna's trial has a method of this name that suggests a value. */
export function isSuggestion(method: string): boolean {
  return method in ARGUMENTS;
}

/** The distribution of a call; null where its arguments are no literals, or make none. */
export function suggestionOf(
  method: string,
  { positional, named }: CallArguments,
  language: Language,
): Suggestion | null {
  const names = ARGUMENTS[method];
  if (names === undefined || positional.length > names.length) return null;
  const texts = new Map([...named, ...positional.map((text, at) => [names[at]!, text] as const)]);
  const values = new Map<string, Literal>();
  for (const [name, text] of texts) {
    const literal = readLiteral(text, language);
    if (literal === null) return null;
    values.set(name, literal);
  }
  if (values.get("name")?.kind !== "string") return null;
  const distribution = distributionOf(method, values);
  return distribution === null ? null : { distribution, literal: literalOf(distribution, middleOf(distribution)) };
}

function distributionOf(method: string, values: ReadonlyMap<string, Literal>): Distribution | null {
  const number = (name: string): number | null => {
    const literal = values.get(name);
    return literal?.kind === "int" || literal?.kind === "real" ? literal.value : null;
  };
  if (method === "suggest_categorical") {
    const choices = values.get("choices");
    if (choices === undefined || !("items" in choices) || choices.items.length === 0) return null;
    const isBoolean = choices.items.length === 2 && choices.items.every(({ kind }) => kind === "boolean");
    return built(() => (isBoolean ? bool() : choice(choices.items)));
  }
  const [low, high, step] = [number("low"), number("high"), number("step") ?? number("q")];
  const log = values.get("log");
  if (low === null || high === null || (log !== undefined && log.kind !== "boolean")) return null;
  const logarithmic = method === "suggest_loguniform" || (log?.kind === "boolean" && log.value);
  const lattice = step === null ? {} : { step };
  if (method === "suggest_int") return built(() => (logarithmic ? logint(low, high) : int(low, high, lattice)));
  return built(() => (logarithmic ? loguniform(low, high) : uniform(low, high, lattice)));
}

/** null where Optuna would not take the arguments either. */
function built(make: () => Distribution): Distribution | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** A round value near the middle of a range, the first category otherwise. */
function middleOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "uniform":
      return nearestValue(distribution, roundTo((distribution.low + distribution.high) / 2, 2, "down"));
    case "int":
      return nearestValue(distribution, Math.floor((distribution.low + distribution.high) / 2));
    case "loguniform":
    case "logint":
      return nearestValue(distribution, roundTo(Math.sqrt(distribution.low * distribution.high), 1, "down"));
    default:
      return 0;
  }
}
