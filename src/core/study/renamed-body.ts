import { OPTUNA_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import { holdsFor, type Rename } from "./renames.js";
import type { TrialBody } from "./trial.js";

/** Attributes of a trial that hold values by the names of their parameters. */
const BY_NAME = [TRIAL_ATTRIBUTES.values, OPTUNA_ATTRIBUTES.fixedParams];

/** Whether a trial has a parameter under the name that a rename has ended. */
export function concerns(rename: Rename, { params, systemAttributes }: TrialBody): boolean {
  const { from, to } = rename;
  if (params.has(to) || !holdsFor(rename, systemAttributes)) return false;
  return params.has(from) || BY_NAME.some((key) => holds(systemAttributes.get(key), from));
}

/** What a rename changes in the attributes of a trial. */
export function renamedAttributes(
  attributes: ReadonlyMap<string, Json>,
  { from, to }: Rename,
): readonly (readonly [string, Json])[] {
  return BY_NAME.flatMap((key) => {
    const values = attributes.get(key);
    if (!holds(values, from)) return [];
    return [
      [key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name === from ? to : name, value]))],
    ];
  });
}

function holds(json: Json | undefined, name: string): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json) && Object.hasOwn(json, name);
}

/** A trial with the name that one of its parameters has today. */
export function renamedBody(body: TrialBody, rename: Rename): TrialBody {
  const { from, to } = rename;
  const { outcome, intermediate, userAttributes, systemAttributes, started, finished, worker } = body;
  const changed = renamedAttributes(systemAttributes, rename);
  return {
    ...{ outcome, intermediate, userAttributes, started, finished, worker },
    params: new Map([...body.params.entries()].map(([name, value]) => [name === from ? to : name, value])),
    systemAttributes: changed.length === 0 ? systemAttributes : new Map([...systemAttributes, ...changed]),
    distributionOf: (name) => (name === from ? undefined : body.distributionOf(name === to ? from : name)),
  };
}
