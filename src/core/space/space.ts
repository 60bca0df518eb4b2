import type { Distribution } from "./distribution.js";
import type { Expression } from "./expression.js";

/** One parameter of a study. It is active where its condition holds over active parameters, always where it is null. */
export interface Parameter {
  readonly name: string;
  readonly distribution: Distribution;
  readonly condition: Expression | null;
}

/** A rule that every configuration must satisfy; one that names an inactive parameter does not apply. */
export interface InputConstraint {
  readonly expression: Expression;
  /** As the user wrote it, for messages. */
  readonly text: string;
}

/** The parameters of a study in the order in which they were written; conditions form no cycle. */
export interface SearchSpace {
  readonly parameters: readonly Parameter[];
  readonly constraints: readonly InputConstraint[];
}

/**
 * One configuration: the values of its active parameters by name. A numeric value is itself, a categorical one the
 * index of its category, as in Optuna's storage. A Map is a Point.
 */
export interface Point {
  readonly size: number;
  get(name: string): number | undefined;
  has(name: string): boolean;
  entries(): IterableIterator<[string, number]>;
}
