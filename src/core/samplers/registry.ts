import type { MethodSpec } from "../study/method.js";

/** Every sampler there is. Adding one means its file and its line here. */
export const SAMPLERS: readonly MethodSpec[] = [
  {
    name: "auto",
    summary: "Picks a method by what is known of the study, and says which and why.",
    options: [],
  },
  { name: "random", summary: "Independent draws from each parameter's distribution.", options: [] },
  {
    name: "grid",
    summary: "Every combination once; the study ends by itself when all have been tried.",
    options: [
      {
        name: "points",
        type: { kind: "integer", min: 1, max: null },
        default: 5,
        summary: "How many values of each real parameter are tried (5), both ends included.",
      },
    ],
  },
  {
    name: "sobol",
    summary: "A scrambled Sobol sequence, which covers the space more evenly than random draws.",
    options: [],
  },
  {
    name: "tpe",
    summary: "Tree-structured Parzen estimator: proposes where good trials are dense and bad ones are rare.",
    options: [
      {
        name: "startup",
        type: { kind: "integer", min: 0, max: null },
        default: 10,
        summary: "How many trials are spread over the space before the model is used (10).",
      },
      {
        name: "candidates",
        type: { kind: "integer", min: 1, max: null },
        default: 24,
        summary: "How many draws from the good trials' density compete for each proposal (24).",
      },
      {
        name: "gamma",
        type: { kind: "word", words: ["optuna", "hyperopt"] },
        default: "optuna",
        summary:
          "How many trials count as good: a tenth, at most 25 (optuna), or a quarter of the square root (hyperopt).",
      },
      {
        name: "multivariate",
        type: { kind: "switch" },
        default: true,
        summary: "Whether parameters are drawn jointly, so that their interplay is kept (on).",
      },
      {
        name: "group",
        type: { kind: "switch" },
        default: true,
        summary: "Whether parameters that are active together are modelled together in a conditional space (on).",
      },
      {
        name: "prior_weight",
        type: { kind: "number", min: 0, max: null },
        default: 1,
        summary: "How much the parameters' own distributions count beside the trials (1).",
      },
    ],
  },
];
