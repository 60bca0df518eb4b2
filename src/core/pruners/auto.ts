import { phrase } from "../l10n/phrase.js";
import { optionsOf } from "../study/method.js";
import { asha } from "./asha.js";
import { median } from "./median.js";
import { type Decision, latest, type Pruner, type PrunerInput } from "./pruner.js";
import { wilcoxon } from "./wilcoxon.js";

export const auto: Pruner = {
  name: "auto",
  summary: phrase(
    "Picks a rule by what the reports are: wilcoxon for folds, asha where the resource is known, else median.",
  ),
  options: [],
  decide(input) {
    if (input.folds) return said("wilcoxon", wilcoxon.decide(input, optionsOf(wilcoxon, {})));
    if (input.resource !== null) {
      return said("asha", asha.decide(input, optionsOf(asha, { reduction_factor: 3 })));
    }
    return said("median", median.decide(input, optionsOf(median, { warmup: warmupOf(input) })));
  },
};

/** A tenth of the steps of the first completed trial: the first reports of a curve say little about its end. */
function warmupOf({ history }: PrunerInput): number {
  const first = history.find(({ state, reports }) => state === "complete" && reports.length > 1);
  if (first === undefined) return 0;
  const [start, end] = [first.reports[0]!.step, latest(first).step];
  return Math.max(0, Math.floor(start + (end - start) / 10));
}

function said(rule: string, decision: Decision): Decision {
  return decision.kind === "continue" ? decision : { kind: "stop", reason: `auto, by ${rule}: ${decision.reason}` };
}
