import { uniform } from "../../../src/core/space/build.js";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { parseExpression } from "../../../src/core/space/expression/parse.js";
import type { InputConstraint, Parameter, SearchSpace } from "../../../src/core/space/space.js";
import type { Json } from "../../../src/core/study/json.js";
import type { MethodChoice } from "../../../src/core/study/options.js";
import type { Suggester } from "../../../src/core/study/suggest.js";
import { createSuggester } from "../../../src/core/study/suggester.js";
import type { Outcome, Trial } from "../../../src/core/study/trial.js";

export function parameter(name: string, distribution: Distribution, condition?: string): Parameter {
  if (condition === undefined) return { name, distribution, condition: null };
  const parsed = parseExpression(condition);
  if (parsed.kind !== "ok") throw new Error(`The condition ${condition} of ${name} cannot be read.`);
  return { name, distribution, condition: parsed.expression };
}

export function constraint(text: string): InputConstraint {
  const parsed = parseExpression(text);
  if (parsed.kind !== "ok") throw new Error(`The constraint ${text} cannot be read.`);
  return { expression: parsed.expression, text };
}

export function box(dimensions: number): SearchSpace {
  const parameters = Array.from({ length: dimensions }, (_, i) => parameter(`x${i}`, uniform(0, 1)));
  return { parameters, constraints: [] };
}

/** What a trial of a test comes to, beside its parameters. */
export interface Result {
  readonly outcome: Outcome;
  readonly seconds?: number;
  readonly attributes?: readonly (readonly [string, Json])[];
  readonly intermediate?: readonly (readonly [number, number])[];
}

export interface StudyOptions {
  readonly space: SearchSpace;
  readonly sampler: MethodChoice;
  readonly seed?: number;
  readonly noisy?: boolean;
  readonly objectives?: number;
  readonly parallel?: number;
}

export function complete(...values: number[]): Outcome {
  return { kind: "complete", values };
}

/** A study whose objective is a function of the internal values: what a sampler is tried on. */
export class TestStudy {
  readonly trials: Trial[] = [];
  #suggester: Suggester;

  constructor(private readonly options: StudyOptions) {
    this.#suggester = this.#create();
  }

  #create(): Suggester {
    const { space, sampler, seed = 1, noisy = false, objectives = 1, parallel = 1 } = this.options;
    const directions = Array.from({ length: objectives }, () => "minimize" as const);
    return createSuggester({ space, directions, sampler, seed, noisy, budget: null, parallel });
  }

  /** What would be suggested next, by this process or by another one that knows the trials alone. */
  next(where: "here" | "elsewhere" = "here"): ReadonlyMap<string, number> {
    const suggester = where === "here" ? this.#suggester : this.#create();
    const suggestion = suggester.suggest(this.trials, this.trials.length);
    if (suggestion.kind === "exhausted") throw new Error("The space is exhausted.");
    return suggestion.point;
  }

  /** Starts a trial that goes on running. */
  start(): ReadonlyMap<string, number> {
    const suggestion = this.#suggester.suggest(this.trials, this.trials.length);
    if (suggestion.kind === "exhausted") throw new Error("The space is exhausted.");
    this.#push(suggestion.point, { outcome: { kind: "running" }, attributes: suggestion.attributes });
    return suggestion.point;
  }

  run(count: number, objective: (point: ReadonlyMap<string, number>, number: number) => Result): void {
    for (let i = 0; i < count; i++) {
      const number = this.trials.length;
      const suggestion = this.#suggester.suggest(this.trials, number);
      if (suggestion.kind === "exhausted") return;
      const result = objective(suggestion.point, number);
      this.#push(suggestion.point, {
        ...result,
        attributes: [...suggestion.attributes, ...(result.attributes ?? [])],
      });
    }
  }

  #push(params: ReadonlyMap<string, number>, { outcome, seconds, attributes = [], intermediate = [] }: Result): void {
    const { parameters } = this.options.space;
    const number = this.trials.length;
    this.trials.push({
      number,
      id: number,
      outcome,
      params,
      distributionOf: (name) => parameters.find((candidate) => candidate.name === name)?.distribution,
      intermediate: new Map(intermediate),
      userAttributes: new Map(),
      systemAttributes: new Map(attributes),
      started: 0,
      finished: seconds === undefined ? null : seconds * 1e6,
      worker: null,
    });
  }

  /** The least value of complete trials, of the first objective. */
  get best(): number {
    return Math.min(...this.trials.map(({ outcome }) => (outcome.kind === "complete" ? outcome.values[0]! : Infinity)));
  }
}
