import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deriveRandom, drawNormal } from "../../../../src/core/math/random.js";
import {
  covariance,
  type Forgetting,
  fitForgetting,
  forgettingOf,
  type Row,
  TimeVaryingLikelihood,
  TimeVaryingProcess,
} from "../../../../src/core/samplers/pbt/time-varying.js";
import { choice, loguniform, uniform } from "../../../../src/core/space/build.js";
import { text } from "../../space/kinds.js";
import { parameter, spaceOf } from "../../space/spaces.js";
import { type Training, train } from "./training.js";

interface Reference {
  readonly parameters: Forgetting;
  readonly rows: readonly Row[];
  readonly values: readonly number[];
  readonly covariances: readonly (readonly number[])[];
  readonly likelihood: number;
  readonly gradient: readonly number[];
  readonly predictions: readonly { readonly row: Row; readonly mean: number; readonly deviation: number }[];
}

const reference: Reference = JSON.parse(readFileSync(join(import.meta.dirname, "vectors/time-varying.json"), "utf8"));

/**
 * A state that falls by a share that depends on how near two parameters are to their optima, of which one drifts while the
 * training goes on; its logarithm falls the more evenly. A kind that is wrong costs a fifth of each step.
 */
const drifting: Training<number> = {
  space: spaceOf([
    parameter("x", uniform(0, 1)),
    parameter("y", loguniform(1e-3, 1)),
    parameter("kind", choice([text("right"), text("wrong")])),
  ]),
  steps: 60,
  start: () => 1,
  step: (v, point, step) => {
    const far = (point.get("x")! - (0.2 + (0.6 * step) / 60)) ** 2 + ((Math.log10(point.get("y")!) + 2) / 3) ** 2;
    return v * (1 - 0.1 * Math.exp(-6 * far) * (point.get("kind") === 0 ? 1 : 0.8));
  },
  loss: Math.log,
};

function mean(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0) / numbers.length;
}

describe("population-based bandits", () => {
  it("train further than random perturbation does, with a small population", () => {
    const reached = (name: string) =>
      mean(
        Array.from({ length: 6 }, (_, seed) => {
          const sampler = { name, options: { population: 4, interval: 4 } };
          const played = train(drifting, { sampler, seed, slots: 2 });
          return Math.min(...played.filter(({ budget }) => budget.resource === 60).map(({ loss }) => loss));
        }),
      );
    expect(reached("pb2")).toBeLessThan(reached("pbt") - 0.1);
  });
});

describe("the process that forgets", () => {
  const { parameters, rows } = reference;

  it("has the covariances, likelihood and predictions of a reference", () => {
    for (const [i, row] of rows.entries()) {
      for (const [j, other] of rows.entries()) {
        expect(covariance(parameters, row, other)).toBeCloseTo(reference.covariances[i]![j]!, 12);
      }
    }
    const { variance, length, noise, forgetting } = parameters;
    const x = Float64Array.of(Math.log(variance), Math.log(length), Math.log(noise), forgetting);
    const gradient = new Float64Array(4);
    expect(new TimeVaryingLikelihood(rows, reference.values).evaluate(x, gradient)).toBeCloseTo(
      reference.likelihood,
      9,
    );
    for (const [i, entry] of gradient.entries()) expect(entry).toBeCloseTo(reference.gradient[i]!, 5);
    const process = new TimeVaryingProcess(parameters, rows, reference.values);
    for (const { row, mean: expected, deviation } of reference.predictions) {
      expect(process.predict(row).mean).toBeCloseTo(expected, 9);
      expect(process.predict(row).deviation).toBeCloseTo(deviation, 9);
    }
  });

  it("is less uncertain around trials that run, and believes the same of them", () => {
    const alone = new TimeVaryingProcess(parameters, rows, reference.values);
    const row = { time: 6, place: [0.9, 0.05] };
    const beside = new TimeVaryingProcess(parameters, rows, reference.values, [row]);
    expect(beside.predict(row).deviation).toBeLessThan(0.7 * alone.predict(row).deviation);
    expect(beside.predict(row).mean).toBeCloseTo(alone.predict(row).mean, 9);
  });

  it("finds out how fast things are forgotten", () => {
    const random = deriveRandom(3, 0, "forgetting");
    const drift = (forget: boolean) => {
      const many = Array.from({ length: 90 }, (_, i) => ({ time: i % 15, place: [random.next()] }));
      const values = many.map(({ time, place }) => {
        const phase = forget ? time : 0;
        return Math.sin(6 * place[0]! + phase) * 1.3 + 0.1 * drawNormal(random);
      });
      return fitForgetting(many, values).forgetting;
    };
    expect(drift(false)).toBeLessThan(0.02);
    expect(drift(true)).toBeGreaterThan(0.1);
  });

  it("reads its hyperparameters from logarithms", () => {
    expect(forgettingOf([0, 0, 0, 0.3])).toEqual({ variance: 1, length: 1, noise: 1, forgetting: 0.3 });
  });
});
