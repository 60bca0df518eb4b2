/** A differentiable function: its value at `x`, the gradient written into `gradient`. NaN or Infinity: not defined. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface QuasiNewtonOptions {
  readonly iterations: number;
  /** At most this many evaluations. */
  readonly evaluations: number;
  /** Ends where the largest entry of the projected gradient is below this. */
  readonly gradientTolerance: number;
  /** Ends where a step lowers the value by less than this. */
  readonly valueTolerance: number;
  /** No entry of `x` moves further than this in the first step. */
  readonly firstStep: number;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
}

/** Pairs of steps and changes of the gradient that are remembered. */
const MEMORY = 8;
/** Armijo's constant: a step must lower the value by this share of what the slope promises. */
const SUFFICIENT = 1e-4;
const HALVINGS = 12;

/**
 * A local minimum within bounds by limited-memory quasi-Newton steps: the two-loop recursion of J. Nocedal and
 * S. J. Wright, "Numerical Optimization" (2006), algorithm 7.4, over the variables that are not held at a bound, with a
 * backtracking search along the projected path (D. P. Bertsekas, "Projected Newton methods for optimization problems
 * with simple constraints", SIAM J. Control and Optimization 20, 1982). Never worse than the start.
 */
export function minimise(
  f: Differentiable,
  start: Float64Array,
  low: Float64Array,
  high: Float64Array,
  options: QuasiNewtonOptions,
): Minimum {
  const n = start.length;
  let x: Float64Array = start.map((value, i) => Math.min(high[i]!, Math.max(low[i]!, value)));
  let gradient: Float64Array = new Float64Array(n);
  let value = f(x, gradient);
  let evaluations = 1;
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  const curvatures: number[] = [];

  for (let iteration = 0; iteration < options.iterations && Number.isFinite(value); iteration++) {
    const free = x.map((at, i) =>
      (at <= low[i]! && gradient[i]! > 0) || (at >= high[i]! && gradient[i]! < 0) ? 0 : 1,
    );
    if (largest(gradient, free) < options.gradientTolerance) break;
    let direction = descent(gradient, free, steps, changes, curvatures);
    if (!(slopeOf(gradient, direction) < 0)) {
      steps.length = changes.length = curvatures.length = 0;
      direction = descent(gradient, free, steps, changes, curvatures);
    }
    let length = steps.length === 0 ? Math.min(1, options.firstStep / largest(direction, free)) : 1;
    let next: Float64Array | null = null;
    let nextGradient: Float64Array = new Float64Array(n);
    let nextValue = value;
    for (let i = 0; i < HALVINGS && evaluations < options.evaluations; i++) {
      const candidate = x.map((at, k) => Math.min(high[k]!, Math.max(low[k]!, at + length * direction[k]!)));
      const candidateValue = f(candidate, nextGradient);
      evaluations++;
      const promised = candidate.reduce((sum, at, k) => sum + gradient[k]! * (at - x[k]!), 0);
      if (candidateValue <= value + SUFFICIENT * Math.min(0, promised) && candidateValue <= value) {
        next = candidate;
        nextValue = candidateValue;
        break;
      }
      length *= shorter(value, candidateValue, promised);
    }
    if (next === null) {
      // A poor model of the curvature is forgotten once before the search ends.
      if (steps.length === 0 || evaluations >= options.evaluations) break;
      steps.length = changes.length = curvatures.length = 0;
      continue;
    }
    const step = next.map((at, i) => at - x[i]!);
    const change = nextGradient.map((at, i) => at - gradient[i]!);
    const curvature = step.reduce((sum, s, i) => sum + s * change[i]!, 0);
    const size = change.reduce((sum, y) => sum + y * y, 0);
    if (curvature > 1e-12 * size) {
      steps.push(step);
      changes.push(change);
      curvatures.push(curvature);
      if (steps.length > MEMORY) {
        steps.shift();
        changes.shift();
        curvatures.shift();
      }
    }
    const gain = value - nextValue;
    x = next;
    value = nextValue;
    gradient = nextGradient;
    nextGradient = new Float64Array(n);
    if (gain < options.valueTolerance) break;
  }
  return { x, value, evaluations };
}

/** The quasi-Newton direction over the free variables; steepest descent where nothing is remembered. */
function descent(
  gradient: Float64Array,
  free: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
  curvatures: readonly number[],
): Float64Array {
  const q = gradient.map((g, i) => -g * free[i]!);
  const weights: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    weights[k] = inner(steps[k]!, q) / curvatures[k]!;
    for (let i = 0; i < q.length; i++) q[i]! -= weights[k]! * changes[k]![i]! * free[i]!;
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const scale = curvatures[last]! / inner(changes[last]!, changes[last]!);
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const weight = weights[k]! - inner(changes[k]!, q) / curvatures[k]!;
    for (let i = 0; i < q.length; i++) q[i]! += weight * steps[k]![i]! * free[i]!;
  }
  return q;
}

/** The factor to shorten a refused step by: the minimum of the parabola through what is known, within [0.1, 0.5]. */
function shorter(value: number, candidate: number, slope: number): number {
  if (!Number.isFinite(candidate)) return 0.1;
  const parabola = -slope / (2 * (candidate - value - slope));
  return Number.isFinite(parabola) ? Math.min(0.5, Math.max(0.1, parabola)) : 0.5;
}

function slopeOf(gradient: Float64Array, direction: Float64Array): number {
  return inner(gradient, direction);
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(values: Float64Array, free: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!) * free[i]!);
  return most;
}
