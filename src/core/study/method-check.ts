import type { Planning } from "../pruners/planner.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import { nearestName } from "../text/nearest-name.js";
import { type MethodOption, type MethodSpec, type OptionValues, optionsOf } from "./method.js";
import { readMethodText, typedValue } from "./method-text.js";
import type { MethodChoice } from "./options.js";

export interface MethodMistake {
  /** The option at fault; null for the method's name. */
  readonly option: string | null;
  /** What is wrong, and what would be right. */
  readonly message: string;
  /** The name that was probably meant. */
  readonly suggestion: string | null;
}

/** A sampler or pruner that does not exist, or an option that it cannot take. */
export class MethodOptionError extends Error {
  override readonly name = "MethodOptionError";

  constructor(readonly mistakes: readonly MethodMistake[]) {
    super(mistakes.map(({ message }) => message).join(" "));
  }
}

/** What is wrong with a method that gives budgets in a study that names nothing to give; null where it is right. */
export function checkResource(
  registry: "sampler" | "pruner",
  method: MethodChoice,
  hasResource: boolean,
): MethodMistake | null {
  const methods: readonly (MethodSpec & Planning)[] = registry === "sampler" ? SAMPLERS : PRUNERS;
  const needs = methods.find(({ name }) => name === method.name)?.needsResource === true;
  if (!needs || hasResource) return null;
  const message = `${method.name} gives each trial its share of a resource, and the study names none: add \`resource=NAME:min..max\`, with a parameter of the objective or a name for its steps.`;
  return { option: null, message, suggestion: null };
}

/** Everything wrong with a choice of sampler or pruner; empty where it can be used. */
export function checkMethod(registry: "sampler" | "pruner", choice: MethodChoice): readonly MethodMistake[] {
  const methods: readonly MethodSpec[] = registry === "sampler" ? SAMPLERS : PRUNERS;
  const method = methods.find(({ name }) => name === choice.name);
  if (method === undefined) {
    const names = methods.map(({ name }) => name);
    const suggestion = nearestName(choice.name, names);
    const remedy = suggestion === null ? `choose one of ${names.join(", ")}` : `did you mean ${suggestion}?`;
    const message = `There is no ${registry} called ${choice.name}; ${remedy}${remedy.endsWith("?") ? "" : "."}`;
    return [{ option: null, message, suggestion }];
  }
  return Object.entries(choice.options).flatMap(([name, value]) => checkOption(registry, method, name, value) ?? []);
}

/**
 * The options of a method with its defaults filled in.
 *
 * @throws {MethodOptionError}
 */
export function optionValues(registry: "sampler" | "pruner", method: MethodSpec, choice: MethodChoice): OptionValues {
  const mistakes = checkMethod(registry, choice);
  if (mistakes.length > 0) throw new MethodOptionError(mistakes);
  return optionsOf(method, choice.options);
}

function checkOption(
  registry: "sampler" | "pruner",
  method: MethodSpec,
  name: string,
  value: string | number | boolean,
): MethodMistake | null {
  const option = method.options.find((candidate) => candidate.name === name);
  if (option === undefined) {
    const names = method.options.map((candidate) => candidate.name);
    const suggestion = nearestName(name, names);
    const remedy =
      suggestion !== null
        ? `did you mean ${suggestion}?`
        : names.length > 0
          ? `its options are ${names.join(", ")}.`
          : "it has none.";
    return { option: name, message: `${method.name} has no option ${name}; ${remedy}`, suggestion };
  }
  if (option.type.kind === "method") return checkNested(registry, option.type.except, name, String(value));
  const expected = expectation(option, value);
  if (expected === null) return null;
  const suggestion =
    option.type.kind === "word" && typeof value === "string" ? nearestName(value, option.type.words) : null;
  return { option: name, message: `${name} of ${method.name} must be ${expected}, but is ${value}.`, suggestion };
}

/** A method within a method: `patient(pruner=median(startup=3))`. */
function checkNested(
  registry: "sampler" | "pruner",
  except: readonly string[],
  option: string,
  text: string,
): MethodMistake | null {
  if (text === "") return null;
  const choice = methodIn(registry, text);
  if (choice === null) {
    return { option, message: `${option} must be a ${registry} like \`median(startup=3)\`.`, suggestion: null };
  }
  if (except.includes(choice.name)) {
    return { option, message: `${option} cannot be ${choice.name}.`, suggestion: null };
  }
  const mistake = checkMethod(registry, choice)[0];
  return mistake === undefined ? null : { option, message: mistake.message, suggestion: null };
}

/** The method that a text names, its options typed as the method wants them; null where the text names none. */
export function methodIn(registry: "sampler" | "pruner", text: string): MethodChoice | null {
  const read = readMethodText(text);
  if (read === null || read.options.some(({ name }) => name === null)) return null;
  const methods: readonly MethodSpec[] = registry === "sampler" ? SAMPLERS : PRUNERS;
  const known = methods.find(({ name }) => name === read.name)?.options ?? [];
  const options = read.options.map(({ name, value }) => {
    const type = known.find((option) => option.name === name)?.type ?? null;
    return [name!, typedValue(type, value)] as const;
  });
  return { name: read.name, options: Object.fromEntries(options) };
}

/** What a value should have been; null where it is right. */
function expectation(option: MethodOption, value: string | number | boolean): string | null {
  const { type } = option;
  switch (type.kind) {
    case "integer":
    case "number": {
      const whole = type.kind === "integer";
      const right =
        typeof value === "number" &&
        Number.isFinite(value) &&
        (!whole || Number.isSafeInteger(value)) &&
        value >= (type.min ?? Number.NEGATIVE_INFINITY) &&
        value <= (type.max ?? Number.POSITIVE_INFINITY);
      return right ? null : `a ${whole ? "whole number" : "number"}${rangeText(type.min, type.max)}`;
    }
    case "switch":
      return typeof value === "boolean" ? null : "on or off";
    case "word":
      return typeof value === "string" && type.words.includes(value) ? null : `one of ${type.words.join(", ")}`;
    case "method":
      return null;
  }
}

function rangeText(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return ` from ${min} to ${max}`;
  if (min !== null) return ` of at least ${min}`;
  return max === null ? "" : ` of at most ${max}`;
}
