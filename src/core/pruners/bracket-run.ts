import { formatNumber } from "../format/number.js";
import { english } from "../l10n/translation.js";
import { RUN_ENDS } from "../study/run-ends.js";
import type { BudgetedRun, Plan, PlanInput, Rung } from "./planner.js";
import { standings } from "./standing.js";

export interface BracketSeries {
  /** The rungs of the bracket that is to begin; null where there is none left. */
  next(bracket: number): readonly Rung[] | null;
  /** What is said where there is none left. */
  readonly done: string;
  /** Where no bracket can go on before a running trial has ended: whether a slot waits, or begins the next bracket. */
  readonly idle: "wait" | "begin";
  /** Whether a configuration goes on from the checkpoint of its trial on the rung below; else it begins anew. */
  readonly checkpoints: boolean;
}

/**
 * Carries out brackets one after the other, rung by rung: a rung begins when the one below is done, with the best of
 * those that came through it.
 */
export function runBrackets(input: PlanInput, series: BracketSeries): Plan {
  const { runs, number, fresh } = input;
  const latest = latestBracket(runs);
  const first = series.idle === "begin" ? 0 : latest;
  let waits = false;
  for (let bracket = first; bracket <= latest; bracket++) {
    const present = runs.filter(({ budget }) => budget.bracket === bracket);
    if (present.length === 0) continue;
    const step = stepOf(present, number, fresh, series.checkpoints);
    if (step !== "done" && step !== "wait") return step;
    waits ||= step === "wait";
  }
  if (waits && (series.idle === "wait" || !fresh)) return { kind: "wait" };
  if (!fresh) return { kind: "end", reason: RUN_ENDS.exhausted(english) };
  const begun = runs.length > 0;
  const rungs = series.next(begun ? latest + 1 : 0);
  const [lowest] = rungs ?? [];
  if (rungs === null || lowest === undefined) return waits ? { kind: "wait" } : { kind: "end", reason: series.done };
  const bracket = begun ? latest + 1 : 0;
  return { kind: "new", budget: { resource: lowest.resource, candidate: number, bracket, rung: 0, rungs } };
}

/** The trials of brackets that are not done, below their last rungs: the best of them may go on. */
export function sourcesOfBrackets({ runs }: PlanInput): readonly number[] {
  const open = [...Array(latestBracket(runs) + 1).keys()].flatMap((bracket) => {
    const present = runs.filter(({ budget }) => budget.bracket === bracket);
    return present.length === 0 || stepOf(present, 0, true, true) === "done" ? [] : present;
  });
  const sound = open.filter(({ state, losses }) => state === "complete" && losses.length > 0);
  return sound.filter(({ budget: { rung, rungs } }) => rung < rungs.length - 1).map((run) => run.number);
}

function latestBracket(runs: readonly BudgetedRun[]): number {
  return runs.reduce((last, { budget }) => Math.max(last, budget.bracket), 0);
}

/** What a bracket does next; `present` are its runs, at least one. */
function stepOf(
  present: readonly BudgetedRun[],
  number: number,
  fresh: boolean,
  checkpoints: boolean,
): Plan | "wait" | "done" {
  const { rungs, bracket } = present[0]!.budget;
  for (const [rung, { candidates, resource }] of rungs.entries()) {
    const here = present.filter(({ budget }) => budget.rung === rung);
    if (rung === 0) {
      if (here.length < candidates && fresh) {
        return { kind: "new", budget: { candidate: number, bracket, rungs, resource, rung } };
      }
      continue;
    }
    const below = present.filter(({ budget }) => budget.rung === rung - 1);
    if (below.some(({ state }) => state === "running")) return "wait";
    const known = new Set(here.map(({ budget }) => budget.candidate));
    const survivors = bestOf(below, candidates);
    const chosen = survivors.find(({ budget }) => !known.has(budget.candidate));
    if (chosen !== undefined) {
      const reason = `Again with ${formatNumber(resource)}: one of the best ${candidates} of ${below.length} with ${formatNumber(rungs[rung - 1]!.resource)}.`;
      const { candidate } = chosen.budget;
      const budget = { resource, candidate, bracket, rung, rungs };
      return { kind: "again", of: chosen.number, budget, reason, ...(checkpoints ? { continues: chosen.number } : {}) };
    }
  }
  return "done";
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
