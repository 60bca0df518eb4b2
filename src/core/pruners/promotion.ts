import { formatNumber } from "../format/number.js";
import { english } from "../l10n/translation.js";
import { RUN_ENDS } from "../study/run-ends.js";
import { bestOf } from "./bracket-run.js";
import type { Plan, PlanInput } from "./planner.js";

export interface Promotion {
  /** The resource of each rung, rising. */
  readonly resources: readonly number[];
  readonly factor: number;
  /** Whether a configuration goes on from the checkpoint of its trial on the rung below; else it begins anew. */
  readonly checkpoints: boolean;
}

/**
 * Asynchronous successive halving by promotion (L. Li et al., "A system for massively parallel hyperparameter tuning",
 * 2020, algorithm 2): a free slot takes the best configuration that is among the best 1/factor of a rung and has not
 * been run on the next one, from the highest rung down, or else begins a new one at the lowest. Where there is no new one
 * left, the best of each rung goes on however few there are, so that one comes to the top.
 */
export function promote({ runs, number, fresh }: PlanInput, { resources, factor, checkpoints }: Promotion): Plan {
  const rungs = resources.map((resource) => ({ candidates: 0, resource }));
  for (let rung = resources.length - 2; rung >= 0; rung--) {
    const here = runs.filter(({ budget }) => budget.resource === resources[rung]);
    const above = runs.filter(({ budget }) => budget.resource === resources[rung + 1]);
    const known = new Set(above.map(({ budget }) => budget.candidate));
    const finished = here.filter(({ state }) => state !== "running").length;
    const places = Math.max(Math.floor(finished / factor), fresh ? 0 : 1);
    if (!fresh && here.length > finished) return { kind: "wait" };
    const chosen = bestOf(here, places).find(({ budget }) => !known.has(budget.candidate));
    if (chosen === undefined) continue;
    const { candidate } = chosen.budget;
    const resource = resources[rung + 1]!;
    const reason = `Again with ${formatNumber(resource)}: among the best 1/${factor} of ${finished} with ${formatNumber(resources[rung]!)}.`;
    return {
      kind: "again",
      of: chosen.number,
      budget: { resource, candidate, bracket: 0, rung: rung + 1, rungs },
      reason,
      ...(checkpoints ? { continues: chosen.number } : {}),
    };
  }
  if (!fresh) {
    const underWay = runs.some(({ state }) => state === "running");
    return underWay ? { kind: "wait" } : { kind: "end", reason: RUN_ENDS.exhausted(english) };
  }
  return { kind: "new", budget: { resource: resources[0]!, candidate: number, bracket: 0, rung: 0, rungs } };
}

/**
 * The runs that may yet be promoted: a run keeps its place among those of its rung or loses it, so that one which is not
 * among the best 1/factor of as many as the rung can still become never will be.
 */
export function sourcesOfPromotion({ runs, left }: PlanInput, { resources, factor }: Promotion): readonly number[] {
  return resources.slice(0, -1).flatMap((resource, rung) => {
    const here = runs.filter(({ budget }) => budget.resource === resource);
    const above = runs.filter(({ budget }) => budget.resource === resources[rung + 1]);
    const known = new Set(above.map(({ budget }) => budget.candidate));
    const most = left === null ? Number.POSITIVE_INFINITY : Math.floor((here.length + Math.max(0, left)) / factor);
    const open = bestOf(here, most).filter(({ budget }) => !known.has(budget.candidate));
    return open.map((run) => run.number);
  });
}
