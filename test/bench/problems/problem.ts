import type { SearchSpace } from "../../../src/core/space/space.js";

/** What an objective of the benchmark is called with: numbers, and the names of categories. */
export type Config = Readonly<Record<string, number | string>>;

/** A deterministic function to be minimised, with what is needed to say how good a value is. */
export interface Problem {
  readonly name: string;
  readonly space: SearchSpace;
  readonly optimum: number;
  /** The median of the values of single random draws. */
  readonly randomDraw: number;
  evaluate(config: Config): number;
}
