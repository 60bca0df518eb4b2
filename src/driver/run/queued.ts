import type { StoredParameter } from "../../core/journal/event.js";
import { evaluationOrder } from "../../core/space/activity.js";
import { choicesOf, type Distribution, isCategorical } from "../../core/space/distribution.js";
import { holds } from "../../core/space/expression/evaluate.js";
import type { Literal } from "../../core/space/literal.js";
import type { Point, SearchSpace } from "../../core/space/space.js";
import { axisOf } from "../../core/space/unit.js";
import { internalOf, literalOf } from "../../core/space/value.js";
import { storedAlike } from "../../core/study/setup.js";
import type { Trial } from "../../core/study/trial.js";

/** A waiting trial as it is going to run. */
export interface QueuedConfiguration {
  readonly values: ReadonlyMap<string, Literal>;
  /** Parameters that the waiting trial did not hold yet, to be stored when it is claimed. */
  readonly added: readonly StoredParameter[];
}

/** Whether a waiting trial leaves values open: Optuna's users may queue some of a configuration. */
export function leavesOpen(space: SearchSpace, given: ReadonlyMap<string, Literal>): boolean {
  const lookup = (name: string) => given.get(name);
  return space.parameters.some(
    ({ name, condition }) => !given.has(name) && (condition === null || holds(condition, lookup)),
  );
}

/**
 * The configuration of a waiting trial: the values it gives, in the kind that the space has for them, and where it
 * leaves one open, the one that was suggested, or the middle of its range where the suggestion has none. Values of
 * parameters that the space no longer has are left out.
 */
export function queuedConfiguration(
  space: SearchSpace,
  trial: Trial,
  given: ReadonlyMap<string, Literal>,
  suggested: Point | null,
): QueuedConfiguration {
  const values = new Map<string, Literal>();
  const added: StoredParameter[] = [];
  const lookup = (name: string) => values.get(name);
  for (const { name, distribution, condition } of evaluationOrder(space)) {
    if (condition !== null && !holds(condition, lookup) && !given.has(name)) continue;
    const literal = given.get(name);
    const value =
      literal === undefined ? openValue(distribution, suggested?.get(name)) : storedValue(distribution, literal);
    values.set(name, value === null ? literal! : inKind(distribution, value, literal));
    if (!trial.params.has(name) && value !== null) added.push({ name, value, distribution });
  }
  return { values, added };
}

function openValue(distribution: Distribution, suggested: number | undefined): number {
  return suggested ?? axisOf(distribution).fromUnit(0.5);
}

function storedValue(distribution: Distribution, literal: Literal): number | null {
  const value = internalOf(distribution, literal);
  if (value !== null || !isCategorical(distribution)) return value;
  const index = choicesOf(distribution).findIndex((choice) => storedAlike(choice, literal));
  return index < 0 ? null : index;
}

/** A whole number that was queued for a real parameter is a real; the code's own literals stay as they are. */
function inKind(distribution: Distribution, value: number, literal: Literal | undefined): Literal {
  const own = literalOf(distribution, value);
  return literal !== undefined && literal.kind === own.kind ? literal : own;
}
