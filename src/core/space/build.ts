import { type Phrase, phrase, worded } from "../l10n/phrase.js";
import { latticeUpTo } from "../math/decimal.js";
import type { CategoricalDistribution, NumericDistribution } from "./distribution.js";
import type { Literal } from "./literal.js";

/** The argument of a distribution, by its name in the annotation language. */
export type DistributionArgument = "low" | "high" | "step" | "mu" | "sigma" | "choices" | "weights";

export type DistributionErrorCode =
  | "not-finite"
  | "not-whole"
  | "low-above-high"
  | "range-too-wide"
  | "log-of-zero"
  | "step-not-positive"
  | "step-too-small"
  | "sigma-not-positive"
  | "out-of-range"
  | "no-choices"
  | "duplicate-choice"
  | "weights-count"
  | "weight-not-positive";

/** An argument from which no distribution can be built. */
export class DistributionError extends Error {
  override readonly name = "DistributionError";

  constructor(
    readonly code: DistributionErrorCode,
    /** Which argument is at fault. */
    readonly argument: DistributionArgument,
    /** What is wrong and what would be right; the message is the same in English. */
    readonly phrase: Phrase,
    /** Which of the choices or weights is at fault, from 0; null for the argument as a whole. */
    readonly index: number | null = null,
  ) {
    super(worded(phrase));
  }
}

