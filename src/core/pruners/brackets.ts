import { roundedLog } from "../math/rounded-log.js";

/** The largest k with base**k at most `ratio`; products rather than logarithms, which lose k where they should be whole. */
export function wholeLog(ratio: number, base: number): number {
  let k = 0;
  for (let power = base; power <= ratio; power *= base) k++;
  return k;
}

/** The same as floor(log(ratio, base)) gives it in floating-point numbers: 4 for 243 and 3, where 5 is right. */
export function floatLog(ratio: number, base: number): number {
  return Math.floor(roundedLog(ratio) / roundedLog(base));
}

/**
 * How many in a hundred trials each bracket of Hyperband gets, the most aggressive bracket first: with K brackets,
 * ⌈K·η^s / (s+1)⌉ for s = K−1 … 0 (L. Li et al., "Hyperband", JMLR 2018, algorithm 1, as Optuna weighs them).
 */
export function bracketWeights(brackets: number, factor: number): readonly number[] {
  return Array.from({ length: brackets }, (_, bracket) => {
    const s = brackets - 1 - bracket;
    return Math.ceil((brackets * factor ** s) / (s + 1));
  });
}
