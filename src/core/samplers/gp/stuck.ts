/** Trials without progress after which a study is stuck, and the fewest trials that it can be said of. */
const WINDOW = 8;
const FEWEST = 3 * WINDOW;
/** Progress that does not count, as a share of the distance from the best loss to the median. */
const NOTHING = 1e-4;
/** Whether the latest trials brought the best loss no further. */
export function isStuck(losses: readonly number[]): boolean {
  if (losses.length < FEWEST) return false;
  const before = Math.min(...losses.slice(0, -WINDOW));
  const now = Math.min(before, ...losses.slice(-WINDOW));
  const median = [...losses].sort((a, b) => a - b)[Math.floor(losses.length / 2)]!;
  return before - now <= NOTHING * (median - now);
}
