/**
 * On which trials hyperparameters are fitted. Every fit is a function of the first m finished trials, m on this schedule,
 * so that a study that goes on elsewhere arrives at the same suggestions.
 */

/** The first trial that a fit is made of. */
const FIRST = 8;
/** The growth from one rung to the next. */
const GROWTH = 1.25;
/** Up to here every fit is thorough. */
const CHEAP = 30;
/** The last rung: later fits start from it. */
const LAST = 200;

/** The number of trials that the hyperparameters of a study with `n` trials are fitted to: at most n, and near it. */
export function fittedCount(n: number): number {
  const step = n <= 30 ? 1 : n <= 60 ? 3 : n <= 200 ? 10 : n <= 400 ? 25 : 100;
  return n - (n % step);
}

/**
 * The fit that one of `m` trials starts from; 0 for the first. Rungs lie in geometric progression, so that a fit depends
 * on few others, and all of them together cost little more than the last.
 */
export function rungBelow(m: number): number {
  let below = 0;
  for (let rung = FIRST; rung < Math.min(m, LAST + 1); rung = fittedCount(Math.ceil(rung * GROWTH))) below = rung;
  return below;
}

/** Whether later fits start from one of `m` trials. */
export function isRung(m: number): boolean {
  return rungBelow(m + 1) === m;
}

/** Whether a fit of `m` trials is sought from several starts: on rungs, and while that costs little. */
export function isThorough(m: number): boolean {
  return m <= CHEAP || isRung(m);
}
