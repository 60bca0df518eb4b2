import type { SearchSpace } from "../space/space.js";
import type { Trial } from "../study/trial.js";

/** The trials as one parameter sees them. */
export interface Slice {
  readonly name: string;
  readonly points: readonly SlicePoint[];
}

export interface SlicePoint {
  readonly trial: number;
  /** Internal: a number, or the index of a category; null where the parameter was not active. */
  readonly param: number | null;
  readonly value: number;
}

/** Per parameter the value of each complete trial against the parameter's, for one of the directions. */
export function slices(space: SearchSpace, trials: readonly Trial[], objective = 0): readonly Slice[] {
  return space.parameters.map(({ name }) => ({
    name,
    points: trials.flatMap(({ number, outcome, params }) => {
      const value = outcome.kind === "complete" ? outcome.values[objective] : undefined;
      return value === undefined || Number.isNaN(value)
        ? []
        : [{ trial: number, param: params.get(name) ?? null, value }];
    }),
  }));
}
