import { boundsOf } from "./bounds.js";
import { choicesOf, type Distribution, isCategorical } from "./distribution.js";
import { isOnLattice, nearestIndex, stepsOf, valueAt } from "./lattice.js";
import { type Literal, sameLiteral } from "./literal.js";

/**
 * The value of a parameter as a program spells it, from its internal form (a number, or the index of a category).
 * Whole-number distributions give ints, all other numeric ones reals.
 */
export function literalOf(distribution: Distribution, internal: number): Literal {
  if (isCategorical(distribution)) {
    const choices = choicesOf(distribution);
    const literal = choices[internal];
    if (literal === undefined) {
      throw new RangeError(`Category ${internal} was asked for, but there are ${choices.length}, counted from 0.`);
    }
    return literal;
  }
  return { kind: distribution.kind === "int" || distribution.kind === "logint" ? "int" : "real", value: internal };
}

/**
 * The internal form of a literal; null where the distribution cannot represent it: another kind of value, a category
 * that is not listed, 0 or less in a logarithm, a number beside the lattice. A number outside the range is returned;
 * {@link fits} tells.
 */
export function internalOf(distribution: Distribution, literal: Literal): number | null {
  if (isCategorical(distribution)) {
    const choices = choicesOf(distribution);
    const exact = choices.findIndex((choice) => sameLiteral(choice, literal));
    const index = exact >= 0 ? exact : choices.findIndex((choice) => sameNumber(choice, literal));
    return index >= 0 ? index : null;
  }
  if ((literal.kind !== "int" && literal.kind !== "real") || !Number.isFinite(literal.value)) return null;
  const { value } = literal;
  if (isLogarithmic(distribution) && value <= 0) return null;
  const steps = stepsOf(distribution);
  return steps === null || isOnLattice(steps, value) ? value : null;
}

/** Whether an internal value is one that the distribution can propose: within bounds, on the lattice, a category. */
export function fits(distribution: Distribution, internal: number): boolean {
  if (isCategorical(distribution)) {
    return Number.isInteger(internal) && internal >= 0 && internal < choicesOf(distribution).length;
  }
  const [low, high] = boundsOf(distribution);
  if (!(internal >= low && internal <= high)) return false;
  const steps = stepsOf(distribution);
  return steps === null || isOnLattice(steps, internal);
}

/** The value nearest to `internal` that the distribution can propose; a whole index for categories. */
export function nearestValue(distribution: Distribution, internal: number): number {
  if (isCategorical(distribution)) {
    return Math.min(choicesOf(distribution).length - 1, Math.max(0, Math.round(internal)));
  }
  const steps = stepsOf(distribution);
  if (steps !== null) return valueAt(steps, nearestIndex(steps, internal));
  const [low, high] = boundsOf(distribution);
  return Math.min(high, Math.max(low, internal));
}

/** Whether a distribution lives on the logarithm of its value. */
export function isLogarithmic(distribution: Distribution): boolean {
  return distribution.kind === "loguniform" || distribution.kind === "logint" || distribution.kind === "lognormal";
}

function sameNumber(a: Literal, b: Literal): boolean {
  return (a.kind === "int" || a.kind === "real") && (b.kind === "int" || b.kind === "real") && a.value === b.value;
}
