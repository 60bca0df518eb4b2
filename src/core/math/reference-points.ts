/**
 * The points of the unit simplex whose entries are multiples of 1 / divisions: I. Das and J. E. Dennis, "Normal-Boundary
 * Intersection", SIAM J. Optim. 8 (1998). There are (divisions + entries - 1 choose divisions) of them.
 */
export function simplexPoints(entries: number, divisions: number): readonly (readonly number[])[] {
  const points: number[][] = [];
  const fill = (prefix: readonly number[], left: number) => {
    if (prefix.length === entries - 1) {
      points.push([...prefix, left / divisions]);
      return;
    }
    for (let i = 0; i <= left; i++) fill([...prefix, i / divisions], left - i);
  };
  fill([], divisions);
  return points;
}

/** The number of {@link simplexPoints}. */
export function simplexCount(entries: number, divisions: number): number {
  let count = 1;
  for (let i = 1; i < entries; i++) count = (count * (divisions + i)) / i;
  return Math.round(count);
}
