import type { Direction } from "../study/trial.js";
import type { PrintedLine } from "./printed-metrics.js";

export interface MetricLogSetup {
  /** The metric of each direction. */
  readonly goals: readonly { readonly direction: Direction; readonly metric: string }[];
  /** Further metrics that are kept, for constraints on them. */
  readonly others: readonly string[];
  readonly aggregate: "last" | "best" | "mean" | "median";
}

export type PrintedResult =
  | {
      readonly kind: "result";
      /** One per direction. */
      readonly values: readonly number[];
      /** Fold scores per direction, or null. */
      readonly folds: readonly (readonly number[] | null)[];
      readonly others: { readonly [name: string]: number };
    }
  | { readonly kind: "missing"; readonly metric: string }
  | { readonly kind: "non-finite"; readonly metric: string; readonly value: number };

interface Seen {
  last: number;
  /** The last one on a line that names no step: the program's own word about the end. */
  final: number | null;
  folds: readonly number[] | null;
  readonly steps: Map<number, number>;
}

/** What a program has printed of its metrics so far, and what that makes of its trial. */
export class MetricLog {
  readonly #seen = new Map<string, Seen>();

  constructor(private readonly setup: MetricLogSetup) {}

  /** Takes a line in; gives the intermediate value that it tells of a study with one direction, or null. */
  add(line: PrintedLine): { readonly step: number; readonly value: number } | null {
    const { step, values, folds } = line;
    for (const [name, value] of values) {
      const seen = this.#seen.get(name) ?? { last: value, final: null, folds: null, steps: new Map() };
      this.#seen.set(name, seen);
      seen.last = value;
      seen.folds = folds.get(name) ?? null;
      if (step === null) seen.final = value;
      else seen.steps.set(step, value);
    }
    const [goal, more] = this.setup.goals;
    const value = goal === undefined || more !== undefined ? undefined : values.get(goal.metric);
    return step === null || value === undefined ? null : { step, value };
  }

  /** The result of the trial, once the program has ended; what it had come to at the step at which it was ended, if any. */
  result(end: number | null): PrintedResult {
    const values: number[] = [];
    const folds: (readonly number[] | null)[] = [];
    for (const { metric, direction } of this.setup.goals) {
      const seen = this.#seen.get(metric);
      if (seen === undefined) return { kind: "missing", metric };
      const judged = this.#judge(seen, direction, end);
      if (!Number.isFinite(judged.value)) return { kind: "non-finite", metric, value: judged.value };
      values.push(judged.value);
      folds.push(judged.folds);
    }
    const others: { [name: string]: number } = {};
    for (const name of this.setup.others) {
      const seen = this.#seen.get(name);
      if (seen !== undefined) others[name] = seen.final ?? seen.last;
    }
    return { kind: "result", values, folds, others };
  }

  #judge(
    seen: Seen,
    direction: Direction,
    end: number | null,
  ): { readonly value: number; readonly folds: readonly number[] | null } {
    const { aggregate } = this.setup;
    const told = [...seen.steps].filter(([step]) => end === null || step <= end);
    const ended = end !== null && told.length > 0;
    if (!ended && aggregate === "last") return { value: seen.last, folds: seen.folds };
    if (!ended && seen.final !== null) return { value: seen.final, folds: seen.folds };
    const steps = told.map(([, value]) => value);
    switch (aggregate) {
      case "last":
        return { value: steps.at(-1)!, folds: null };
      case "mean":
        return { value: steps.reduce((sum, value) => sum + value, 0) / steps.length, folds: steps };
      case "median":
        return { value: median(steps), folds: null };
      case "best": {
        const better = direction === "maximize" ? Math.max : Math.min;
        return { value: steps.reduce((best, value) => better(best, value)), folds: null };
      }
    }
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
