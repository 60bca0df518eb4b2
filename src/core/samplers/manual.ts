import { phrase } from "../l10n/phrase.js";
import type { Sampler } from "./sampler.js";

export const manual: Sampler = {
  name: "manual",
  summary: phrase("Runs what people queue, and proposes nothing itself."),
  options: [],
  propose() {
    return { kind: "exhausted", reason: "Nothing is queued; with the sampler manual only queued trials are run." };
  },
};