/** Bounds that cut a normal or lognormal distribution off. */
export interface Truncation {
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/**
 * Reals between low and high, both included; with `step`, the points low, low + step, … of which the last one not above
 * `high` becomes the bound (0 to 1 by 0.3 ends at 0.9).
 *
 * @throws {DistributionError} as every function of this file does.
 */
export function uniform(
  low: number,
  high: number,
  options: { readonly step?: number | undefined } = {},
): NumericDistribution {
  checkRange(low, high);
  const { step } = options;
  if (step === undefined) return { kind: "uniform", low, high, step: null };
  checkFinite("step", step);
  if (step <= 0) {
    throw new DistributionError(
      "step-not-positive",
      "step",
      phrase("step must be above 0, but is {0}; write for example step=0.1, or leave it out.", step),
    );
  }
  if ((high - low) / step >= Number.MAX_SAFE_INTEGER) {
    throw new DistributionError(
      "step-too-small",
      "step",
      phrase(
        "step {0} makes more points between {1} and {2} than can be told apart; leave it out, or make it larger.",
        step,
        low,
        high,
      ),
    );
  }
  return { kind: "uniform", low, high: latticeUpTo(low, high, step).high, step };
}

/** Reals between low and high, both included, uniform in the logarithm; low must be above 0. */
export function loguniform(low: number, high: number): NumericDistribution {
  checkRange(low, high);
  checkPositive("low", low, "loguniform", "uniform");
  return { kind: "loguniform", low, high };
}

/** Whole numbers between low and high, both included; `high` is lowered to the lattice of `step`. */
export function int(
  low: number,
  high: number,
  options: { readonly step?: number | undefined } = {},
): NumericDistribution {
  checkWholeRange(low, high);
  const { step = 1 } = options;
  checkWhole("step", step);
  if (step <= 0) {
    throw new DistributionError(
      "step-not-positive",
      "step",
      phrase("step must be a whole number above 0, but is {0}; write for example step=2, or leave it out.", step),
    );
  }
  return { kind: "int", low, high: high - ((high - low) % step), step };
}

/** Whole numbers between low and high, both included, uniform in the logarithm; low must be at least 1. */
export function logint(low: number, high: number): NumericDistribution {
  checkWholeRange(low, high);
  checkPositive("low", low, "logint", "int");
  return { kind: "logint", low, high };
}

/** Reals with mean mu and standard deviation sigma, cut off at low and high where these are given. */
export function normal(mu: number, sigma: number, truncation: Truncation = {}): NumericDistribution {
  const { low = null, high = null } = truncation;
  checkMoments(mu, sigma);
  checkTruncation(low, high);
  if (!Number.isFinite(mu - 8 * sigma) || !Number.isFinite(mu + 8 * sigma)) {
    throw new DistributionError(
      "out-of-range",
      "sigma",
      phrase("normal({0}, {1}) reaches beyond the largest number; make sigma smaller.", mu, sigma),
    );
  }
  return { kind: "normal", mu, sigma, low, high };
}

/**
 * Reals above 0 whose natural logarithm has mean mu and standard deviation sigma; low and high, where given, bound the
 * value itself.
 */
export function lognormal(mu: number, sigma: number, truncation: Truncation = {}): NumericDistribution {
  const { low = null, high = null } = truncation;
  checkMoments(mu, sigma);
  checkTruncation(low, high);
  if (low !== null) checkPositive("low", low, "lognormal", null);
  if (high !== null) checkPositive("high", high, "lognormal", null);
  if (!Number.isFinite(Math.exp(mu + 8 * sigma)) || Math.exp(mu - 8 * sigma) === 0) {
    throw new DistributionError(
      "out-of-range",
      Math.abs(mu) > 700 ? "mu" : "sigma",
      phrase(
        "lognormal({0}, {1}) reaches beyond the largest number or below the smallest: mu and sigma are those of the logarithm of the value, so for values near 100 write mu=4.6.",
        mu,
        sigma,
      ),
    );
  }
  return { kind: "lognormal", mu, sigma, low, high };
}

/** Unordered categories; `weights` are their prior probabilities, scaled here to a sum of 1. */
export function choice(
  choices: readonly Literal[],
  options: { readonly weights?: readonly number[] | undefined } = {},
): CategoricalDistribution {
  checkChoices(choices);
  const { weights } = options;
  return { kind: "choice", choices, weights: weights === undefined ? null : normalised(weights, choices.length) };
}

/** Categories with an order, in which neighbours are near. */
export function ordinal(choices: readonly Literal[]): CategoricalDistribution {
  checkChoices(choices);
  return { kind: "ordinal", choices };
}

/** false or true. */
export function bool(): CategoricalDistribution {
  return { kind: "bool" };
}

function checkFinite(argument: DistributionArgument, value: number): void {
  if (!Number.isFinite(value)) {
    throw new DistributionError(
      "not-finite",
      argument,
      phrase("{0} must be a finite number, but is {1}.", argument, value),
    );
  }
}

function checkRange(low: number, high: number): void {
  checkFinite("low", low);
  checkFinite("high", high);
  if (low > high) {
    throw new DistributionError(
      "low-above-high",
      "high",
      phrase("low must not be above high, but {0} > {1}; swap them.", low, high),
    );
  }
  if (!Number.isFinite(high - low)) {
    throw new DistributionError(
      "range-too-wide",
      "high",
      phrase("The range from {0} to {1} is wider than the largest number; narrow it.", low, high),
    );
  }
}

function checkWhole(argument: DistributionArgument, value: number): void {
  checkFinite(argument, value);
  if (!Number.isInteger(value)) {
    throw new DistributionError(
      "not-whole",
      argument,
      phrase("{0} must be a whole number, but is {1}; write uniform(…) for reals.", argument, value),
    );
  }
  if (!Number.isSafeInteger(value)) {
    throw new DistributionError(
      "out-of-range",
      argument,
      phrase(
        "{0} must lie within ±{1}, where whole numbers are exact, but is {2}.",
        argument,
        Number.MAX_SAFE_INTEGER,
        value,
      ),
    );
  }
}

function checkWholeRange(low: number, high: number): void {
  checkWhole("low", low);
  checkWhole("high", high);
  checkRange(low, high);
  if (!Number.isSafeInteger(high - low)) {
    throw new DistributionError(
      "range-too-wide",
      "high",
      phrase("The range from {0} to {1} holds more whole numbers than can be told apart; narrow it.", low, high),
    );
  }
}

function checkPositive(argument: "low" | "high", value: number, form: string, linear: string | null): void {
  if (value > 0) return;
  throw new DistributionError(
    "log-of-zero",
    argument,
    linear === null
      ? phrase(
          "{0} of {1} must be above 0, since its logarithm is taken, but is {2}; leave it out, or make it positive.",
          argument,
          form,
          value,
        )
      : form === "logint"
        ? phrase(
            "{0} of {1} must be at least 1, since its logarithm is taken, but is {2}; make it positive, or write {3}(…).",
            argument,
            form,
            value,
            linear,
          )
        : phrase(
            "{0} of {1} must be above 0, since its logarithm is taken, but is {2}; make it positive, or write {3}(…).",
            argument,
            form,
            value,
            linear,
          ),
  );
}

function checkMoments(mu: number, sigma: number): void {
  checkFinite("mu", mu);
  checkFinite("sigma", sigma);
  if (sigma <= 0) {
    throw new DistributionError(
      "sigma-not-positive",
      "sigma",
      phrase("sigma is a standard deviation and must be above 0, but is {0}.", sigma),
    );
  }
}

function checkTruncation(low: number | null, high: number | null): void {
  if (low !== null) checkFinite("low", low);
  if (high !== null) checkFinite("high", high);
  if (low !== null && high !== null) checkRange(low, high);
}

function checkChoices(choices: readonly Literal[]): void {
  if (choices.length === 0) {
    throw new DistributionError(
      "no-choices",
      "choices",
      phrase('At least one category is needed; write for example choice("a", "b").'),
    );
  }
  const seen = new Map<string, number>();
  for (const [index, literal] of choices.entries()) {
    const first = seen.get(identity(literal));
    if (first !== undefined) {
      throw new DistributionError(
        "duplicate-choice",
        "choices",
        phrase(
          "Category {0} repeats category {1}; remove one, or use weights to make it likelier.",
          index + 1,
          first + 1,
        ),
        index,
      );
    }
    seen.set(identity(literal), index);
  }
}

/** Equal for literals that no language tells apart: 1 and 1.0 are one category. */
function identity(literal: Literal): string {
  switch (literal.kind) {
    case "int":
    case "real":
      return `number ${literal.value === 0 ? 0 : literal.value}`;
    case "none":
      return "none";
    case "list":
    case "tuple":
      return `${literal.kind} ${JSON.stringify(literal.items.map(identity))}`;
    default:
      return `${literal.kind} ${literal.value}`;
  }
}

function normalised(weights: readonly number[], count: number): readonly number[] {
  if (weights.length !== count) {
    throw new DistributionError(
      "weights-count",
      "weights",
      phrase("There must be one weight for each of the {0} categories, but there are {1}.", count, weights.length),
    );
  }
  for (const [index, weight] of weights.entries()) {
    if (!Number.isFinite(weight) || weight <= 0) {
      throw new DistributionError(
        "weight-not-positive",
        "weights",
        phrase(
          "Every weight must be a finite number above 0, but weight {0} is {1}; leave a category out that must never be drawn.",
          index + 1,
          weight,
        ),
        index,
      );
    }
  }
  const largest = Math.max(...weights);
  const sum = weights.reduce((total, weight) => total + weight / largest, 0);
  return weights.map((weight) => weight / largest / sum);
}
