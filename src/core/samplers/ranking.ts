import { crowdingDistances } from "../math/crowding.js";
import { nondominationRanks } from "../math/pareto.js";
import type { Observation } from "./sampler.js";
import { comparePruned } from "./tpe/split.js";

/**
 * Judged trials from best to worst: feasible complete ones by loss; with several objectives by front of non-domination, and
 * within a front the less crowded first (K. Deb et al., "NSGA-II", 2002, section III.B). Then pruned ones by how far they
 * came, then infeasible ones by their violation (constraint domination, ibid., section VI). Failed and running trials are
 * left out.
 */
export function ranked(trials: readonly Observation[], objectives: number): readonly Observation[] {
  const complete: Observation[] = [];
  const pruned: Observation[] = [];
  const infeasible: Observation[] = [];
  for (const trial of trials) {
    if (trial.state !== "complete" && trial.state !== "pruned") continue;
    if (trial.violation > 0) infeasible.push(trial);
    else (trial.state === "complete" ? complete : pruned).push(trial);
  }
  infeasible.sort((a, b) => compare(a.violation, b.violation) || a.number - b.number);
  return [...byWorth(complete, objectives), ...pruned.sort(comparePruned), ...infeasible];
}

function byWorth(trials: readonly Observation[], objectives: number): readonly Observation[] {
  if (objectives === 1) {
    return [...trials].sort((a, b) => compare(a.losses[0]!, b.losses[0]!) || a.number - b.number);
  }
  const ranks = nondominationRanks(trials.map(({ losses }) => losses));
  const fronts: Observation[][] = [];
  trials.forEach((trial, i) => {
    fronts[ranks[i]!] ??= [];
    fronts[ranks[i]!]!.push(trial);
  });
  return fronts.flatMap((front) => {
    const crowding = crowdingDistances(front.map(({ losses }) => losses));
    const order = [...front.keys()].sort((a, b) => compare(crowding[b]!, crowding[a]!) || a - b);
    return order.map((i) => front[i]!);
  });
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
