import { describe, expect, it } from "vitest";
import { randomFrom } from "../../../../src/core/math/random.js";
import { type Cube, cubeOf } from "../../../../src/core/samplers/cube.js";
import { levelsOf } from "../../../../src/core/samplers/enumerate.js";
import { candidateAt } from "../../../../src/core/samplers/tpe/candidate.js";
import { Mixture } from "../../../../src/core/samplers/tpe/mixture.js";
import { int, normal, uniform } from "../../../../src/core/space/build.js";
import type { Distribution } from "../../../../src/core/space/distribution.js";
import { KINDS } from "../../space/kinds.js";
import { parameter, spaceOf } from "../../space/spaces.js";

function mixtureOver(cube: Cube, quantiles: readonly number[], widths: "spread" | "even", priorWeight = 1): Mixture {
  const rows = quantiles.map((quantile) =>
    cube.coordinatesOf(cube.configure(({ axis }) => axis.fromQuantile(quantile))),
  );
  return new Mixture(cube.dimensions, rows, { priorWeight, weights: new Float64Array(rows.length).fill(1), widths });
}

/** The integral of the density over a real parameter, or the sum of the probabilities over a discrete one. */
function total(distribution: Distribution, quantiles: readonly number[], widths: "spread" | "even"): number {
  const cube = cubeOf(spaceOf([parameter("x", distribution)]));
  const mixture = mixtureOver(cube, quantiles, widths);
  const [dimension] = cube.dimensions;
  const density = (value: number) => Math.exp(mixture.logDensity(candidateAt(cube, new Map([["x", value]]))));
  const { axis } = dimension!;
  if (axis.size < Infinity) {
    const levels = levelsOf(dimension!, 1);
    return Array.from({ length: levels.size }, (_, i) => density(levels.at(i))).reduce((a, b) => a + b, 0);
  }
  const points = 4000;
  let sum = 0;
  for (let i = 0; i < points; i++) sum += density(axis.fromUnit((i + 0.5) / points)) / points;
  return sum;
}

const few = [0.1, 0.12, 0.9];
const many = Array.from({ length: 300 }, (_, i) => ((i * 0.618) % 1) ** 2);

describe("a mixture", () => {
  for (const [kind, distribution] of Object.entries(KINDS)) {
    it(`has mass 1 over ${kind}, for few trials and many, narrow kernels and wide`, () => {
      for (const quantiles of [[], few, many]) {
        for (const widths of ["spread", "even"] as const) {
          expect(total(distribution, quantiles, widths)).toBeCloseTo(1, 3);
        }
      }
    });
  }

  it("draws as its density says", () => {
    const cube = cubeOf(spaceOf([parameter("x", uniform(0, 1))]));
    const mixture = mixtureOver(cube, few, "spread");
    const random = randomFrom("mixture");
    const counts = new Array<number>(10).fill(0);
    const draws = 40_000;
    for (let i = 0; i < draws; i++) {
      const x = mixture.draw(mixture.drawKernel(random), 0, random);
      counts[Math.min(9, Math.floor(x * 10))]! += 1 / draws;
    }
    for (let cell = 0; cell < 10; cell++) {
      let mass = 0;
      for (let i = 0; i < 100; i++) {
        const x = cell / 10 + (i + 0.5) / 1000;
        mass += Math.exp(mixture.logDensity(candidateAt(cube, new Map([["x", x]])))) / 1000;
      }
      expect(counts[cell]).toBeCloseTo(mass, 2);
    }
  });

  it("draws whole numbers as the probabilities of their cells say", () => {
    const cube = cubeOf(spaceOf([parameter("n", int(1, 5))]));
    const mixture = mixtureOver(cube, [0.1, 0.1, 0.5], "spread");
    const random = randomFrom("whole");
    const counts = new Map<number, number>();
    const draws = 40_000;
    for (let i = 0; i < draws; i++) {
      const value = cube.dimensions[0]!.axis.fromUnit(mixture.draw(mixture.drawKernel(random), 0, random));
      counts.set(value, (counts.get(value) ?? 0) + 1 / draws);
    }
    for (let value = 1; value <= 5; value++) {
      const probability = Math.exp(mixture.logDensity(candidateAt(cube, new Map([["n", value]]))));
      expect(counts.get(value)).toBeCloseTo(probability, 2);
    }
  });

  it("keeps the values of one trial together", () => {
    const cube = cubeOf(spaceOf([parameter("x", uniform(0, 1)), parameter("y", uniform(0, 1))]));
    const rows = Array.from({ length: 40 }, (_, i) => Float64Array.of(...(i % 2 ? [0.1, 0.1] : [0.9, 0.9])));
    const mixture = new Mixture(cube.dimensions, rows, {
      priorWeight: 1,
      weights: new Float64Array(40).fill(1),
      widths: "spread",
    });
    const at = (x: number, y: number) =>
      mixture.logDensity(
        candidateAt(
          cube,
          new Map([
            ["x", x],
            ["y", y],
          ]),
        ),
      );
    expect(at(0.1, 0.1)).toBeGreaterThan(at(0.1, 0.9));
    expect(at(0.9, 0.9)).toBeGreaterThan(at(0.9, 0.1));
  });

  it("follows a normal prior where there are no trials", () => {
    const cube = cubeOf(spaceOf([parameter("x", normal(0, 1))]));
    const mixture = mixtureOver(cube, [], "spread");
    const at = (x: number) => mixture.logDensity(candidateAt(cube, new Map([["x", x]])));
    expect(at(0) - at(2)).toBeCloseTo(2, 9);
  });

  it("lets a trial without a value say nothing about it", () => {
    const cube = cubeOf(spaceOf([parameter("x", uniform(0, 1)), parameter("y", uniform(0, 1))]));
    const rows = [Float64Array.of(0.2, Number.NaN)];
    const mixture = new Mixture(cube.dimensions, rows, {
      priorWeight: 1,
      weights: Float64Array.of(1),
      widths: "spread",
    });
    const at = (x: number, y: number) =>
      mixture.logDensity(
        candidateAt(
          cube,
          new Map([
            ["x", x],
            ["y", y],
          ]),
        ),
      );
    expect(at(0.2, 0.1)).toBeCloseTo(at(0.2, 0.9), 12);
    expect(at(0.2, 0.5)).toBeGreaterThan(at(0.9, 0.5));
  });
});
