import { lookupIn } from "./activity.js";
import { satisfies as keeps } from "./expression/evaluate.js";
import type { InputConstraint, Point, SearchSpace } from "./space.js";

/** Draws that may break a constraint in a row before the search for one that breaks none is given up. */
export const MAX_REJECTED = 10_000;

/** No configuration was found that satisfies the constraints of a space. */
export class ConstraintError extends Error {
  override readonly name = "ConstraintError";

  constructor(
    /** The constraint that was broken most often, as the user wrote it. */
    readonly constraint: string,
  ) {
    super(
      `${MAX_REJECTED} configurations in a row broke the constraint \`${constraint}\`; loosen it, or change the ranges so that more of the space satisfies it.`,
    );
  }
}

/** Whether a configuration satisfies every constraint; one that names an inactive parameter does not apply. */
export function satisfies(space: SearchSpace, point: Point): boolean {
  return brokenConstraint(space, point) === null;
}

/** The first constraint that a configuration breaks; null where it breaks none. */
export function brokenConstraint(space: SearchSpace, point: Point): InputConstraint | null {
  if (space.constraints.length === 0) return null;
  const lookup = lookupIn(space.parameters, point);
  return space.constraints.find((constraint) => !keeps(constraint.expression, lookup)) ?? null;
}

/**
 * The first configuration of `draw` that satisfies the constraints of the space.
 *
 * @throws {ConstraintError} after {@link MAX_REJECTED} draws that do not.
 */
export function drawSatisfying<P extends Point>(space: SearchSpace, draw: () => P): P {
  const broken = new Map<string, number>();
  for (let i = 0; i < MAX_REJECTED; i++) {
    const point = draw();
    const constraint = brokenConstraint(space, point);
    if (constraint === null) return point;
    broken.set(constraint.text, (broken.get(constraint.text) ?? 0) + 1);
  }
  const [most] = [...broken].reduce((a, b) => (b[1] > a[1] ? b : a));
  throw new ConstraintError(most);
}
