/**
 * The rank of each vector under non-domination, 0 for the best: a vector dominates another that is nowhere smaller and
 * somewhere larger. (K. Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002, section III.A.)
 * Infinite entries compare as numbers do; NaN is not expected.
 */
export function nondominationRanks(vectors: readonly (readonly number[])[]): Int32Array {
  const ranks = new Int32Array(vectors.length).fill(-1);
  const order = [...vectors.keys()].sort((a, b) => compareLexically(vectors[a]!, vectors[b]!) || a - b);
  // In lexical order nobody is dominated by a later one, so each finds its front by looking at those before it.
  const fronts: number[][] = [];
  for (const i of order) {
    let low = 0;
    let high = fronts.length;
    // If a front dominates a vector, so do all fronts before it.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (fronts[middle]!.some((j) => dominates(vectors[j]!, vectors[i]!))) low = middle + 1;
      else high = middle;
    }
    if (low === fronts.length) fronts.push([i]);
    else fronts[low]!.push(i);
    ranks[i] = low;
  }
  return ranks;
}

/** Whether `a` is nowhere larger than `b`, and somewhere smaller. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let smaller = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) return false;
    if (a[i]! < b[i]!) smaller = true;
  }
  return smaller;
}

function compareLexically(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}
