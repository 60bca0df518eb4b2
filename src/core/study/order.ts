import type { Direction } from "./trial.js";

/** Whether `a` is strictly better than `b` in a direction; NaN is never better, and anything is better than NaN. */
export function isBetter(direction: Direction, a: number, b: number): boolean {
  if (Number.isNaN(a)) return false;
  if (Number.isNaN(b)) return true;
  return direction === "minimize" ? a < b : a > b;
}

/** Whether `a` is at least as good as `b` in every direction and better in one (Pareto dominance). */
export function dominates(directions: readonly Direction[], a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (const [i, direction] of directions.entries()) {
    const [left, right] = [a[i] ?? Number.NaN, b[i] ?? Number.NaN];
    if (isBetter(direction, right, left)) return false;
    better ||= isBetter(direction, left, right);
  }
  return better;
}
