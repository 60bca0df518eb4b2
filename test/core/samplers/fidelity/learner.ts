import { choice, loguniform, uniform } from "../../../../src/core/space/build.js";
import { text } from "../../space/kinds.js";
import { parameter, spaceOf } from "../../space/spaces.js";
import { type PlayedTrial, type Training, train } from "../pbt/training.js";

/** A learner whose loss falls with the steps towards what its parameters allow: early losses tell much, not all. */
export const learner: Training<{ readonly steps: number; readonly point: ReadonlyMap<string, number> }> = {
  space: spaceOf([
    parameter("rate", loguniform(1e-4, 1)),
    parameter("decay", uniform(0, 1)),
    parameter("width", uniform(0, 1)),
    parameter("kind", choice([text("a"), text("b"), text("c")])),
  ]),
  steps: 81,
  start: () => ({ steps: 0, point: new Map() }),
  step: ({ steps }, point) => ({ steps: steps + 1, point }),
  loss({ steps, point }) {
    const rate = Math.log10(point.get("rate")!);
    const end = (rate + 2) ** 2 + 3 * (point.get("decay")! - 0.7) ** 2 + 3 * (point.get("width")! - 0.2) ** 2;
    // Fast learners lead at first.
    return end + [0.4, 0, 0.8][point.get("kind")!]! + (4 - rate) / steps;
  },
};

/** What it takes in the end with the best parameters. */
const LEAST = 0.07404;

/** How far the least loss at the end is above what is possible, the mean over seeds. */
export function meanExcess(sampler: string, total: number, seeds: readonly number[]): number {
  const planner = { name: "hyperband", options: {} };
  const bests = seeds.map((seed) => {
    const played = train(learner, { sampler: { name: sampler, options: {} }, pruner: planner, seed, total, slots: 2 });
    return Math.min(...whole(played).map(({ loss }) => loss));
  });
  return bests.reduce((sum, best) => sum + best, 0) / seeds.length - LEAST;
}

export function whole(played: readonly PlayedTrial[]): readonly PlayedTrial[] {
  return played.filter(({ budget }) => budget.resource === learner.steps);
}

/** How many trials of a bracket have each amount of the resource, as `81@1 27@3`. */
export function rungsOf(played: readonly PlayedTrial[], bracket: number): string {
  const inside = played.filter(({ budget }) => budget.bracket === bracket);
  const amounts = [...new Set(inside.map(({ budget }) => budget.resource))].sort((a, b) => a - b);
  return amounts.map((at) => `${inside.filter(({ budget }) => budget.resource === at).length}@${at}`).join(" ");
}
