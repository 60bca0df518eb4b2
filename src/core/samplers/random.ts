import { phrase } from "../l10n/phrase.js";
import { drawAdmissible } from "./prior.js";
import type { Sampler } from "./sampler.js";

export const random: Sampler = {
  name: "random",
  summary: phrase("Independent draws from each parameter's distribution."),
  options: [],
  propose(input) {
    const point = drawAdmissible(input, input.random("random"));
    if (point === null) return { kind: "exhausted" };
    return { kind: "point", point, reason: "random: drawn from the parameters' own distributions." };
  },
};
