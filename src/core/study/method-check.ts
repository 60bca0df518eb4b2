import { type Phrase, phrase, sentences, worded } from "../l10n/phrase.js";
import type { Planning } from "../pruners/planner.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import { didYouMean, nearestName } from "../text/nearest-name.js";
import { expectedValue } from "./expected-value.js";
import { type MethodOption, type MethodSpec, type OptionValues, optionsOf } from "./method.js";
import { readMethodText, typedValue } from "./method-text.js";
import type { MethodChoice } from "./options.js";

export interface MethodMistake {
  /** The option at fault; null for the method's name. */
  readonly option: string | null;
  /** What is wrong, and what would be right. */
  readonly message: Phrase;
  /** The name that was probably meant. */
  readonly suggestion: string | null;
}

/** A sampler or pruner that does not exist, or an option that it cannot take. */
export class MethodOptionError extends Error {
  override readonly name = "MethodOptionError";

  /** What is wrong with each option, in English. */
  readonly mistakes: readonly (Omit<MethodMistake, "message"> & { readonly message: string })[];

  constructor(found: readonly MethodMistake[]) {
    const mistakes = found.map((mistake) => ({ ...mistake, message: worded(mistake.message) }));
    super(mistakes.map(({ message }) => message).join(" "));
    this.mistakes = mistakes;
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
  const message = phrase(
    "{0} gives each trial its share of a resource, and the study names none: add `resource=NAME:min..max`, with a parameter of the objective or a name for its steps.",
    method.name,
  );
  return { option: null, message, suggestion: null };
}

/** Everything wrong with a choice of sampler or pruner; empty where it can be used. */
export function checkMethod(registry: "sampler" | "pruner", choice: MethodChoice): readonly MethodMistake[] {
  const methods: readonly MethodSpec[] = registry === "sampler" ? SAMPLERS : PRUNERS;
  const method = methods.find(({ name }) => name === choice.name);
  if (method === undefined) {
    const names = methods.map(({ name }) => name);
    const suggestion = nearestName(choice.name, names);
    const missing =
      registry === "sampler"
        ? phrase("There is no sampler `{0}`.", choice.name)
        : phrase("There is no pruner `{0}`.", choice.name);
    const message = sentences(missing, didYouMean(suggestion) ?? phrase("There are {0}.", names.join(", ")));
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
    const others = names.length > 0 ? phrase("Its options are {0}.", names.join(", ")) : phrase("It has none.");
    const message = sentences(phrase("{0} has no option `{1}`.", method.name, name), didYouMean(suggestion) ?? others);
    return { option: name, message, suggestion };
  }
  if (option.type.kind === "method") return checkNested(registry, option.type.except, name, String(value));
  if (isPossible(option, value)) return null;
  const suggestion =
    option.type.kind === "word" && typeof value === "string" ? nearestName(value, option.type.words) : null;
  return {
    option: name,
    message: phrase(
      "{0} of {1} must be {2}, but is {3}.",
      name,
      method.name,
      expectedValue(option.type),
      String(value),
    ),
    suggestion,
  };
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
    return {
      option,
      message: phrase("{0} must be a method like `median(startup=3)`.", option),
      suggestion: null,
    };
  }
  if (except.includes(choice.name)) {
    return { option, message: phrase("{0} cannot be {1}.", option, choice.name), suggestion: null };
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

function isPossible({ type }: MethodOption, value: string | number | boolean): boolean {
  switch (type.kind) {
    case "integer":
    case "number":
      return (
        typeof value === "number" &&
        Number.isFinite(value) &&
        (type.kind === "number" || Number.isSafeInteger(value)) &&
        value >= (type.min ?? Number.NEGATIVE_INFINITY) &&
        value <= (type.max ?? Number.POSITIVE_INFINITY)
      );
    case "switch":
      return typeof value === "boolean";
    case "word":
      return typeof value === "string" && type.words.includes(value);
    case "method":
      return true;
  }
}
