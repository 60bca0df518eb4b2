import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hyperparametersOf } from "../../../../src/core/samplers/gp/hyperprior.js";
import { Kernel } from "../../../../src/core/samplers/gp/kernel.js";
import { Likelihood } from "../../../../src/core/samplers/gp/likelihood.js";
import { Regression } from "../../../../src/core/samplers/gp/regression.js";

interface Reference {
  readonly ordered: number;
  readonly columns: number;
  readonly rows: number[][];
  readonly places: number[][];
  readonly z: number[];
  readonly variances: number[];
  readonly known: number[];
  readonly vector: number[];
  readonly density: number;
  readonly gradient: number[];
  readonly mean: number[];
  readonly variance: number[];
  readonly jointVector: number[];
  readonly jointMean: number[];
}

const reference: Reference = JSON.parse(readFileSync(new URL("./vectors/regression.json", import.meta.url), "utf8"));
const layout = { columns: reference.columns, ordered: reference.ordered };

function likelihood(): Likelihood {
  return new Likelihood({
    layout,
    rows: Float64Array.from(reference.rows.flat()),
    variances: Float64Array.from(reference.variances),
    known: Float64Array.from(reference.known),
    noisy: false,
  });
}

function regression(vector: readonly number[], capacity = 1): Regression {
  const parameters = hyperparametersOf(Float64Array.from(vector), layout.columns);
  const model = new Regression(new Kernel(layout, parameters), capacity);
  reference.rows.forEach((row, i) => {
    const noise = parameters.folds * reference.variances[i]! + reference.known[i]!;
    expect(model.add(Float64Array.from(row), reference.z[i]!, noise)).toBe(true);
  });
  return model;
}

describe("the likelihood of hyperparameters", () => {
  it("is the density that SciPy gives", () => {
    const [density] = likelihood().compare(Float64Array.from(reference.vector), [Float64Array.from(reference.z)]);
    expect(density).toBeCloseTo(reference.density, 9);
  });

  it("has the gradient that differences of that density give, and the prior's beside it", () => {
    const subject = likelihood();
    const vector = Float64Array.from(reference.vector);
    const gradient = new Float64Array(vector.length);
    const value = subject.evaluate(vector, Float64Array.from(reference.z), gradient);
    const prior = new Float64Array(vector.length);
    expect(value).toBeCloseTo(reference.density + subject.prior.add(vector, prior), 9);
    gradient.forEach((slope, i) => {
      expect(slope - prior[i]!).toBeCloseTo(reference.gradient[i]!, 7);
    });
  });

  it("is infinite where the covariance cannot be factored", () => {
    const vector = Float64Array.from(reference.vector, (value, i) => (i === 5 ? 800 : value));
    const z = Float64Array.from(reference.z);
    expect(likelihood().evaluate(vector, z, new Float64Array(vector.length))).toBe(Number.POSITIVE_INFINITY);
    expect(likelihood().compare(vector, [z])).toEqual([Number.POSITIVE_INFINITY]);
  });
});

describe("a regression", () => {
  it("predicts what linear algebra on scikit-learn's covariances gives", () => {
    const model = regression(reference.vector);
    reference.places.forEach((place, i) => {
      const { mean, variance } = model.predict(Float64Array.from(place));
      expect(mean).toBeCloseTo(reference.mean[i]!, 9);
      expect(variance).toBeCloseTo(reference.variance[i]!, 9);
    });
  });

  it("predicts what scikit-learn's regressor predicts where there is no additive part", () => {
    const model = regression(reference.jointVector.map((value, i) => (i === 7 ? reference.vector[7]! : value)));
    reference.places.forEach((place, i) => {
      expect(model.predict(Float64Array.from(place)).mean).toBeCloseTo(reference.jointMean[i]!, 9);
    });
  });

  it("predicts at the trials themselves what it predicts at any place", () => {
    const model = regression(reference.vector);
    model.means().forEach((mean, i) => {
      expect(mean).toBeCloseTo(model.predict(Float64Array.from(reference.rows[i]!)).mean, 9);
    });
  });

  it("predicts many rows as it predicts each", () => {
    const model = regression(reference.vector);
    const places = reference.places.map((place) => Float64Array.from(place));
    model.predictAll(places).forEach((prediction, i) => {
      const single = model.predict(places[i]!);
      expect(prediction.mean).toBeCloseTo(single.mean, 12);
      expect(prediction.variance).toBeCloseTo(single.variance, 12);
    });
  });

  it("has the gradient that differences of its predictions give", () => {
    const model = regression(reference.vector);
    const f = (mean: number, variance: number) => Math.sin(mean) + variance ** 2;
    const slopes = (mean: number, variance: number) => [Math.cos(mean), 2 * variance] as const;
    for (const place of reference.places) {
      const gradient = new Float64Array(layout.columns);
      model.differentiate(Float64Array.from(place), slopes, gradient);
      for (let d = 0; d < layout.ordered; d++) {
        const at = (h: number) => {
          const { mean, variance } = model.predict(Float64Array.from(place, (x, i) => (i === d ? x + h : x)));
          return f(mean, variance);
        };
        expect(gradient[d]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 7);
      }
    }
  });

  it("forgets what was added after a size, whatever its capacity was", () => {
    const model = regression(reference.vector, 40);
    const place = Float64Array.from(reference.places[0]!);
    const before = model.predict(place);
    model.add(Float64Array.from(reference.places[1]!), 2, 0);
    expect(model.predict(place).mean).not.toBe(before.mean);
    model.shrink(reference.rows.length);
    expect(model.predict(place)).toEqual(before);
  });

  it("is sure of a row that it has seen without noise", () => {
    const vector = reference.vector.map((value, i) => (i === 7 ? Math.log(1e-9) : value));
    const model = new Regression(
      new Kernel(layout, { ...hyperparametersOf(Float64Array.from(vector), 4), folds: 0 }),
      4,
    );
    const row = Float64Array.from(reference.rows[0]!);
    model.add(row, 1.5, 0);
    const { mean, variance } = model.predict(row);
    expect(mean).toBeCloseTo(1.5, 6);
    expect(variance).toBeLessThan(1e-8);
  });
});
