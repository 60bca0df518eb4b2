import type { Point, SearchSpace } from "../../../src/core/space/space.js";
import { literalOf } from "../../../src/core/space/value.js";

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

/** The values of a point as an objective is called with them. */
export function configOf(space: SearchSpace, point: Point): Config {
  const config: Record<string, number | string> = {};
  for (const { name, distribution } of space.parameters) {
    const internal = point.get(name);
    if (internal === undefined) continue;
    const literal = literalOf(distribution, internal);
    if (literal.kind === "int" || literal.kind === "real" || literal.kind === "string") config[name] = literal.value;
  }
  return config;
}
