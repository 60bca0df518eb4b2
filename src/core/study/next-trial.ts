import type { Plan } from "../pruners/planner.js";
import type { Point } from "../space/space.js";
import type { Json } from "./json.js";
import { attributesOfPlan, type Schedule } from "./schedule.js";
import type { Suggester } from "./suggest.js";
import type { Trial } from "./trial.js";

/** What a study begins next, or why it begins nothing. */
export type NextTrial =
  | {
      readonly kind: "begin";
      readonly point: Point;
      readonly reason: string;
      /** System attributes of the sampler and of the plan. */
      readonly attributes: readonly (readonly [string, Json])[];
      /** The trial from whose checkpoint it goes on; null where it begins anew. */
      readonly continues: number | null;
    }
  /** Nothing can be begun before one of the running trials has ended. */
  | { readonly kind: "wait" }
  /** A plan has come to its end. */
  | { readonly kind: "end"; readonly reason: string }
  /** The sampler has nothing to propose, for a reason of its own or since every configuration has been tried. */
  | { readonly kind: "exhausted"; readonly reason: string | null };

/**
 * What trial `number` is to be, by the sampler and, where trials are given shares of a resource, by their plan. Where the
 * sampler has no new configuration a plan goes on with those it has.
 */
export function nextTrial(
  suggester: Suggester,
  schedule: Schedule | null,
  trials: readonly Trial[],
  number: number,
): NextTrial {
  const plan = schedule?.next(trials, number, true) ?? null;
  if (plan !== null && plan.kind !== "new") return planned(plan, trials);
  const share = plan === null ? undefined : { budget: plan.budget, continues: plan.continues ?? null };
  const suggestion = suggester.suggest(trials, number, share);
  if (suggestion.kind === "point") {
    const { point, reason } = suggestion;
    const attributes = [...suggestion.attributes, ...(plan === null ? [] : attributesOfPlan(plan, trials))];
    return { kind: "begin", point, reason, attributes, continues: plan?.continues ?? null };
  }
  const rest = schedule?.next(trials, number, false);
  if (rest?.kind === "again" || rest?.kind === "wait") return planned(rest, trials);
  return { kind: "exhausted", reason: suggestion.reason ?? null };
}

function planned(plan: Exclude<Plan, { readonly kind: "new" }>, trials: readonly Trial[]): NextTrial {
  if (plan.kind !== "again") return plan;
  const { of, reason, continues = null } = plan;
  return { kind: "begin", point: trials[of]!.params, reason, attributes: attributesOfPlan(plan, trials), continues };
}
