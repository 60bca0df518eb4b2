import type { Distribution } from "../space/distribution.js";
import type { Point } from "../space/space.js";
import { OPTUNA_ATTRIBUTES, TRIAL_ATTRIBUTES } from "./attributes.js";
import type { Json } from "./json.js";
import { holdsFor, type Rename } from "./renames.js";
import type { Instant, Outcome, TrialBody } from "./trial.js";

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
export class RenamedBody implements TrialBody {
  readonly params: Point;
  readonly systemAttributes: ReadonlyMap<string, Json>;

  constructor(
    private readonly body: TrialBody,
    private readonly rename: Rename,
  ) {
    this.params = new Map([...body.params.entries()].map(([name, value]) => [this.today(name), value]));
    const changed = renamedAttributes(body.systemAttributes, rename);
    this.systemAttributes =
      changed.length === 0 ? body.systemAttributes : new Map([...body.systemAttributes, ...changed]);
  }

  get outcome(): Outcome {
    return this.body.outcome;
  }

  get intermediate(): ReadonlyMap<number, number> {
    return this.body.intermediate;
  }

  get userAttributes(): ReadonlyMap<string, Json> {
    return this.body.userAttributes;
  }

  get started(): Instant | null {
    return this.body.started;
  }

  get finished(): Instant | null {
    return this.body.finished;
  }

  get worker(): string | null {
    return this.body.worker;
  }

  distributionOf(name: string): Distribution | undefined {
    const { from, to } = this.rename;
    return name === from ? undefined : this.body.distributionOf(name === to ? from : name);
  }

  private today(name: string): string {
    return name === this.rename.from ? this.rename.to : name;
  }
}
