import { phrase } from "../../l10n/phrase.js";
import { english } from "../../l10n/translation.js";
import { deriveRandom, drawIndex } from "../../math/random.js";
import { bestOf } from "../../pruners/bracket-run.js";
import type { BudgetedRun, Plan, PlanInput, Rung } from "../../pruners/planner.js";
import type { Resource } from "../../pruners/pruner.js";
import type { MethodOption, OptionValues } from "../../study/method.js";
import { RUN_ENDS } from "../../study/run-ends.js";

/** Generations where neither the interval nor the study's total says how many there are. */
const GENERATIONS = 10;

export const POPULATION_OPTIONS: readonly MethodOption[] = [
  {
    name: "population",
    type: { kind: "integer", min: 2, max: 10_000 },
    default: 10,
    summary: phrase("How many members train beside each other (10)."),
  },
  {
    name: "interval",
    type: { kind: "number", min: 0, max: null },
    default: 0,
    summary: phrase(
      "After how much of the resource members are compared; 0 for as many generations as the study's trials allow, or ten (0).",
    ),
  },
  {
    name: "exploit",
    type: { kind: "word", words: ["truncation", "tournament"] },
    default: "truncation",
    summary: phrase(
      "Who goes on from another's checkpoint: the worst members from one of the best (truncation), or each from a random member that is better (tournament).",
    ),
  },
  {
    name: "quantile",
    type: { kind: "number", min: 0, max: 0.5 },
    default: 0.25,
    summary: phrase("The share of the members that counts as the worst, and as the best, under truncation (0.25)."),
  },
  {
    name: "synchronous",
    type: { kind: "switch" },
    default: true,
    summary: phrase(
      "Whether all members end a generation before the next one begins; off: each goes on at once, and is compared with those that have come as far, where these are half of all (on).",
    ),
  },
];

/** The resource that each generation comes to, whole where the resource is counted in whole numbers. */
export function generationsOf(
  { min, max }: Resource,
  population: number,
  interval: number,
  left: number | null,
): readonly Rung[] {
  const whole = Number.isInteger(min) && Number.isInteger(max);
  const wanted = left === null ? GENERATIONS : Math.floor(left / population);
  const most = whole ? Math.floor(max / min) : Number.POSITIVE_INFINITY;
  const count = Math.max(1, Math.min(most, interval > 0 ? Math.ceil(max / Math.max(interval, min)) : wanted));
  const step = interval > 0 ? Math.max(interval, min) : max / count;
  const before = Array.from({ length: count - 1 }, (_, i) => Math.max(min, (i + 1) * step));
  const amounts = before.map((amount) => (whole ? Math.round(amount) : amount)).filter((amount) => amount < max);
  return [...new Set([...amounts, max])].map((resource) => ({ candidates: population, resource }));
}

/** How many trials the generations of one population are. */
export function trialsOfPopulation(resource: Resource, options: OptionValues, left: number | null): number {
  const population = options.integer("population");
  return population * generationsOf(resource, population, options.number("interval"), left).length;
}

/**
 * The next trial of a population (M. Jaderberg et al., "Population Based Training of Neural Networks", 2017, algorithm 1):
 * a member trains from one generation to the next; between them it either goes on as it was, or leaves what it has for the
 * checkpoint of a better member, whose configuration it varies. `candidate` of a budget is the member, `rung` the generation.
 */
export function planPopulation(input: PlanInput, options: OptionValues): Plan {
  const { runs, number, left, resource } = input;
  const bracket = runs.reduce((last, { budget }) => Math.max(last, budget.bracket), 0);
  const present = runs.filter(({ budget }) => budget.bracket === bracket);
  const size = options.integer("population");
  const rungs = present[0]?.budget.rungs ?? generationsOf(resource, size, options.number("interval"), left);
  const members = membersOf(present);
  const wanted = rungs[0]!.candidates;
  const begin = (at: number, plan: readonly Rung[]): Plan => ({
    kind: "new",
    budget: { resource: plan[0]!.resource, candidate: number, bracket: at, rung: 0, rungs: plan },
  });
  if (members.length < wanted) return begin(bracket, rungs);
  const open = members.filter((member) => !isRunning(member) && rungOf(member) < rungs.length - 1);
  for (const member of readyOf(members, open, options.on("synchronous"))) {
    const plan = goOn(input, options, member, members, rungs, bracket);
    if (plan !== null) return plan;
  }
  if (members.some(isRunning)) return { kind: "wait" };
  if (open.length > 0) return { kind: "end", reason: RUN_ENDS.generation(english, rungOf(open[0]!) + 1) };
  const another = generationsOf(resource, size, options.number("interval"), left);
  if (left !== null && left >= size * another.length) return begin(bracket + 1, another);
  return { kind: "end", reason: RUN_ENDS.population(english) };
}

