import { worded } from "../l10n/phrase.js";
import { namesIn } from "../space/expression/names.js";
import { parseExpression } from "../space/expression/parse.js";
import type { Expression } from "../space/expression.js";
import type { InputConstraint, Parameter, SearchSpace } from "../space/space.js";
import { StudyError } from "./errors.js";
import type { Tunable } from "./tunable.js";

/** The parameters of a study by name. */
export type Space = Readonly<Record<string, Tunable>>;

type Unconditional<S extends Space> = {
  [K in keyof S]: S[K] extends Tunable<infer _, false> ? K : never;
}[keyof S];

type ValueOf<T> = T extends Tunable<infer V, infer _> ? V : never;

/** The values of the active parameters; those with a condition may be absent. */
export type Params<S extends Space> = Readonly<
  { [K in Unconditional<S>]: ValueOf<S[K]> } & { [K in Exclude<keyof S, Unconditional<S>>]?: ValueOf<S[K]> }
>;

/**
 * The search space of a record of distributions, in the record's order, with the constraints on its configurations.
 *
 * @throws {StudyError} where a condition or constraint cannot be read, or names a parameter that does not exist.
 */
export function searchSpaceOf(space: Space, constraints: readonly string[]): SearchSpace {
  const names = new Set(Object.keys(space));
  const read = (text: string, what: string) => readExpression(text, what, names);
  const parameters = Object.entries(space).map(
    ([name, { distribution, when }]): Parameter => ({
      name,
      distribution,
      condition: when === null ? null : read(when, `The condition of ${name}`),
    }),
  );
  return {
    parameters,
    constraints: constraints.map((text): InputConstraint => ({ text, expression: read(text, "The constraint") })),
  };
}

function readExpression(text: string, what: string, names: ReadonlySet<string>): Expression {
  const parsed = parseExpression(text, { quotedNames: names });
  if (parsed.kind === "error")
    throw new StudyError("bad-space", `${what}, \`${text}\`, cannot be read: ${worded(parsed.message)}`);
  const unknown = namesIn(parsed.expression).find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new StudyError(
      "bad-space",
      `${what}, \`${text}\`, names ${unknown}, which is no parameter of the space; the parameters are ${[...names].join(", ")}.`,
    );
  }
  return parsed.expression;
}
