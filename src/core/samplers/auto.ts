import { optionsOf } from "../study/method.js";
import type { Proposal, Sampler, SamplerInput } from "./sampler.js";
import { nextSobolPoint } from "./sobol.js";
import { tpe } from "./tpe/tpe.js";

export const auto: Sampler = {
  name: "auto",
  summary: "Picks a method by what is known of the study, and says which and why.",
  options: [],
  propose(input): Proposal {
    const judged = input.history.filter(({ state }) => state === "complete" || state === "pruned").length;
    const startup = startupTrials(input);
    if (judged < startup) {
      const reason = `auto: Sobol points for the first ${startup} trials, since nothing is known of the objective yet.`;
      const point = nextSobolPoint(input);
      return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
    }
    const proposal = tpe.propose(input, optionsOf(tpe, { startup }));
    if (proposal.kind === "exhausted") return proposal;
    return { ...proposal, reason: `auto: TPE, since ${judged} trials tell where good values lie${spaceText(input)}.` };
  },
};

/** Ten, as tables of real models want it; a fifth of a budget below fifty, which has none to spare. */
function startupTrials({ budget }: SamplerInput): number {
  return budget === null ? 10 : Math.min(10, Math.max(3, Math.ceil(budget / 5)));
}

function spaceText({ cube, objectives }: SamplerInput): string {
  const kinds: string[] = [];
  if (cube.conditional) kinds.push("conditions");
  if (cube.dimensions.some(({ categories }) => categories > 0)) kinds.push("categories");
  if (objectives > 1) kinds.push("several objectives");
  return kinds.length === 0 ? "" : `, and it copes with ${kinds.join(" and ")}`;
}
