import { ConditionCycleError, evaluationOrder } from "../space/activity.js";
import { boundsOf } from "../space/bounds.js";
import { type Distribution, isCategorical } from "../space/distribution.js";
import { holds, satisfies } from "../space/expression/evaluate.js";
import type { Literal } from "../space/literal.js";
import { plainValue } from "../space/literal.js";
import { fits, internalOf } from "../space/value.js";
import type { AnnotatedStudy } from "./study.js";

export type Baseline =
  | {
      readonly kind: "values";
      /** The code's own literals of the active parameters. */
      readonly values: ReadonlyMap<string, Literal>;
      /** Parameters whose value in the code the search space has no place for. */
      readonly unrepresentable: readonly string[];
      /** One sentence for each value outside its range. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: "none"; readonly why: string };

/** The configuration that stands in the code: the first trial of a study; or why there is none. */
export function baselineOf(study: AnnotatedStudy): Baseline {
  if (!study.options.baseline) return { kind: "none", why: "baseline=off" };
  const slots = new Map(study.slots.map((slot) => [slot.name, slot]));
  const values = new Map<string, Literal>();
  const lookup = (name: string) => values.get(name);
  for (const { name, condition } of inOrder(study)) {
    if (condition !== null && !holds(condition, lookup)) continue;
    const literal = slots.get(name)?.literal ?? null;
    if (literal === null) return { kind: "none", why: `\`${name}\` has no value in the code` };
    values.set(name, literal);
  }
  const broken = study.space.constraints.find(({ expression }) => !satisfies(expression, lookup));
  if (broken !== undefined)
    return { kind: "none", why: `the values in the code break the constraint \`${broken.text}\`` };
  const unrepresentable: string[] = [];
  const warnings: string[] = [];
  for (const { name, distribution } of study.space.parameters) {
    const literal = values.get(name);
    if (literal === undefined) continue;
    const internal = internalOf(distribution, literal);
    if (internal === null) unrepresentable.push(name);
    else if (!fits(distribution, internal)) warnings.push(outside(name, literal, distribution));
  }
  const order = study.space.parameters.flatMap(({ name }) =>
    values.has(name) ? [[name, values.get(name)!] as const] : [],
  );
  return { kind: "values", values: new Map(order), unrepresentable, warnings };
}

function inOrder(study: AnnotatedStudy) {
  try {
    return evaluationOrder(study.space);
  } catch (error) {
    if (error instanceof ConditionCycleError) return study.space.parameters;
    throw error;
  }
}

function outside(name: string, literal: Literal, distribution: Distribution): string {
  const [low, high] = isCategorical(distribution) ? [0, 0] : boundsOf(distribution);
  return `${name} is ${plainValue(literal)} in the code, outside ${low} to ${high}; the range is widened for the baseline.`;
}
