/**
 * On which trials hyperparameters are fitted. Every fit is a function of the first m finished trials, m on this schedule,
 * so that a study that goes on elsewhere arrives at the same suggestions.
 */

/** Up to here every fit is thorough. */
const CHEAP = 30;
/** Numbers of trials whose fits others start from, nearly in geometric progression. */
const RUNGS: readonly number[] = [8, 10, 13, 17, 22, 28, 33, 42, 51, 60, 70, 80, 100, 200];
/** The rungs that start from nothing, so that a study that is taken up anew need not go back further. */
const FRESH: readonly number[] = [42, 100, 200];

/** The number of trials that the hyperparameters of a study with `n` trials are fitted to: at most n, and near it. */
export function fittedCount(n: number): number {
  const step = n <= 30 ? 1 : n <= 60 ? 3 : n <= 200 ? 10 : n <= 400 ? 25 : 100;
  return n - (n % step);
}

/** The fit that one of `m` trials starts from; 0 where it starts from nothing. */
export function rungBelow(m: number): number {
  return FRESH.includes(m) ? 0 : (RUNGS.filter((rung) => rung < m).at(-1) ?? 0);
}

/** Whether other fits start from one of `m` trials. */
export function isRung(m: number): boolean {
  return RUNGS.includes(m);
}

/** Whether a fit of `m` trials is sought from several starts: on rungs, and while that costs little. */
export function isThorough(m: number): boolean {
  return m <= CHEAP || isRung(m);
}
