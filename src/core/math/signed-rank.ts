import { normalCdf } from "./normal.js";

/** Up to so many differences the exact distribution of the statistic is summed up. */
const MAX_EXACT = 50;

/**
 * The probability that differences lean so far above zero, or farther, though they were symmetric about it: the
 * one-sided Wilcoxon signed-rank test (F. Wilcoxon, "Individual comparisons by ranking methods", 1945). Zeros are ranked,
 * and half of their ranks counts as positive ("zsplit"); equal magnitudes share their mean rank.
 *
 * Exact over all assignments of signs up to 50 differences, ties included; beyond, the normal approximation with the
 * correction for continuity and ties, whose error is below 0.001 there. NaN without differences.
 */
export function signedRankAbove(differences: readonly number[]): number {
  return differences.length <= MAX_EXACT ? exactSignedRankAbove(differences) : normalSignedRankAbove(differences);
}

/** The same by the exact distribution, in O(n³) time. */
export function exactSignedRankAbove(differences: readonly number[]): number {
  const n = differences.length;
  if (n === 0) return Number.NaN;
  // Twice the ranks, so that mean ranks of ties are whole; the signs of zeros are drawn by nobody.
  const ranks = doubledRanks(differences);
  const reached = positiveSum(differences, ranks);
  const half = differences.reduce((sum, difference, i) => sum + (difference === 0 ? ranks[i]! / 2 : 0), 0);
  const counted = ranks.filter((_, i) => differences[i] !== 0);
  const total = counted.reduce((sum, rank) => sum + rank, 0);
  // ways[w]: the share of sign assignments whose positive ranks add up to w.
  let ways = new Float64Array(total + 1);
  ways[0] = 1;
  let top = 0;
  for (const rank of counted) {
    const next = new Float64Array(total + 1);
    for (let w = 0; w <= top; w++) {
      next[w]! += ways[w]! / 2;
      next[w + rank]! += ways[w]! / 2;
    }
    ways = next;
    top += rank;
  }
  let tail = 0;
  for (let w = total; w >= Math.max(0, reached - half); w--) tail += ways[w]!;
  return Math.min(1, tail);
}

/** The same by the normal approximation. */
export function normalSignedRankAbove(differences: readonly number[]): number {
  const n = differences.length;
  if (n === 0) return Number.NaN;
  const ranks = doubledRanks(differences);
  const statistic = positiveSum(differences, ranks) / 2;
  const mean = (n * (n + 1)) / 4;
  const ties = tieSizes(differences).reduce((sum, size) => sum + size ** 3 - size, 0);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
  if (deviation === 0) return 1;
  return normalCdf(-(statistic - mean - 0.5) / deviation);
}

/** Twice the sum of the positive ranks, half of the zeros' included. */
function positiveSum(differences: readonly number[], ranks: readonly number[]): number {
  return differences.reduce((sum, difference, i) => {
    return sum + (difference > 0 ? ranks[i]! : difference === 0 ? ranks[i]! / 2 : 0);
  }, 0);
}

function doubledRanks(differences: readonly number[]): readonly number[] {
  const order = [...differences.keys()].sort((a, b) => Math.abs(differences[a]!) - Math.abs(differences[b]!));
  const ranks = new Array<number>(differences.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && Math.abs(differences[order[end]!]!) === Math.abs(differences[order[start]!]!)) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = start + 1 + end;
    start = end;
  }
  return ranks;
}

function tieSizes(differences: readonly number[]): readonly number[] {
  const sizes = new Map<number, number>();
  for (const difference of differences) {
    sizes.set(Math.abs(difference), (sizes.get(Math.abs(difference)) ?? 0) + 1);
  }
  return [...sizes.values()];
}
