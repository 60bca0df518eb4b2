import { holds, type Lookup } from "./expression/evaluate.js";
import { namesIn } from "./expression/names.js";
import type { Parameter, Point, SearchSpace } from "./space.js";
import { literalOf } from "./value.js";

/** Conditions that depend on each other in a circle, so that no order of evaluation exists. */
export class ConditionCycleError extends Error {
  override readonly name = "ConditionCycleError";

  constructor(readonly parameters: readonly string[]) {
    super(
      `The conditions of ${parameters.join(", ")} depend on each other in a circle; make one of them independent of the others.`,
    );
  }
}

/**
 * The parameters in an order in which each comes after all that its condition names; otherwise as written.
 *
 * @throws {ConditionCycleError}
 */
export function evaluationOrder(space: SearchSpace): readonly Parameter[] {
  const waiting = new Map(space.parameters.map((parameter) => [parameter.name, parentsOf(parameter)]));
  const order: Parameter[] = [];
  while (waiting.size > 0) {
    const ready = space.parameters.find((parameter) =>
      waiting.get(parameter.name)?.every((parent) => !waiting.has(parent)),
    );
    if (ready === undefined) throw new ConditionCycleError([...waiting.keys()]);
    order.push(ready);
    waiting.delete(ready.name);
  }
  return order;
}

/**
 * The names of the parameters that are active where `point` says what the others are; values of inactive parameters in
 * it do not count. A condition over an inactive parameter is false.
 */
export function activeParameters(space: SearchSpace, point: Point): ReadonlySet<string> {
  return new Set(configure(evaluationOrder(space), (parameter) => point.get(parameter.name)).keys());
}

/**
 * The configuration that arises when `choose` gives the value of each active parameter in `order`. It is asked for no
 * inactive one, and may itself leave one out by undefined.
 */
export function configure(
  order: readonly Parameter[],
  choose: (parameter: Parameter) => number | undefined,
): Map<string, number> {
  const point = new Map<string, number>();
  const lookup = lookupIn(order, point);
  for (const parameter of order) {
    if (parameter.condition !== null && !holds(parameter.condition, lookup)) continue;
    const value = choose(parameter);
    if (value !== undefined) point.set(parameter.name, value);
  }
  return point;
}

/** Looks up the literal of a parameter in a configuration; undefined where it is not active in it. */
export function lookupIn(parameters: readonly Parameter[], point: Point): Lookup {
  return (name) => {
    const value = point.get(name);
    if (value === undefined) return undefined;
    const parameter = parameters.find((candidate) => candidate.name === name);
    return parameter === undefined ? undefined : literalOf(parameter.distribution, value);
  };
}

/** The names that a parameter's condition looks at. */
export function parentsOf(parameter: Parameter): readonly string[] {
  return parameter.condition === null ? [] : namesIn(parameter.condition);
}
