import { hypervolume } from "../math/hypervolume.js";
import { isBetter } from "../study/order.js";
import { valuesOf } from "../study/stop/progress.js";
import type { Direction, Instant, Trial } from "../study/trial.js";

/** The state of a study after one of its complete trials. */
export interface Point {
  readonly trial: number;
  readonly finished: Instant | null;
  /** The trial's own value. */
  readonly value: number;
  /** The best value so far, of trials that keep their outcome constraints. */
  readonly best: number;
}

/** The best value so far after each complete trial, in the order in which they ended; one direction. */
export function convergence(direction: Direction, trials: readonly Trial[]): readonly Point[] {
  const points: Point[] = [];
  let best: number | null = null;
  for (const trial of inOrder(trials)) {
    const values = valuesOf(trial, [direction]);
    if (values === null) continue;
    const [value] = values as readonly [number];
    if (best === null || isBetter(direction, value, best)) best = value;
    points.push({ trial: trial.number, finished: trial.finished, value, best });
  }
  return points;
}

export interface Volume {
  readonly trial: number;
  readonly finished: Instant | null;
  /** What the front so far dominates below the reference point, in the product of the values' units. */
  readonly volume: number;
}

/**
 * The hypervolume of the front after each complete trial, several directions (E. Zitzler and L. Thiele, 1998). The
 * reference point is given in the values' own units; without one it is the worst value of each direction, moved a tenth
 * of the range farther.
 */
export function hypervolumeHistory(
  directions: readonly Direction[],
  trials: readonly Trial[],
  reference: readonly number[] | null = null,
): { readonly reference: readonly number[]; readonly points: readonly Volume[] } {
  const signs = directions.map((direction) => (direction === "maximize" ? -1 : 1));
  const ended = inOrder(trials).flatMap((trial) => {
    const values = valuesOf(trial, directions);
    if (values === null || !values.every(Number.isFinite)) return [];
    return [{ trial, losses: values.map((value, i) => signs[i]! * value) }];
  });
  const corner =
    reference?.map((value, i) => signs[i]! * value) ??
    signs.map((_, i) => worst(ended.map(({ losses }) => losses[i]!)));
  let front: (readonly number[])[] = [];
  let volume = 0;
  const points = ended.map(({ trial, losses }) => {
    const covered = front.some((other) => other.every((entry, i) => entry <= losses[i]!));
    if (!covered) {
      front = [...front.filter((other) => !losses.every((entry, i) => entry <= other[i]!)), losses];
      volume = hypervolume(front, corner);
    }
    return { trial: trial.number, finished: trial.finished, volume };
  });
  return { reference: corner.map((value, i) => signs[i]! * value), points };
}

function worst(losses: readonly number[]): number {
  if (losses.length === 0) return 0;
  const low = losses.reduce((a, b) => Math.min(a, b));
  const high = losses.reduce((a, b) => Math.max(a, b));
  return high + 0.1 * (high - low || Math.abs(high) || 1);
}

function inOrder(trials: readonly Trial[]): readonly Trial[] {
  return [...trials].sort((a, b) => (a.finished ?? 0) - (b.finished ?? 0) || a.number - b.number);
}
