import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Differentiable, minimise } from "../../../src/core/math/quasi-newton.js";

const options = {
  iterations: 500,
  evaluations: 2000,
  gradientTolerance: 1e-9,
  valueTolerance: 0,
  firstStep: 1,
};

const rosenbrock: Differentiable = (x, gradient) => {
  let value = 0;
  gradient.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1]! - x[i]! ** 2;
    value += 100 * bend ** 2 + (1 - x[i]!) ** 2;
    gradient[i]! += -400 * x[i]! * bend - 2 * (1 - x[i]!);
    gradient[i + 1]! += 200 * bend;
  }
  return value;
};

const wide = (n: number) => [new Float64Array(n).fill(-10), new Float64Array(n).fill(10)] as const;

describe("bounded quasi-Newton minimisation", () => {
  it.each([2, 5, 10])("finds the minimum of Rosenbrock's function of %i variables", (n) => {
    const [low, high] = wide(n);
    const start = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const { x, value } = minimise(rosenbrock, start, low, high, options);
    // The function of more than three variables has a second local minimum near (-1, 1, …, 1), of value 4.
    expect(value < 1e-12 || Math.abs(value - 3.9866) < 0.1).toBe(true);
    if (value < 1e-12) for (const at of x) expect(at).toBeCloseTo(1, 5);
  });

  it("finds the minimum of Rosenbrock's function where a bound holds it", () => {
    // With x ≤ 0.5 the minimum is at (0.5, 0.25).
    const { x, value } = minimise(
      rosenbrock,
      Float64Array.of(-1.2, 1),
      Float64Array.of(-2, -2),
      Float64Array.of(0.5, 2),
      options,
    );
    expect(x[0]).toBe(0.5);
    expect(x[1]).toBeCloseTo(0.25, 6);
    expect(value).toBeCloseTo(0.25, 10);
  });

  it("finds the bounded minimum of any separable quadratic", () => {
    const terms = fc.array(
      fc.tuple(fc.double({ min: 0.01, max: 1000, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(terms, (pairs) => {
        const f: Differentiable = (x, gradient) =>
          pairs.reduce((sum, [weight, centre], i) => {
            gradient[i] = 2 * weight * (x[i]! - centre);
            return sum + weight * (x[i]! - centre) ** 2;
          }, 0);
        const n = pairs.length;
        const { x } = minimise(
          f,
          new Float64Array(n),
          new Float64Array(n).fill(-1),
          new Float64Array(n).fill(1),
          options,
        );
        pairs.forEach(([, centre], i) => {
          expect(x[i]).toBeCloseTo(Math.min(1, Math.max(-1, centre)), 4);
        });
      }),
    );
  });

  it("is never worse than its start, even where the function is not defined everywhere", () => {
    const f: Differentiable = (x, gradient) => {
      gradient[0] = -1 / x[0]!;
      return x[0]! > 2 ? Number.NaN : -Math.log(x[0]!);
    };
    const { x, value } = minimise(f, Float64Array.of(1), Float64Array.of(0.1), Float64Array.of(10), options);
    expect(value).toBeLessThan(-0.5);
    expect(x[0]).toBeLessThanOrEqual(2);
  });

  it("begins within the bounds and keeps its number of evaluations", () => {
    let calls = 0;
    const counted: Differentiable = (x, gradient) => {
      calls++;
      expect(x[0]).toBeGreaterThanOrEqual(-1);
      return rosenbrock(x, gradient);
    };
    const { evaluations } = minimise(counted, Float64Array.of(-5, 1), Float64Array.of(-1, -1), Float64Array.of(2, 2), {
      ...options,
      evaluations: 7,
    });
    expect(evaluations).toBe(calls);
    expect(calls).toBeLessThanOrEqual(7);
  });
});
