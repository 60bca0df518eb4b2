import type { Observation } from "../samplers/sampler.js";
import { splitTrials } from "../samplers/tpe/split.js";
import type { SearchSpace } from "../space/space.js";
import type { Direction, Trial } from "../study/trial.js";
import { type Evidence, evidenceOf, type Item } from "./evidence.js";
import { fanova } from "./fanova.js";
import { columnsOf } from "./forest/column.js";
import { growForest } from "./forest/forest.js";
import { pedAnova } from "./ped-anova.js";

export type ImportanceMethod = "ped-anova" | "fanova";

export interface Importance {
  readonly name: string;
  /** From 0; over all parameters they sum to 1, unless nothing could be told. */
  readonly importance: number;
}

export interface ImportanceOptions {
  readonly method: ImportanceMethod;
  /** Which direction's values fANOVA explains, from 0; PED-ANOVA takes all directions together. */
  readonly objective: number;
}

/** Share of the trials that PED-ANOVA takes for the best. */
const TOP = 0.1;

/**
 * How much each parameter matters, the most important first: to be among the best tenth of the trials (`ped-anova`,
 * Optuna's default), or for the value over the whole space (`fanova`). Parameters of equal importance keep the order of
 * the space; all are 0 where there are too few trials.
 */
export function importances(
  space: SearchSpace,
  directions: readonly Direction[],
  trials: readonly Trial[],
  { method, objective }: ImportanceOptions,
): readonly Importance[] {
  const evidence = evidenceOf(space, directions, trials);
  const names = space.parameters.map(({ name }) => name);
  const raw = method === "fanova" ? byFanova(evidence, objective) : byPedAnova(evidence, trials, names);
  const sum = names.reduce((total, name) => total + (raw.get(name) ?? 0), 0);
  return names
    .map((name) => ({ name, importance: sum > 0 ? (raw.get(name) ?? 0) / sum : 0 }))
    .sort((a, b) => b.importance - a.importance);
}

/** 64 trees of leaves of one row at least, as the paper and Optuna grow them. */
function byFanova({ cube, items }: Evidence, objective: number): ReadonlyMap<string, number> {
  if (items.length < 2) return new Map();
  const rows = items.map(({ row }) => row);
  const targets = Float64Array.from(items, ({ losses }) => losses[objective]!);
  const options = { trees: 64, minLeaf: 1, share: 1, seed: "fanova" };
  const shares = fanova(growForest(rows, targets, columnsOf(cube, rows), options));
  return new Map(cube.dimensions.map(({ parameter }, i) => [parameter.name, shares[i]!]));
}

function byPedAnova(
  { items, directions }: Evidence,
  trials: readonly Trial[],
  names: readonly string[],
): ReadonlyMap<string, number> {
  if (items.length < 2) return new Map();
  const count = Math.ceil(TOP * items.length);
  const best = directions.length === 1 ? bestByLoss(items, count) : bestByFronts(items, directions.length, count);
  const byNumber = new Map(trials.map((trial) => [trial.number, trial]));
  const trialOf = ({ number }: { readonly number: number }) => byNumber.get(number)!;
  const all = items.map(({ observation }) => trialOf(observation));
  return pedAnova(all, best.map(trialOf), names);
}

/** The best so many, and all that are as good as the last of them. */
function bestByLoss(items: readonly Item[], count: number): readonly Observation[] {
  const bound = items.map(({ losses }) => losses[0]!).sort((a, b) => a - b)[count - 1]!;
  return items.flatMap(({ losses, observation }) => (losses[0]! <= bound ? [observation] : []));
}

/** Whole fronts, and of the last those that add most hypervolume; outcome constraints are another question. */
function bestByFronts(items: readonly Item[], objectives: number, count: number): readonly Observation[] {
  const observations = items.map(({ observation }) => {
    const { number, coordinates, seconds, attributes } = observation;
    return { ...observation, number, coordinates, seconds, attributes, violation: 0 };
  });
  return splitTrials(observations, objectives, () => count).good;
}
