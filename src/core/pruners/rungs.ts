import { phrase } from "../l10n/phrase.js";
import { percentile } from "../math/percentile.js";
import type { MethodOption } from "../study/method.js";
import { CONTINUE, type Curve, type Decision, latest, stop } from "./pruner.js";
import { standings } from "./standing.js";

/** How the rungs of a bracket are compared. */
export interface RungRule {
  /** Resource of the lowest rung, above 0. */
  readonly min: number;
  /** From it on there is no rung; null where no end is known. */
  readonly max: number | null;
  /** One in so many goes on. */
  readonly factor: number;
  /** So many of the lowest rungs are left out. */
  readonly skip: number;
  /** The first so many to come to a rung end there, so that later ones have company. */
  readonly bootstrap: number;
  /** Optuna: among the best n/factor of all at the rung; Ray: not below the percentile of those who came before. */
  readonly rule: "optuna" | "ray";
}

export const RUNG_OPTIONS: readonly MethodOption[] = [
  {
    name: "min",
    type: { kind: "number", min: 0, max: null },
    default: 0,
    summary: phrase(
      "Step of the lowest rung; 0: the resource's least, else a hundredth of what the first completed trial took.",
    ),
  },
  {
    name: "bootstrap",
    type: { kind: "integer", min: 0, max: null },
    default: 0,
    summary: phrase("The first so many trials at a rung end there, so that later ones have company."),
  },
];

/** Of rules that may give budgets beforehand: an objective that can go on need not begin anew. */
export const CHECKPOINTS_OPTION: MethodOption = {
  name: "checkpoints",
  type: { kind: "switch" },
  default: false,
  summary: phrase(
    "Whether trials save their state in HYPERLENS_FOLDER and go on from HYPERLENS_RESUME_FROM: they are paused at a rung, and the best are continued (off).",
  ),
};

export function factorOption(factor: number): MethodOption {
  return {
    name: "reduction_factor",
    type: { kind: "integer", min: 2, max: null },
    default: factor,
    summary: phrase("One in so many trials goes on beyond each rung, to so many times the steps ({0}).", factor),
  };
}

/** The resources of the rungs below `max`: min, min·factor, min·factor², …, the first `skip` left out. */
export function rungsBelow(max: number, { min, factor, skip }: Pick<RungRule, "min" | "factor" | "skip">): number[] {
  const rungs: number[] = [];
  // Products rather than logarithms: log(243) / log(3) is not quite 5.
  for (let k = 0, rung = min; rung < max; k++, rung *= factor) if (k >= skip) rungs.push(rung);
  return rungs;
}

/**
 * Successive halving without waiting (L. Li et al., "A system for massively parallel hyperparameter tuning", 2020,
 * algorithm 2, in the form that stops trials rather than pausing them): whoever comes to a rung goes on only where its
 * report there is among the best of those that have come there so far.
 *
 * @param curves the trials of the bracket, the judged one among them.
 */
export function judgeAtRungs(trial: Curve, curves: readonly Curve[], rule: RungRule): Decision {
  const { step, losses } = latest(trial);
  const before = trial.reports.at(-2)?.step ?? Number.NEGATIVE_INFINITY;
  const end = Math.min(step + 1, rule.max ?? Number.POSITIVE_INFINITY);
  for (const rung of rungsBelow(end, rule)) {
    // A rung is judged by the first report that has reached it.
    if (rung > step || rung <= before) continue;
    if (losses.some(Number.isNaN)) return stop(`Its value at step ${step} is not a number.`);
    const others = curves.flatMap((curve) => (curve.number === trial.number ? [] : [reportAt(curve, rung) ?? []]));
    const known = others.filter((vector) => vector.length > 0 && !vector.some(Number.isNaN));
    const standing = standings([losses, ...known]);
    if (known.length + 1 <= rule.bootstrap) return stop(`It is one of the first ${rule.bootstrap} at step ${rung}.`);
    const goesOn = rule.rule === "optuna" ? isAmongBest(standing, rule.factor) : isAboveCut(standing, rule.factor);
    if (!goesOn) {
      return stop(
        `It is not among the best 1/${rule.factor} of the ${standing.length} trials that came to step ${rung}.`,
      );
    }
  }
  return CONTINUE;
}

/** What a trial reported on reaching a rung; undefined where it has not reached it. */
function reportAt(curve: Curve, rung: number): readonly number[] | undefined {
  return curve.at(rung) ?? curve.reports.find(({ step }) => step >= rung)?.losses;
}

/** Whether the first is among the best n/factor of all; while that is less than one, whether it is the best. */
function isAmongBest(standing: readonly number[], factor: number): boolean {
  const sorted = [...standing].sort((a, b) => a - b);
  return standing[0]! <= sorted[Math.max(0, Math.floor(standing.length / factor) - 1)]!;
}

/** Ray's cut: the percentile of those who came before; the first to come always goes on. */
function isAboveCut([own, ...others]: readonly number[], factor: number): boolean {
  return others.length === 0 || own! <= percentile(others, 100 / factor);
}

/** The lowest rung: as it is given, as the resource says, or a hundredth of the steps of the first completed trial. */
export function lowestRung(given: number, least: number | null, history: readonly Curve[]): number | null {
  if (given > 0) return given;
  if (least !== null) return least;
  const first = history.find(({ state, reports }) => state === "complete" && reports.length > 0);
  return first === undefined ? null : Math.max(1, Math.floor(latest(first).step / 100));
}

/**
 * Where trials end: at the resource's most, else at the last step of the longest completed trial; null where neither is
 * known. Nobody is ended at a rung there, since nothing would be saved.
 */
export function endOfTrials(most: number | null, history: readonly Curve[]): number | null {
  if (most !== null) return most;
  const steps = history.flatMap(({ state, reports }) => (state === "complete" ? (reports.at(-1)?.step ?? []) : []));
  return steps.length === 0 ? null : steps.reduce((a, b) => Math.max(a, b));
}
