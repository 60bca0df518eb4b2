import { phrase } from "../l10n/phrase.js";
import { dominates } from "../math/pareto.js";
import { CONTINUE, type Pruner, stop } from "./pruner.js";

/** Lets trials that still get better go on, whatever another rule says (Optuna's PatientPruner). */
export const patient: Pruner = {
  name: "patient",
  summary: phrase("Ends a trial by another rule, but only once it has not got better for some steps."),
  options: [
    {
      name: "patience",
      type: { kind: "integer", min: 0, max: null },
      default: 3,
      summary: phrase("So many reports may bring no gain."),
    },
    {
      name: "min_delta",
      type: { kind: "number", min: 0, max: null },
      default: 0,
      summary: phrase("A change for the worse of up to this much counts as none."),
    },
    {
      name: "pruner",
      type: { kind: "method", except: ["patient", "auto"] },
      default: "",
      summary: phrase(
        "The rule that must agree, like median or percentile(percent=10); without one the patience alone decides.",
      ),
    },
  ],
  decide({ trial, delegate }, options) {
    const patience = options.integer("patience");
    if (trial.reports.length <= patience + 1) return CONTINUE;
    const vectors = trial.reports.map(({ losses }) => losses);
    const before = sound(vectors.slice(0, -patience - 1));
    const after = sound(vectors.slice(-patience - 1));
    if (before.length === 0 || after.length === 0) return CONTINUE;
    const delta = options.number("min_delta");
    const allowed = before.map((losses) => losses.map((loss) => loss + delta));
    // With one objective: the best of the last steps is worse than the best before them by more than the allowance.
    const levelled = after.every((late) => allowed.some((early) => dominates(early, late)));
    if (!levelled) return CONTINUE;
    const method = options.word("pruner");
    return method === "" ? stop(`Its last ${patience + 1} reports brought no gain.`) : delegate(method);
  },
};

function sound(vectors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return vectors.filter((losses) => !losses.some(Number.isNaN));
}
