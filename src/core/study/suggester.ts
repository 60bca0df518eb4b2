import { deriveRandom } from "../math/random.js";
import { cubeOf } from "../samplers/cube.js";
import { drawAdmissible } from "../samplers/prior.js";
import { SAMPLERS } from "../samplers/registry.js";
import type { Observation, SamplerInput } from "../samplers/sampler.js";
import { Tried } from "../samplers/tried.js";
import { satisfies } from "../space/constraint.js";
import type { Point } from "../space/space.js";
import { History } from "./history.js";
import { checkMethod, MethodOptionError, optionValues } from "./method-check.js";
import type { Suggester, SuggesterSetup, Suggestion } from "./suggest.js";

export { checkMethod, MethodOptionError } from "./method-check.js";

/**
 * The one who proposes the next configuration of a study. Nothing it remembers changes a result: the same set-up, trials
 * and number give the same suggestion in any process.
 *
 * @throws {MethodOptionError} where the sampler does not exist or cannot take its options.
 */
export function createSuggester(setup: SuggesterSetup): Suggester {
  const { space, directions, seed, noisy, budget, parallel } = setup;
  const sampler = SAMPLERS.find(({ name }) => name === setup.sampler.name);
  if (sampler === undefined) throw new MethodOptionError(checkMethod("sampler", setup.sampler));
  const options = optionValues("sampler", sampler, setup.sampler);
  const cube = cubeOf(space);
  const history = new History(cube, directions);
  const tried = new TriedOfHistory(() => new Tried(cube));

  return {
    total: sampler.total?.(cube, options) ?? null,
    suggest(trials, number, share): Suggestion {
      const observations = history.observations(trials);
      const isNew = tried.lookup(observations);
      const input: SamplerInput = {
        cube,
        history: observations,
        number,
        objectives: directions.length,
        budget,
        parallel,
        share: share ?? null,
        noisy,
        seed,
        random: (purpose) => deriveRandom(seed, number, purpose),
        satisfies: (point) => satisfies(space, point),
        isNew,
        admits: (point) => satisfies(space, point) && (noisy || isNew(point)),
      };
      const proposal = sampler.propose(input, options);
      if (proposal.kind === "exhausted") return proposal;
      if (proposal.kind === "point" && input.admits(proposal.point)) {
        return { ...proposal, attributes: proposal.attributes ?? [] };
      }
      const point = drawAdmissible(input, input.random("instead"));
      return point === null ? { kind: "exhausted" } : { kind: "point", point, attributes: [], reason: proposal.reason };
    },
  };
}

/**
 * Knows the configurations of finished trials from one suggestion to the next, and those of running ones for one. Where
 * trials that it knew are no longer there it starts anew, so that only the present history counts.
 */
class TriedOfHistory {
  #finished: Tried;
  /** The observations at the front that are finished, whose configurations are known. */
  #seen: Observation[] = [];

  constructor(private readonly create: () => Tried) {
    this.#finished = create();
  }

  lookup(observations: readonly Observation[]): (point: Point) => boolean {
    let same = 0;
    while (same < this.#seen.length && this.#seen[same] === observations[same]) same++;
    if (same < this.#seen.length) {
      this.#finished = this.create();
      this.#seen = [];
    }
    for (let next = observations[this.#seen.length]; next !== undefined; next = observations[this.#seen.length]) {
      if (next.state === "running") break;
      if (next.whole) this.#finished.add(next.point);
      this.#seen.push(next);
    }
    const others = this.create();
    for (let at = this.#seen.length; at < observations.length; at++) {
      const { whole, point } = observations[at]!;
      if (whole) others.add(point);
    }
    const before = this.#finished;
    return (point) => !before.has(point) && !others.has(point);
  }
}
