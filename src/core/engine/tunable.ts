import * as build from "../space/build.js";
import type { Distribution } from "../space/distribution.js";
import type { Literal } from "../space/literal.js";
import { StudyError } from "./errors.js";

/** A value that can be a category. Whole numbers and others are both numbers; arrays may hold what categories may. */
export type Choice = number | string | boolean | null | readonly Choice[];

/** When a parameter is active. */
export interface Conditional {
  /** A condition of the annotation language over the other parameters, such as `kernel == "poly"`. */
  readonly when?: string;
}

/** The distribution of one parameter, with its condition. T is the type of its values, C whether it has a condition. */
export interface Tunable<T extends Choice = Choice, C extends boolean = boolean> {
  readonly distribution: Distribution;
  readonly when: string | null;
  /** Never there at run time: it carries the types. */
  readonly types?: { readonly value: T; readonly conditional: C };
}

type HasCondition<O> = O extends { readonly when: string } ? true : false;

/**
 * Reals from `low` to `high`, both included; with `step`, only low, low + step, ….
 *
 * @throws {DistributionError} as every function of this file does where its arguments make no distribution.
 */
export function uniform<const O extends Conditional & { readonly step?: number }>(
  low: number,
  high: number,
  options?: O,
): Tunable<number, HasCondition<O>> {
  return tunable(build.uniform(low, high, { step: options?.step }), options);
}

/** Reals from `low` (above 0) to `high`, uniform in their logarithm. */
export function loguniform<const O extends Conditional>(
  low: number,
  high: number,
  options?: O,
): Tunable<number, HasCondition<O>> {
  return tunable(build.loguniform(low, high), options);
}

/** Whole numbers from `low` to `high`, both included; with `step`, only low, low + step, …. */
export function int<const O extends Conditional & { readonly step?: number }>(
  low: number,
  high: number,
  options?: O,
): Tunable<number, HasCondition<O>> {
  return tunable(build.int(low, high, { step: options?.step }), options);
}

/** Whole numbers from `low` (at least 1) to `high`, uniform in their logarithm. */
export function logint<const O extends Conditional>(
  low: number,
  high: number,
  options?: O,
): Tunable<number, HasCondition<O>> {
  return tunable(build.logint(low, high), options);
}

/** Reals with mean `mu` and standard deviation `sigma`, cut off at `low` and `high` where these are given. */
export function normal<const O extends Conditional & { readonly low?: number; readonly high?: number }>(
  mu: number,
  sigma: number,
  options?: O,
): Tunable<number, HasCondition<O>> {
  return tunable(build.normal(mu, sigma, { low: options?.low, high: options?.high }), options);
}

/** Reals whose natural logarithm has mean `mu` and deviation `sigma`; `low` and `high` bound the value itself. */
export function lognormal<const O extends Conditional & { readonly low?: number; readonly high?: number }>(
  mu: number,
  sigma: number,
  options?: O,
): Tunable<number, HasCondition<O>> {
  return tunable(build.lognormal(mu, sigma, { low: options?.low, high: options?.high }), options);
}

/** Categories without an order; `weights`, one for each, are how likely they are at first. */
export function choice<
  const V extends readonly Choice[],
  const O extends Conditional & { readonly weights?: readonly number[] },
>(choices: V, options?: O): Tunable<V[number], HasCondition<O>> {
  return tunable(build.choice(choices.map(literalOf), { weights: options?.weights }), options);
}

/** Categories in an order, in which neighbours are alike. */
export function ordinal<const V extends readonly Choice[], const O extends Conditional>(
  choices: V,
  options?: O,
): Tunable<V[number], HasCondition<O>> {
  return tunable(build.ordinal(choices.map(literalOf)), options);
}

/** false or true. */
export function bool<const O extends Conditional>(options?: O): Tunable<boolean, HasCondition<O>> {
  return tunable(build.bool(), options);
}

function tunable<T extends Choice, C extends boolean>(
  distribution: Distribution,
  options: Conditional | undefined,
): Tunable<T, C> {
  return { distribution, when: options?.when ?? null };
}

function literalOf(value: Choice): Literal {
  if (value === null) return { kind: "none" };
  switch (typeof value) {
    case "string":
      return { kind: "string", value };
    case "boolean":
      return { kind: "boolean", value };
    case "number":
      if (!Number.isFinite(value)) {
        throw new StudyError("bad-space", `A category must be a finite number, but one is ${value}.`);
      }
      return Number.isInteger(value) ? { kind: "int", value } : { kind: "real", value };
    default:
      if (!Array.isArray(value)) {
        throw new StudyError(
          "bad-space",
          `A category must be a number, text, boolean, null or an array of these, but one is of type ${typeof value}.`,
        );
      }
      return { kind: "list", items: value.map(literalOf), text: JSON.stringify(value) };
  }
}
