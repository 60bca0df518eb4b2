import { parentsOf } from "../../../../src/core/space/activity.js";
import { choicesOf, type Distribution } from "../../../../src/core/space/distribution.js";
import { holds } from "../../../../src/core/space/expression/evaluate.js";
import { type Literal, type PlainValue, plainValue } from "../../../../src/core/space/literal.js";
import type { Parameter, SearchSpace } from "../../../../src/core/space/space.js";

/** A parameter as the programs of other tools read it. */
export interface PlainParameter {
  readonly name: string;
  readonly type: "float" | "int" | "cat";
  readonly low?: number;
  readonly high?: number;
  readonly log: boolean;
  readonly choices?: readonly PlainValue[];
  /** The parent and its values with which the parameter is active; null for always. */
  readonly when: readonly [string, readonly PlainValue[]] | null;
}

export function plainSpace(space: SearchSpace): readonly PlainParameter[] {
  return space.parameters.map((parameter) => ({
    name: parameter.name,
    ...plainDistribution(parameter.distribution),
    when: conditionOf(parameter, space),
  }));
}

function plainDistribution(distribution: Distribution): Omit<PlainParameter, "name" | "when"> {
  switch (distribution.kind) {
    case "uniform":
    case "loguniform":
      return { type: "float", ...boundsOf(distribution), log: distribution.kind === "loguniform" };
    case "int":
    case "logint":
      return { type: "int", ...boundsOf(distribution), log: distribution.kind === "logint" };
    case "choice":
    case "ordinal":
    case "bool":
      return { type: "cat", choices: choicesOf(distribution).map(plainValue), log: false };
    default:
      throw new Error(`The benchmark has no problem with a ${distribution.kind} parameter.`);
  }
}

function boundsOf({ low, high }: { readonly low: number; readonly high: number }) {
  return { low, high };
}

function conditionOf({ condition, ...rest }: Parameter, space: SearchSpace): PlainParameter["when"] {
  if (condition === null) return null;
  const [name = "", ...others] = parentsOf({ condition, ...rest });
  const parent = space.parameters.find((parameter) => parameter.name === name);
  if (parent === undefined || others.length > 0) throw new Error(`The condition of ${rest.name} has not one parent.`);
  const values = valuesOf(parent.distribution).filter((value) =>
    holds(condition, (asked) => (asked === name ? value : undefined)),
  );
  return [name, values.map(plainValue)];
}

function valuesOf(distribution: Distribution): readonly Literal[] {
  if (distribution.kind === "int") {
    const { low, high } = distribution;
    return Array.from({ length: high - low + 1 }, (_, i) => ({ kind: "int", value: low + i }));
  }
  if (distribution.kind === "choice" || distribution.kind === "ordinal" || distribution.kind === "bool") {
    return choicesOf(distribution);
  }
  throw new Error(`A ${distribution.kind} parameter has too many values to be a parent here.`);
}
