import { wholeLog } from "./brackets.js";
import type { Rung } from "./planner.js";
import type { Resource } from "./pruner.js";

/**
 * The brackets of Hyperband for trials that are given their budgets beforehand, the most daring first (L. Li et al.,
 * "Hyperband", JMLR 2018, algorithm 1): with s + 1 rungs, ⌈K/(s+1)·η^s⌉ candidates begin with max·η^-s each, K brackets
 * in all.
 */
export function paperBrackets({ min, max }: Resource, factor: number): readonly (readonly Rung[])[] {
  const top = wholeLog(max / min, factor);
  return Array.from({ length: top + 1 }, (_, bracket) => {
    const s = top - bracket;
    const first = Math.ceil(((top + 1) / (s + 1)) * factor ** s);
    return Array.from({ length: s + 1 }, (_, i) => ({
      candidates: Math.floor(first / factor ** i),
      resource: Math.max(min, Math.floor(max / factor ** (s - i))),
    }));
  });
}

/** The same as KerasTuner counts them: ⌈B/(b+1)·η^(b-i)⌉ candidates with ⌈max·η^-(b-i)⌉ epochs, B brackets in all. */
export function kerasBrackets(max: number, factor: number): readonly (readonly Rung[])[] {
  // Brackets while max / factor^k is at least 1.
  const count = wholeLog(max, factor) + 1;
  const numerator = kerasNumerator(max, factor);
  return Array.from({ length: count }, (_, position) => {
    const bracket = count - 1 - position;
    return Array.from({ length: bracket + 1 }, (_, rung) => ({
      candidates: Math.ceil((numerator / (bracket + 1)) * factor ** (bracket - rung)),
      resource: Math.ceil(max / factor ** (bracket - rung)),
    }));
  });
}

/** ⌈1 + log_η max⌉. */
function kerasNumerator(max: number, factor: number): number {
  const whole = wholeLog(max, factor);
  return 1 + (factor ** whole === max ? whole : whole + 1);
}
