import { english, type Translate } from "../l10n/translation.js";
import { normalCdf } from "../math/normal.js";
import { signedRankAbove } from "../math/signed-rank.js";
import { valuesOf } from "../study/stop/progress.js";
import { foldsOf } from "../study/summary.js";
import type { Direction, Trial } from "../study/trial.js";

/** One of the best trials of a study, and how sure its place is. */
export interface Ranked {
  readonly trial: number;
  readonly value: number;
  /** Of the mean over the folds; null where there are fewer than two. */
  readonly standardError: number | null;
  /**
   * How often chance alone would let the best trial look better than this one by so much, were they equally good; null for
   * the best itself and where folds do not tell. Small: the best is really better.
   */
  readonly p: number | null;
  /** Whether the value is within one standard error of the best. */
  readonly withinOneError: boolean;
}

export interface Ranking {
  /** The best first; of equal values the earlier trial. */
  readonly trials: readonly Ranked[];
  /**
   * The choice by the rule of one standard error: of all trials within one standard error of the best the one that ran
   * the shortest, which tends to be the simplest (L. Breiman et al., "Classification and Regression Trees", 1984, section
   * 3.4.3). The best itself where the folds do not tell.
   */
  readonly choice: number | null;
  /** "Is the best really better than the second?", in a sentence; null where there are not two, or no folds. */
  readonly verdict: string | null;
}

/** From this p-value on, a difference is called chance. */
const CHANCE = 0.05;

/** The complete trials of one direction by value, with what their folds say of the order; the first `count` of them. */
export function ranking(direction: Direction, trials: readonly Trial[], count = 20, t = english): Ranking {
  const sign = direction === "maximize" ? -1 : 1;
  const entries = trials.flatMap((trial) => {
    const values = valuesOf(trial, [direction]);
    return values === null ? [] : [{ trial, value: values[0]!, folds: foldsOf(trial) }];
  });
  entries.sort((a, b) => sign * (a.value - b.value) || a.trial.number - b.trial.number);
  const [best] = entries;
  if (best === undefined) return { trials: [], choice: null, verdict: null };
  const error = standardError(best.folds);
  const isNear = (value: number) => error !== null && Math.abs(value - best.value) <= error;
  const near = entries.filter((entry) => entry === best || isNear(entry.value));
  const choice = near.reduce((a, b) => (secondsOf(b.trial) < secondsOf(a.trial) ? b : a));
  const ranked = entries.slice(0, count).map(
    (entry): Ranked => ({
      trial: entry.trial.number,
      value: entry.value,
      standardError: standardError(entry.folds),
      p: entry === best ? null : chanceOf(best.folds, entry.folds, sign),
      withinOneError: entry === best || isNear(entry.value),
    }),
  );
  return { trials: ranked, choice: choice.trial.number, verdict: verdictOf(ranked, t) };
}

/** Standard error of the mean of fold scores; null where there are fewer than two. */
export function standardError(folds: readonly number[] | null): number | null {
  if (folds === null || folds.length < 2) return null;
  const mean = folds.reduce((sum, fold) => sum + fold, 0) / folds.length;
  const squares = folds.reduce((sum, fold) => sum + (fold - mean) ** 2, 0);
  return Math.sqrt(squares / (folds.length - 1) / folds.length);
}

/**
 * Folds of the same splits are compared pair by pair (signed ranks). That test cannot be sure with fewer than five pairs,
 * so few folds, and folds that do not pair, are compared by their means and standard errors.
 */
function chanceOf(best: readonly number[] | null, other: readonly number[] | null, sign: number): number | null {
  if (best === null || other === null) return null;
  if (best.length === other.length && best.length >= 5) {
    return signedRankAbove(other.map((fold, i) => sign * (fold - best[i]!)));
  }
  const [a, b] = [standardError(best), standardError(other)];
  if (a === null || b === null) return null;
  const gap = sign * (meanOf(other) - meanOf(best));
  return a + b === 0 ? (gap > 0 ? 0 : 1) : normalCdf(-gap / Math.hypot(a, b));
}

function verdictOf([first, second]: readonly Ranked[], t: Translate): string | null {
  if (first === undefined || second === undefined || second.p === null) return null;
  const p = second.p < 0.001 ? "p < 0.001" : `p = ${second.p.toPrecision(2)}`;
  const words = [first.trial, second.trial, p] as const;
  return second.p < CHANCE
    ? t("Trial {0} is better than trial {1} by more than chance ({2}).", ...words)
    : t("Trial {0} is not clearly better than trial {1}: the difference may be chance ({2}).", ...words);
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function secondsOf({ started, finished }: Trial): number {
  return started === null || finished === null ? Number.POSITIVE_INFINITY : finished - started;
}
