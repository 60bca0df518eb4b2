import { drawIndex } from "../../math/random.js";
import { parentsOf } from "../../space/activity.js";
import type { Point } from "../../space/space.js";
import type { Cube, Dimension } from "../cube.js";
import type { SamplerInput } from "../sampler.js";

/** The share of proposals that keep to one branch. */
const SHARE = 0.2;
/** Parameters with more values than this divide a space too finely to look at each part for itself. */
const MAX_VALUES = 10;

/** One value of a parameter on which conditions depend, to which a proposal keeps. */
export interface Branch {
  readonly dimension: Dimension;
  readonly value: number;
  holds(point: Point): boolean;
}

/**
 * Now and then a branch of a conditional space, drawn from the prior, to be searched as if it were the whole space; else
 * null. A branch whose first trials were unlucky has none among the good ones and would never come back; among its own
 * trials there are always good ones, so that each branch gets better until the best of them shows.
 */
export function chooseBranch(input: SamplerInput): Branch | null {
  const divisions = divisionsOf(input.cube);
  const random = input.random("branch");
  if (divisions.length === 0 || random.next() >= SHARE) return null;
  const dimension = divisions[drawIndex(random, divisions.length)]!;
  const value = dimension.axis.fromQuantile(random.next());
  const { name } = dimension.parameter;
  return { dimension, value, holds: (point) => point.get(name) === value };
}

function divisionsOf(cube: Cube): readonly Dimension[] {
  if (!cube.conditional) return [];
  const parents = new Set(cube.dimensions.flatMap(({ parameter }) => parentsOf(parameter)));
  return cube.dimensions.filter(
    ({ axis, parameter }) => parents.has(parameter.name) && axis.size > 1 && axis.size <= MAX_VALUES,
  );
}
