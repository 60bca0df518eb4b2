import { mannWhitney } from "../math/rank-statistics.js";
import type { StudyState } from "../study/state.js";
import { lossesOf } from "../study/stop/progress.js";
import type { Direction } from "../study/trial.js";
import { convergence, type Point } from "./convergence.js";

export interface Compared {
  readonly name: string;
  readonly points: readonly Point[];
  readonly best: number | null;
  /** How many complete trials it took to come within a hundredth of the way from the first value to the best of all. */
  readonly trialsToBest: number | null;
}

export interface Comparison {
  readonly direction: Direction;
  readonly studies: readonly Compared[];
  readonly pairs: readonly Pair[];
}

/** How the values of two studies' trials compare. */
export interface Pair {
  readonly first: string;
  readonly second: string;
  /** The probability that a trial of the first has the better value than one of the second. */
  readonly better: number;
  /** How often chance alone would set them so far apart. */
  readonly p: number;
}

/** Studies beside each other: one direction each, and the same; null where that is not so. */
export function compareStudies(studies: readonly StudyState[]): Comparison | null {
  const direction = studies[0]?.directions[0];
  if (direction === undefined) return null;
  if (studies.some(({ directions }) => directions.length !== 1 || directions[0] !== direction)) return null;
  const curves = studies.map(({ name, trials }) => ({ name, points: convergence(direction, trials) }));
  const bests = curves.flatMap(({ points }) => points.at(-1)?.best ?? []);
  const goal = bests.reduce((a, b) => (direction === "maximize" ? Math.max(a, b) : Math.min(a, b)), bests[0] ?? 0);
  const losses = studies.map(({ trials }) => lossesOf(trials, [direction]));
  const pairs = studies.flatMap((first, i) =>
    studies.slice(i + 1).flatMap((second, offset): Pair[] => {
      const test = mannWhitney(losses[i]!, losses[i + 1 + offset]!);
      return test === null ? [] : [{ first: first.name, second: second.name, better: test.smaller, p: test.p }];
    }),
  );
  return {
    direction,
    studies: curves.map(({ name, points }) => ({
      name,
      points,
      best: points.at(-1)?.best ?? null,
      trialsToBest: trialsTo(points, goal),
    })),
    pairs,
  };
}

function trialsTo(points: readonly Point[], goal: number): number | null {
  const start = points[0]?.value;
  if (start === undefined) return null;
  const near = Math.abs(goal - start) / 100;
  const at = points.findIndex(({ best }) => Math.abs(best - goal) <= near);
  return at < 0 ? null : at + 1;
}
