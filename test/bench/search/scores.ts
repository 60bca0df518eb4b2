import type { Problem } from "../problems/problem.js";

/** The best value so far of one method on a problem after a number of trials: the median over its seeds. */
export type Medians = (problem: string, budget: number) => number;

/** Below this a regret counts as this much in the geometric mean. */
const FLOOR = 1e-6;

/** The distance to the optimum: 1 is that of one random draw, 0 the optimum itself. */
export function normalisedRegret({ optimum, randomDraw }: Problem, value: number): number {
  return Math.max(0, (value - optimum) / (randomDraw - optimum));
}

export interface Score {
  readonly mean: number;
  readonly geometric: number;
}

export function score(problems: readonly Problem[], medians: Medians, budget: number): Score {
  const regrets = problems.map((problem) => normalisedRegret(problem, medians(problem.name, budget)));
  return {
    mean: mean(regrets),
    geometric: Math.exp(mean(regrets.map((regret) => Math.log(Math.max(FLOOR, regret))))),
  };
}

/** The mean over the problems of the rank of each method, 1 for the best, ties averaged; methods without values left out. */
export function meanRanks(
  problems: readonly Problem[],
  methods: ReadonlyMap<string, Medians>,
  budget: number,
): ReadonlyMap<string, number> {
  const present = [...methods].filter(([, medians]) =>
    problems.every(({ name }) => Number.isFinite(medians(name, budget))),
  );
  return new Map(
    present.map(([method, own]) => {
      const ranks = problems.map(({ name }) => {
        const value = own(name, budget);
        const better = present.filter(([, other]) => other(name, budget) < value).length;
        const equal = present.filter(([, other]) => other(name, budget) === value).length;
        return better + (equal + 1) / 2;
      });
      return [method, mean(ranks)];
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
