/** How many of the best values must have come together. */
const TOP = 10;

/**
 * The standard deviation of the ten best losses (the population's, as Ray Tune's ExperimentPlateauStopper takes it); null
 * while there are fewer.
 */
export function spreadOfBest(losses: readonly number[]): number | null {
  if (losses.length < TOP) return null;
  const best = [...losses].sort((a, b) => a - b).slice(0, TOP);
  const mean = best.reduce((sum, loss) => sum + loss, 0) / TOP;
  return Math.sqrt(best.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / TOP);
}
