import { nondominationRanks } from "../../math/pareto.js";
import { randomFrom } from "../../math/random.js";
import { simplexCount, simplexPoints } from "../../math/reference-points.js";
import { ranked } from "../ranking.js";
import type { Observation } from "../sampler.js";
import { fillNiches, frameOf, nichesOf } from "./niching.js";

/** Chooses at most `count` trials of a pool, the better before the worse. */
export type Survival = (pool: readonly Observation[], count: number, generation: number) => readonly Observation[];

/** By fronts, and within the last front that fits by crowding: K. Deb et al., "NSGA-II", 2002, section III.C. */
export function byCrowding(objectives: number): Survival {
  return (pool, count) => ranked(pool, objectives).slice(0, count);
}

/**
 * By fronts, and within the last front that fits by niches around reference points: K. Deb and H. Jain, "NSGA-III", 2014,
 * algorithm 1. Trials that are not complete and feasible come last, in the order of {@link ranked}.
 */
export function byNiches(objectives: number, divisions: number, seed: number): Survival {
  const references = simplexPoints(objectives, divisions);
  return (pool, count, generation) => {
    const order = ranked(pool, objectives);
    const feasible = order.filter(({ state, violation }) => state === "complete" && violation === 0);
    if (feasible.length <= count) return order.slice(0, count);
    const losses = finite(feasible.map((trial) => trial.losses));
    const ranks = nondominationRanks(losses);
    const indices = [...feasible.keys()].sort((a, b) => ranks[a]! - ranks[b]! || a - b);
    const lastRank = ranks[indices[count - 1]!]!;
    const taken = indices.filter((i) => ranks[i]! < lastRank);
    const last = indices.filter((i) => ranks[i] === lastRank);
    if (taken.length + last.length === count) return [...taken, ...last].map((i) => feasible[i]!);
    const frame = frameOf(indices.filter((i) => ranks[i] === 0).map((i) => losses[i]!));
    const vectors = (of: readonly number[]) => of.map((i) => losses[i]!);
    const chosen = fillNiches(
      nichesOf(vectors(taken), references, frame),
      nichesOf(vectors(last), references, frame),
      count - taken.length,
      randomFrom(`nsga3/${generation}/${seed}`),
    );
    return [...taken, ...chosen.map((i) => last[i]!)].map((i) => feasible[i]!);
  };
}

/** As many divisions as give at most `population` reference points, and at least one. */
export function divisionsFor(objectives: number, population: number): number {
  if (objectives === 1) return 1;
  let divisions = 1;
  while (simplexCount(objectives, divisions + 1) <= population) divisions++;
  return divisions;
}

/** The same vectors with infinite entries a whole extent beyond the finite ones of their objective. */
function finite(vectors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const ends = vectors[0]!.map((_, j) => {
    const entries = vectors.map((vector) => vector[j]!).filter(Number.isFinite);
    const low = entries.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = entries.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return entries.length === 0 ? ([0, 1] as const) : ([2 * low - high - 1, 2 * high - low + 1] as const);
  });
  return vectors.map((vector) =>
    vector.map((entry, j) => (Number.isFinite(entry) ? entry : entry < 0 ? ends[j]![0] : ends[j]![1])),
  );
}
