import { phrase } from "../../l10n/phrase.js";
import type { Sampler } from "../sampler.js";
import { type BoostingSettings, boost, predictBoosted } from "./boosting.js";
import { proposeBySurrogate, SURROGATE_OPTIONS } from "./surrogate.js";

/** One standard deviation around the median of a normal distribution. */
const QUANTILES = [0.16, 0.5, 0.84] as const;

/**
 * Sequential model-based optimisation with three gradient-boosted quantiles, whose outer two tell the deviation, as
 * scikit-optimize's `gbrt_minimize` does it.
 */
export const gbrt: Sampler = {
  name: "gbrt",
  summary: phrase(
    "Gradient-boosted trees of three quantiles tell where to try next; for large spaces with sharp borders.",
  ),
  options: [
    {
      name: "rounds",
      type: { kind: "integer", min: 1, max: 500 },
      default: 30,
      summary: phrase("How many trees each quantile is boosted by (30)."),
    },
    {
      name: "depth",
      type: { kind: "integer", min: 1, max: 8 },
      default: 3,
      summary: phrase("How many parameters one tree combines at most (3)."),
    },
    ...SURROGATE_OPTIONS,
  ],
  propose(input, options) {
    const settings: BoostingSettings = {
      rounds: options.integer("rounds"),
      depth: options.integer("depth"),
      rate: 0.1,
      leaf: 1,
    };
    return proposeBySurrogate(input, options, "gbrt", {
      most: 200,
      learn: (table, targets) => {
        const models = QUANTILES.map((quantile) => boost(table, targets, quantile, settings));
        return (row) => {
          const [low = 0, mean = 0, high = 0] = models.map((model) => predictBoosted(model, row));
          return { mean, variance: ((high - low) / 2) ** 2 };
        };
      },
    });
  },
};
