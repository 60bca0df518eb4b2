import type { OptionValues } from "../study/method.js";
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
    const proposal = tpe.propose(input, tpeOptions(startup));
    if (proposal.kind === "exhausted") return proposal;
    return { ...proposal, reason: `auto: TPE, since ${judged} trials tell where good values lie${spaceText(input)}.` };
  },
};

/** As many as the model needs to tell directions apart, without spending more than a fifth of a small budget. */
function startupTrials({ cube, budget }: SamplerInput): number {
  const wanted = Math.min(10, Math.max(4, cube.dimensions.length + 1));
  return budget === null ? wanted : Math.max(2, Math.min(wanted, Math.ceil(budget / 5)));
}

function spaceText({ cube, objectives }: SamplerInput): string {
  const kinds: string[] = [];
  if (cube.conditional) kinds.push("conditions");
  if (cube.dimensions.some(({ categories }) => categories > 0)) kinds.push("categories");
  if (objectives > 1) kinds.push("several objectives");
  return kinds.length === 0 ? "" : `, and it copes with ${kinds.join(" and ")}`;
}

function tpeOptions(startup: number): OptionValues {
  const given: Readonly<Record<string, number | string | boolean>> = { startup };
  const value = (name: string) => given[name] ?? tpe.options.find((option) => option.name === name)?.default;
  return {
    integer: (name) => Number(value(name)),
    number: (name) => Number(value(name)),
    on: (name) => value(name) === true,
    word: (name) => String(value(name)),
  };
}