/** The runs of the present population from whose checkpoints later ones may go on. */
export function sourcesOf({ runs }: PlanInput): readonly number[] {
  const bracket = runs.reduce((last, { budget }) => Math.max(last, budget.bracket), 0);
  const present = runs.filter(({ budget }) => budget.bracket === bracket);
  const members = membersOf(present);
  const first = members[0]?.runs[0];
  if (first === undefined) return [];
  const { rungs } = first.budget;
  const missing = members.length < rungs[0]!.candidates;
  const slowest = missing ? 0 : Math.min(...members.map((member) => last(member.finished)?.budget.rung ?? -1));
  const sound = present.filter(({ state, losses }) => state === "complete" && losses.length > 0);
  return sound.filter(({ budget: { rung } }) => rung >= slowest && rung < rungs.length - 1).map((run) => run.number);
}

interface Member {
  readonly candidate: number;
  /** By generation. */
  readonly runs: readonly BudgetedRun[];
  readonly finished: readonly BudgetedRun[];
}

function membersOf(runs: readonly BudgetedRun[]): readonly Member[] {
  const byCandidate = new Map<number, BudgetedRun[]>();
  for (const run of runs) {
    const own = byCandidate.get(run.budget.candidate) ?? [];
    own.push(run);
    byCandidate.set(run.budget.candidate, own);
  }
  return [...byCandidate].map(([candidate, own]) => {
    const ordered = own.sort((a, b) => a.budget.rung - b.budget.rung || a.number - b.number);
    return { candidate, runs: ordered, finished: ordered.filter(({ state }) => state !== "running") };
  });
}

function rungOf({ runs }: Member): number {
  return last(runs)!.budget.rung;
}

function isRunning({ runs }: Member): boolean {
  return last(runs)!.state === "running";
}

/** Of the members that have further to go those that may do so now, the one that is furthest behind first. */
function readyOf(members: readonly Member[], open: readonly Member[], synchronous: boolean): readonly Member[] {
  const lowest = Math.min(...members.map((member) => (isRunning(member) ? rungOf(member) - 1 : rungOf(member))));
  const ready = synchronous ? open.filter((member) => rungOf(member) === lowest) : [...open];
  return ready.sort((a, b) => rungOf(a) - rungOf(b));
}

/** How a member goes on; null where it failed and there is nobody yet to go on from. */
function goOn(
  { seed }: PlanInput,
  options: OptionValues,
  member: Member,
  members: readonly Member[],
  rungs: readonly Rung[],
  bracket: number,
): Plan | null {
  const own = last(member.finished)!;
  const generation = own.budget.rung;
  const rivals = members.flatMap(({ finished }) => finished.find(({ budget }) => budget.rung === generation) ?? []);
  const order = bestOf(rivals, rivals.length);
  if (order.length === 0) return null;
  const rung = generation + 1;
  const budget = { resource: rungs[rung]!.resource, candidate: member.candidate, bracket, rung, rungs };
  const random = deriveRandom(seed, own.number, "exploit");
  const few = order.includes(own) && 2 * rivals.length < members.length;
  const better = few ? null : betterOne(own, order, rivals.length, options, (count) => drawIndex(random, count));
  if (better !== null) return { kind: "new", budget, continues: better.number };
  const place = order.indexOf(own) + 1;
  const reason = `Goes on from trial ${own.number} as it was: number ${place} of ${rivals.length} in generation ${rung}.`;
  return { kind: "again", of: own.number, continues: own.number, budget, reason };
}

/** The member whose checkpoint is to be taken over, from the best to the worst `order` of those that have one; null: none. */
function betterOne(
  own: BudgetedRun,
  order: readonly BudgetedRun[],
  size: number,
  options: OptionValues,
  draw: (count: number) => number,
): BudgetedRun | null {
  const place = order.indexOf(own);
  if (options.word("exploit") === "tournament") {
    const others = order.filter((run) => run !== own);
    if (others.length === 0) return null;
    const rival = others[draw(others.length)]!;
    return place < 0 || order.indexOf(rival) < place ? rival : null;
  }
  const count = truncated(size, options.number("quantile"));
  if (place >= 0 && place < size - count) return null;
  const best = order.slice(0, Math.max(1, count)).filter((run) => run !== own);
  return best.length === 0 ? null : best[draw(best.length)]!;
}

/** How many members are in the worst and the best quantile: rounded up, but no more than half of all, as Ray Tune has it. */
export function truncated(size: number, quantile: number): number {
  return Math.min(Math.floor(size / 2), Math.ceil(size * quantile));
}

function last<T>(items: readonly T[]): T | undefined {
  return items.at(-1);
}
