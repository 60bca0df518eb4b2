import type { Distribution } from "../../space/distribution.js";
import { choicesOf, isCategorical } from "../../space/distribution.js";
import { evaluate } from "../../space/expression/evaluate.js";
import { namesIn, partsOf } from "../../space/expression/names.js";
import type { Expression } from "../../space/expression.js";
import type { Literal } from "../../space/literal.js";
import type { Parameter } from "../../space/space.js";
import { axisOf } from "../../space/unit.js";
import { fits, literalOf } from "../../space/value.js";

/** More combinations than this are not looked through, and nothing is said. */
const MOST = 20_000;
/** Whole ranges of up to this many values are looked through value by value. */
const MOST_VALUES = 64;
const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "not in"]);

/**
 * Whether a condition holds for no values of its parameters. Exact: every truth that the condition can take is tried,
 * for a number that is only compared with constants at each of these, beside them and between them. False where that
 * cannot be done.
 */
export function neverTrue(condition: Expression, parameters: readonly Parameter[]): boolean {
  const names = namesIn(condition);
  const values: (readonly Literal[])[] = [];
  let combinations = 1;
  for (const name of names) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    const tried = parameter === undefined ? null : telling(condition, name, parameter.distribution);
    if (tried === null || tried.length === 0) return false;
    values.push(tried);
    combinations *= tried.length;
    if (combinations > MOST) return false;
  }
  for (let i = 0; i < combinations; i++) {
    const chosen = new Map<string, Literal>();
    let rest = i;
    for (const [k, name] of names.entries()) {
      const list = values[k]!;
      chosen.set(name, list[rest % list.length]!);
      rest = Math.floor(rest / list.length);
    }
    const result = evaluate(condition, (name) => chosen.get(name));
    // What has no value for some combination may be a mistake of another kind.
    if (result.kind !== "value" || result.literal.kind !== "boolean" || result.literal.value) return false;
  }
  return true;
}

/** Values of a parameter among which every truth of the condition occurs; null where there is no such short list. */
function telling(condition: Expression, name: string, distribution: Distribution): readonly Literal[] | null {
  if (isCategorical(distribution)) return choicesOf(distribution);
  const axis = axisOf(distribution);
  if (axis.size <= MOST_VALUES) {
    return Array.from({ length: axis.size }, (_, i) => literalOf(distribution, axis.fromUnit((i + 0.5) / axis.size)));
  }
  const constants = comparedWith(condition, name);
  if (constants === null) return null;
  const ends = [axis.fromUnit(0), axis.fromUnit(1)];
  const points = [...ends, ...constants].sort((a, b) => a - b);
  const between = points.slice(1).map((point, i) => (point + points[i]!) / 2);
  const whole = distribution.kind === "int" || distribution.kind === "logint";
  const step = distribution.kind === "int" ? distribution.step : 1;
  const near = whole
    ? constants.flatMap((c) => [Math.floor(c), Math.ceil(c), Math.floor(c) - step, Math.ceil(c) + step])
    : [];
  const all = [...points, ...between.map((point) => (whole ? Math.round(point) : point)), ...near];
  const lattice = "step" in distribution && distribution.step !== null && !(whole && step === 1);
  // Between two points of a lattice the middle may be none of it.
  if (lattice) return null;
  return [...new Set(all)].filter((value) => fits(distribution, value)).map((value) => literalOf(distribution, value));
}

/** The constants that a number is compared with; null where it stands in any other operation. */
function comparedWith(condition: Expression, name: string): readonly number[] | null {
  const constants: number[] = [];
  let inComparisons = 0;
  for (const part of partsOf(condition)) {
    if (part.kind !== "binary" || !COMPARISONS.has(part.operator)) continue;
    for (const [own, other] of [
      [part.left, part.right],
      [part.right, part.left],
    ] as const) {
      if (own.kind !== "name" || own.name !== name) continue;
      inComparisons++;
      const numbers = numbersIn(other);
      if (numbers === null) return null;
      constants.push(...numbers);
    }
  }
  const mentions = [...partsOf(condition)].filter((part) => part.kind === "name" && part.name === name).length;
  return mentions === inComparisons ? constants : null;
}

function numbersIn(expression: Expression): readonly number[] | null {
  switch (expression.kind) {
    case "literal":
      return expression.literal.kind === "int" || expression.literal.kind === "real"
        ? [expression.literal.value]
        : null;
    case "unary": {
      const inner = expression.operator === "-" ? numbersIn(expression.operand) : null;
      return inner === null ? null : inner.map((value) => -value);
    }
    case "list": {
      const all = expression.items.map(numbersIn);
      return all.some((numbers) => numbers === null) ? null : all.flatMap((numbers) => numbers!);
    }
    default:
      return null;
  }
}
