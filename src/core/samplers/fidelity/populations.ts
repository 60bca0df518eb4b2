import { dominates } from "../../math/pareto.js";
import { budgetIn } from "../../study/budget.js";
import type { Json } from "../../study/json.js";
import { ranked } from "../ranking.js";
import type { SamplerInput } from "../sampler.js";
import { allOf, asComplete, type Result, resultsOf } from "./results.js";

/** The number of the trial that a trial is to replace in its population; kept with the trial. */
export const TARGET_ATTRIBUTE = "hyperlens:target";

/** The members of the population at one budget, each the best that has stood in its place. */
export interface Population {
  readonly members: readonly Result[];
  /** How many trials at this budget were made to replace a member, running ones included. */
  readonly offspring: number;
}

/**
 * The population at a budget as the trials so far have made it: one without a target joins, one with a target takes its
 * place if it is no worse (N. Awad, N. Mallik and F. Hutter, "DEHB", IJCAI 2021, section 4).
 */
export function populationAt(input: SamplerInput, resource: number): Population {
  const all = allOf(input);
  const members: Result[] = [];
  /** The place of each trial that ever stood in one, or was to. */
  const places = new Map<number, number>();
  const results = new Map(
    resultsOf(input)
      .filter((result) => result.resource === resource)
      .map((result) => [result.observation.number, result]),
  );
  let offspring = 0;
  for (const { number, attributes } of input.history) {
    if ((budgetIn(attributes)?.resource ?? all) !== resource) continue;
    const target = targetIn(attributes);
    if (target !== null) offspring++;
    const result = results.get(number);
    if (result === undefined) continue;
    const place = target === null ? undefined : places.get(target);
    if (place === undefined) {
      places.set(number, members.length);
      members.push(result);
      continue;
    }
    places.set(number, place);
    if (isNoWorse(result, members[place]!)) members[place] = result;
  }
  return { members, offspring };
}

/** The best so many members, the best first. */
export function bestMembers({ members }: Population, count: number, objectives: number): readonly Result[] {
  const byNumber = new Map(members.map((member) => [member.observation.number, member]));
  return ranked(members.map(asComplete), objectives)
    .slice(0, count)
    .map(({ number }) => byNumber.get(number)!);
}

function isNoWorse(a: Result, b: Result): boolean {
  const [own, other] = [a.observation.violation, b.observation.violation];
  if (own !== other) return own < other;
  return !dominates(b.losses, a.losses);
}

function targetIn(attributes: ReadonlyMap<string, Json>): number | null {
  const target = attributes.get(TARGET_ATTRIBUTE);
  return typeof target === "number" ? target : null;
}
