import { describeDistribution } from "../space/describe.js";
import { printExpression } from "../space/expression/print.js";
import type { Expression } from "../space/expression.js";
import type { SearchSpace } from "../space/space.js";
import { STUDY_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import { decodeSetup, encodeSetup } from "./setup.js";
import type { StudyState } from "./state.js";
import type { TrialBody } from "./trial.js";

/**
 * A parameter that has got another name. Finished trials cannot change in the journal, so the study says what their names
 * mean today: trials of this version of the space and of those before it have the parameter under the old name.
 */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** The version of the space in which the parameter had the old name last. */
  readonly space: number;
}

/** The renames of a study in the order in which they were made; what is none is left out. */
export function decodeRenames(json: Json | undefined): readonly Rename[] {
  if (!Array.isArray(json)) return [];
  return (json as readonly Json[]).flatMap((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return [];
    const { from, to, space } = item as { readonly [name: string]: Json };
    const sound = typeof from === "string" && typeof to === "string" && from !== to && typeof space === "number";
    return sound ? [{ from, to, space }] : [];
  });
}

export function renamesOf(study: StudyState): readonly Rename[] {
  return decodeRenames(study.systemAttributes.get(STUDY_ATTRIBUTES.renamed));
}

/** What a parameter is called today that a trial has under this name. */
export function nameToday(
  renames: readonly Rename[],
  name: string,
  { systemAttributes }: Pick<TrialBody, "systemAttributes">,
): string {
  return renames.reduce(
    (is, rename) => (is === rename.from && holdsFor(rename, systemAttributes) ? rename.to : is),
    name,
  );
}

/** Whether a rename is about a trial with these attributes. Other programs' trials know of no versions. */
export function holdsFor({ space }: Rename, systemAttributes: ReadonlyMap<string, Json>): boolean {
  const version = systemAttributes.get(TRIAL_ATTRIBUTES.space);
  return typeof version !== "number" || version <= space;
}

/** The set-up of a study, as the journal holds it, with the name of today; one of a later version is left as it is. */
export function renamedSetup(json: Json, rename: Rename): Json {
  const setup = decodeSetup(json);
  if (setup === null || setup.version > rename.space) return json;
  const names = setup.space.parameters.map(({ name }) => name);
  if (!names.includes(rename.from) || names.includes(rename.to)) return json;
  return encodeSetup({ ...setup, space: renamedSpace(setup.space, rename) });
}

function renamedSpace({ parameters, constraints }: SearchSpace, { from, to }: Rename): SearchSpace {
  const renamed = (expression: Expression) => renamedExpression(expression, from, to);
  return {
    parameters: parameters.map(({ name, distribution, condition }) => ({
      name: name === from ? to : name,
      distribution,
      condition: condition === null ? null : renamed(condition),
    })),
    constraints: constraints.map((constraint) => {
      const expression = renamed(constraint.expression);
      return expression === constraint.expression ? constraint : { expression, text: printExpression(expression) };
    }),
  };
}

/** The same expression where it does not name the parameter. */
function renamedExpression(expression: Expression, from: string, to: string): Expression {
  const renamed = (part: Expression) => renamedExpression(part, from, to);
  switch (expression.kind) {
    case "literal":
      return expression;
    case "name":
      return expression.name === from ? { kind: "name", name: to } : expression;
    case "list": {
      const items = expression.items.map(renamed);
      return items.every((item, i) => item === expression.items[i]) ? expression : { ...expression, items };
    }
    case "unary": {
      const operand = renamed(expression.operand);
      return operand === expression.operand ? expression : { ...expression, operand };
    }
    case "binary": {
      const [left, right] = [renamed(expression.left), renamed(expression.right)];
      return left === expression.left && right === expression.right ? expression : { ...expression, left, right };
    }
  }
}

/** A parameter of a space in brief: enough to know it again under another name. */
export interface NamedRange {
  readonly name: string;
  /** Its distribution as an annotation writes it. */
  readonly range: string;
}

export function rangesOf({ parameters }: SearchSpace): readonly NamedRange[] {
  return parameters.map(({ name, distribution }) => ({ name, range: describeDistribution(distribution) }));
}

/**
 * Pairs of a parameter that has gone and one that is new with the very same range, where it is the only such pair: most
 * likely one parameter under two names. Only a person can say so for sure.
 */
export function likelyRenames(
  before: readonly NamedRange[],
  after: readonly NamedRange[],
): readonly Pick<Rename, "from" | "to">[] {
  const without = (ranges: readonly NamedRange[], others: readonly NamedRange[]) =>
    ranges.filter(({ name }) => !others.some((other) => other.name === name));
  const [gone, fresh] = [without(before, after), without(after, before)];
  return gone.flatMap(({ name: from, range }) => {
    const alike = fresh.filter((parameter) => parameter.range === range);
    const rivals = gone.filter((parameter) => parameter.range === range);
    return alike.length === 1 && rivals.length === 1 ? [{ from, to: alike[0]!.name }] : [];
  });
}
