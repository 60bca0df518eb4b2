import { phrase } from "../../l10n/phrase.js";
import type { Sampler } from "../sampler.js";
import { growForest, predict } from "./forest-model.js";
import { proposeBySurrogate, SURROGATE_OPTIONS } from "./surrogate.js";

/**
 * Sequential model-based optimisation with a forest, as SMAC (F. Hutter, H. Hoos and K. Leyton-Brown, LION 2011; M. Lindauer
 * et al., "SMAC3", JMLR 23 (2022)) and scikit-optimize's `forest_minimize` do it.
 */
export const forest: Sampler = {
  name: "forest",
  summary: phrase(
    "A forest of regression trees tells where to try next; for large, heavily categorical and conditional spaces.",
  ),
  options: [
    {
      name: "kind",
      type: { kind: "word", words: ["extra", "random"] },
      default: "extra",
      summary: phrase("Extremely randomised trees (extra), or a random forest as in SMAC (random)."),
    },
    {
      name: "trees",
      type: { kind: "integer", min: 1, max: 1000 },
      default: 32,
      summary: phrase("How many trees make the forest (32)."),
    },
    ...SURROGATE_OPTIONS,
  ],
  propose(input, options) {
    const bootstrap = options.word("kind") === "random";
    const settings = {
      trees: options.integer("trees"),
      leaf: bootstrap ? 3 : 2,
      share: bootstrap ? 5 / 6 : 1,
      bootstrap,
      most: 200,
    };
    return proposeBySurrogate(input, options, "forest", {
      most: 500,
      learn: (table, targets, random) => {
        const model = growForest(table, targets, settings, random);
        return (row) => predict(model, row);
      },
    });
  },
};
