import { formatNumber } from "../format/number.js";
import type { BudgetedRun, Plan, PlanInput, Rung } from "./planner.js";
import { standings } from "./standing.js";

/** The rungs of the bracket that is to begin; null where there is none left. */
export type NextBracket = (bracket: number) => readonly Rung[] | null;

/**
 * Carries out brackets one after the other, rung by rung: a rung begins when the one below is done, with the best of
 * those that came through it.
 */
export function runBrackets({ runs, number }: PlanInput, next: NextBracket, done: string): Plan {
  const bracket = runs.reduce((last, { budget }) => Math.max(last, budget.bracket), 0);
  const present = runs.filter(({ budget }) => budget.bracket === bracket);
  const begun = present[0];
  if (begun === undefined) return begin(number, bracket, next, done);
  const { rungs } = begun.budget;
  const fresh = { candidate: number, bracket, rungs };
  for (const [rung, { candidates, resource }] of rungs.entries()) {
    const here = present.filter(({ budget }) => budget.rung === rung);
    if (rung === 0) {
      if (here.length < candidates) return { kind: "new", budget: { ...fresh, resource, rung } };
      continue;
    }
    const below = present.filter(({ budget }) => budget.rung === rung - 1);
    if (below.some(({ state }) => state === "running")) return { kind: "wait" };
    const known = new Set(here.map(({ budget }) => budget.candidate));
    const survivors = bestOf(below, candidates);
    const chosen = survivors.find(({ budget }) => !known.has(budget.candidate));
    if (chosen !== undefined) {
      const reason = `Again with ${formatNumber(resource)}: one of the best ${candidates} of ${below.length} with ${formatNumber(rungs[rung - 1]!.resource)}.`;
      const { candidate } = chosen.budget;
      return { kind: "again", of: chosen.number, budget: { resource, candidate, bracket, rung, rungs }, reason };
    }
  }
  return begin(number, bracket + 1, next, done);
}

function begin(number: number, bracket: number, next: NextBracket, done: string): Plan {
  const rungs = next(bracket);
  const [lowest] = rungs ?? [];
  if (rungs === null || lowest === undefined) return { kind: "end", reason: done };
  return { kind: "new", budget: { resource: lowest.resource, candidate: number, bracket, rung: 0, rungs } };
}

/** The best so many of the runs that have a result, the best first; of equals the first. */
export function bestOf(runs: readonly BudgetedRun[], count: number): readonly BudgetedRun[] {
  const sound = runs.filter(({ state, losses }) => state === "complete" && losses.length > 0);
  const standing = standings(sound.map(({ losses }) => losses));
  const order = [...sound.keys()].sort((a, b) => compare(standing[a]!, standing[b]!) || a - b);
  return order.slice(0, count).map((index) => sound[index]!);
}

/** By size, what is no number last. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
