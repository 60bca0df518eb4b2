import type { Literal } from "../space/literal.js";
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
  /** null with several directions, and before the first completed trial. */
  readonly best: TriedValues | null;
}
