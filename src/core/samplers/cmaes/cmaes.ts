import { phrase } from "../../l10n/phrase.js";
import { drawWeighted } from "../../math/random.js";
import { openGeneration } from "../generations.js";
import type { Proposal, Sampler, SamplerInput } from "../sampler.js";
import { drawn, normals } from "./gaussian.js";
import { type Layout, layoutOf, lineageOf, type State } from "./search.js";

/** Draws until one is inside the ranges, admissible and new; from the second half on, draws are moved to the ranges' ends. */
const MAX_DRAWS = 200;

/**
 * The covariance matrix adaptation evolution strategy: N. Hansen, "The CMA Evolution Strategy: A Tutorial", 2016, with
 * active covariance updates; steps, whole numbers and ordinals by a margin (R. Hamano et al., "CMA-ES with Margin", GECCO
 * 2022), categories as in CatCMA (R. Hamano et al., GECCO 2024). Earlier trials are a warm start (M. Nomura et al., AAAI
 * 2021); trials from elsewhere are injected (N. Hansen, 2011). Inactive parameters leave the mean where it is. Several
 * objectives are ordered by non-domination and crowding.
 */
export const cmaes: Sampler = {
  name: "cmaes",
  summary: phrase("Learns the shape of the valley: CMA-ES, for many trials of numbers that depend on each other."),
  options: [
    {
      name: "population",
      type: { kind: "integer", min: 0, max: 10_000 },
      default: 0,
      summary: phrase("How many trials make one generation; 0 for 4 + 3 ln(parameters) (0)."),
    },
    {
      name: "sigma",
      type: { kind: "number", min: 0.001, max: 1 },
      default: 0.17,
      summary: phrase("The first step size, as a part of each range (0.17)."),
    },
    {
      name: "restarts",
      type: { kind: "word", words: ["ipop", "bipop", "off"] },
      default: "ipop",
      summary: phrase(
        "What follows convergence: a larger population (ipop), larger and smaller ones in turn (bipop), or nothing.",
      ),
    },
  ],
  propose(input, options): Proposal {
    const layout = layoutOf(input.cube);
    const restarts = options.word("restarts");
    const settings = {
      population: options.integer("population"),
      sigma: options.number("sigma"),
      restarts: restarts === "ipop" || restarts === "bipop" ? restarts : "off",
    } as const;
    const open = openGeneration(input, lineageOf(input.cube, layout, settings, input.objectives, input.seed));
    const { starts, population } = open.state;
    const restarted = starts === 0 ? "" : ` of start ${starts + 1}`;
    const reason = `cmaes: generation ${open.generation + 1}${restarted}, ${population} trials around a mean that moves to the best ones.`;
    const draw = drawAdmissible(input, layout, open.state);
    if (draw === null) return { kind: "none", reason };
    const place = layout.hidden ? draw.place : null;
    return { kind: "point", point: draw.point, attributes: [open.attribute(place)], reason };
  },
};

interface Draw {
  readonly point: ReadonlyMap<string, number>;
  readonly place: readonly number[];
}

function drawAdmissible(input: SamplerInput, { ordered, unordered }: Layout, state: State): Draw | null {
  const { gaussian, categories } = state;
  const random = input.random("cmaes");
  const coordinate = new Map(ordered.map(({ index }, j) => [index, j]));
  const distribution = new Map(unordered.map(({ index }, j) => [index, categories.q[j]!]));
  let z: Float64Array = new Float64Array(gaussian.n);
  for (let i = 0; i < MAX_DRAWS; i++) {
    // Every other draw is the mirror image of the one before: if that was on the wrong side of a constraint, this is not.
    z = i % 2 === 0 ? normals(gaussian.n, random) : z.map((entry) => -entry);
    const y = drawn(gaussian, z);
    const place = Array.from(y, (entry, j) => gaussian.mean[j]! + gaussian.sigma * gaussian.A[j]! * entry);
    const outside = ordered.some(({ axis }, j) => !Number.isFinite(axis.size) && (place[j]! < 0 || place[j]! > 1));
    if (outside && i < MAX_DRAWS / 2) continue;
    ordered.forEach(({ axis }, j) => {
      if (!Number.isFinite(axis.size)) place[j] = Math.min(1, Math.max(0, place[j]!));
    });
    const point = input.cube.configure(({ index, axis }) => {
      const own = distribution.get(index);
      if (own !== undefined) return drawWeighted(random, own);
      const j = coordinate.get(index);
      return axis.fromQuantile(j === undefined ? 0.5 : place[j]!);
    });
    if (input.admits(point)) return { point, place: place.map((entry) => Math.round(entry * 1e9) / 1e9) };
  }
  return null;
}
