import type { Proposal, Sampler, SamplerInput } from "../sampler.js";
import { nextSobolPoint } from "../sobol.js";
import { acquisitionOf } from "./acquisition.js";
import { type Datum, embeddingFor, modelOf } from "./model.js";
import { Search } from "./search.js";

export const gp: Sampler = {
  name: "gp",
  summary: "Gaussian process: models the objective, and proposes where it expects the greatest improvement.",
  options: [
    {
      name: "startup",
      type: { kind: "integer", min: 1, max: null },
      default: 8,
      summary: "How many trials are spread over the space before the model is used (8).",
    },
  ],
  propose(input, options): Proposal {
    const embedding = embeddingFor(input);
    const data = dataOf(input, embedding.embed);
    const startup = options.integer("startup");
    if (data.length < startup) {
      const point = nextSobolPoint(input);
      const reason = `gp: one of the first ${startup} trials, spread evenly over the space.`;
      return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
    }
    const model = modelOf(input, data, embedding);
    const incumbent = Math.min(...model.means);
    for (const { whole, state, coordinates } of input.history) {
      if (state !== "running" || !whole) continue;
      const row = embedding.embed(coordinates);
      model.regression.add(row, model.regression.predict(row).mean, 0);
    }
    const acquisition = acquisitionOf("logei", { incumbent, xi: 0.01, kappa: 1.96 });
    const point = new Search(input, model, acquisition, input.random("gp")).best();
    const reason = `gp: the greatest expected improvement by a model of ${data.length} trials.`;
    return point === null ? { kind: "none", reason } : { kind: "point", point, reason };
  },
};

function dataOf(input: SamplerInput, embed: (coordinates: Float64Array) => Float64Array): readonly Datum[] {
  return input.history
    .filter(({ state, whole, losses }) => state !== "running" && whole && losses.length > 0)
    .map((observation) => ({
      observation,
      row: embed(observation.coordinates),
      loss: observation.losses[0]!,
      variance: observation.variance ?? 0,
    }));
}
