import type { Literal } from "../space/literal.js";
import type { NamedRange } from "../study/renames.js";
import type { Direction } from "../study/trial.js";

/** One finished trial as far as the space is concerned. */
export interface TriedValues {
  readonly number: number;
  /** One per direction. */
  readonly values: readonly number[];
  readonly params: ReadonlyMap<string, Literal>;
}

/** What is known of a study from its results. */
export interface StudyFacts {
  readonly directions: readonly Direction[];
  /** Trials that complete or pruned ones count as finished. */
  readonly finished: number;
  /** The parameters of the space with which the study last ran; none where that is not known. */
  readonly space: readonly NamedRange[];
  /** null with several directions, and before the first completed trial. */
  readonly best: TriedValues | null;
  /** What the trials teach about each parameter, by name; empty while that is not known. */
  readonly insight: ReadonlyMap<string, ParameterInsight>;
}

/** What the trials of a study teach about one parameter. */
export interface ParameterInsight {
  /** From 0 to 1, over all parameters 1 in sum; null where the trials are too few to tell. */
  readonly importance: number | null;
  /** Complete trials: the parameter's internal value, and the value of the first direction. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A share as people read it: `42 %`, and `< 1 %` for little. */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(share * 100)} %`;
}
