import { phrase } from "../l10n/phrase.js";
import { nondominationRanks } from "../math/pareto.js";
import { signedRankAbove } from "../math/signed-rank.js";
import { CONTINUE, type Curve, type Decision, type Pruner, stop } from "./pruner.js";

/**
 * For reports that are folds, instances or seeds rather than progress: a trial ends as soon as a paired one-sided signed
 * rank test over the steps that it shares with the best trial finds it worse (Optuna's WilcoxonPruner; F. Wilcoxon,
 * 1945). With several objectives it ends where some trial of the present front is found better in every objective.
 */
export const wilcoxon: Pruner = {
  name: "wilcoxon",
  summary: phrase("Ends a trial whose folds are significantly worse than the same folds of the best trial."),
  options: [
    {
      name: "p_threshold",
      type: { kind: "number", min: 0, max: 1 },
      default: 0.1,
      summary: phrase("A trial ends where chance alone would make it look so bad less often than this."),
    },
    {
      name: "startup_steps",
      type: { kind: "integer", min: 2, max: null },
      default: 2,
      summary: phrase("So many folds must be known before a trial is judged."),
    },
  ],
  decide({ trial, history }, options): Decision {
    if (!isAllFinite(trial)) return CONTINUE;
    const needed = options.integer("startup_steps");
    const threshold = options.number("p_threshold");
    for (const best of incumbents(history)) {
      if (best.number === trial.number || best.reports.length === 0 || !isAllFinite(best)) continue;
      const found = best.losses.map((_, objective) => worseBy(trial, best, objective, needed));
      if (found.every((p) => p !== null && p < threshold)) {
        const p = Math.max(...found.map((value) => value ?? 1));
        return stop(`Its folds are worse than those of trial ${best.number} (p = ${p.toPrecision(2)}).`);
      }
    }
    return CONTINUE;
  },
};

/** The p-value that the trial is worse; null where it cannot be judged, or its mean is no worse yet. */
function worseBy(trial: Curve, best: Curve, objective: number, needed: number): number | null {
  const differences: number[] = [];
  for (const { step, losses } of trial.reports) {
    const other = best.at(step);
    if (other !== undefined) differences.push(losses[objective]! - other[objective]!);
  }
  if (differences.length < needed || mean(trial, objective) <= mean(best, objective)) return null;
  return signedRankAbove(differences);
}

/** The first of the best completed trials; with several objectives all that no other dominates. */
function incumbents(history: readonly Curve[]): readonly Curve[] {
  const complete = history.filter(
    ({ state, losses, feasible }) => state === "complete" && feasible && losses.length > 0,
  );
  const [first, ...rest] = complete;
  if (first === undefined) return [];
  if (first.losses.length === 1) {
    return [rest.reduce((best, curve) => (curve.losses[0]! < best.losses[0]! ? curve : best), first)];
  }
  const ranks = nondominationRanks(complete.map(({ losses }) => losses));
  return complete.filter((_, i) => ranks[i] === 0);
}

function isAllFinite({ reports }: Curve): boolean {
  return reports.every(({ losses }) => losses.every(Number.isFinite));
}

function mean({ reports }: Curve, objective: number): number {
  return reports.reduce((sum, { losses }) => sum + losses[objective]!, 0) / reports.length;
}
