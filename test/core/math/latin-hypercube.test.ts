import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crowdedness, type Design, latinHypercube, spreadApart } from "../../../src/core/math/latin-hypercube.js";
import { randomFrom } from "../../../src/core/math/random.js";

const vectors: { readonly design: readonly (readonly number[])[]; readonly crowdedness: number } = JSON.parse(
  readFileSync(join(import.meta.dirname, "vectors/design.json"), "utf8"),
);

function partsOf({ points, dimensions, coordinates }: Design, dimension: number): number[] {
  const parts = Array.from({ length: points }, (_, i) => Math.floor(coordinates[i * dimensions + dimension]! * points));
  return parts.sort((a, b) => a - b);
}

function smallestDistance({ points, dimensions, coordinates }: Design): number {
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < points; a++) {
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let j = 0; j < dimensions; j++)
        sum += (coordinates[a * dimensions + j]! - coordinates[b * dimensions + j]!) ** 2;
      least = Math.min(least, Math.sqrt(sum));
    }
  }
  return least;
}

describe("a Latin hypercube", () => {
  it("has one point in each part of each dimension, also after it was spread apart", () => {
    const plain = latinHypercube(17, 4, randomFrom("a"));
    const spread = spreadApart(plain, 5000, randomFrom("b"));
    for (const design of [plain, spread]) {
      for (let j = 0; j < 4; j++) expect(partsOf(design, j)).toEqual([...Array(17).keys()]);
    }
    expect(crowdedness(spread)).toBeLessThan(crowdedness(plain));
  });

  it("has a much larger smallest distance once it was spread apart", () => {
    const ratios = Array.from({ length: 10 }, (_, i) => {
      const plain = latinHypercube(50, 5, randomFrom(`plain ${i}`));
      return smallestDistance(spreadApart(plain, 20_000, randomFrom(`${i}`))) / smallestDistance(plain);
    });
    expect(Math.min(...ratios)).toBeGreaterThan(1.3);
  });

  it("measures crowdedness as the paper has it", () => {
    const coordinates = Float64Array.from(vectors.design.flat());
    expect(crowdedness({ points: 7, dimensions: 3, coordinates })).toBeCloseTo(vectors.crowdedness, 10);
  });

  it("serves a single point, and a single dimension", () => {
    expect(spreadApart(latinHypercube(1, 3, randomFrom("c")), 10, randomFrom("d")).coordinates.length).toBe(3);
    expect(partsOf(spreadApart(latinHypercube(8, 1, randomFrom("e")), 10, randomFrom("f")), 0)).toEqual([
      ...Array(8).keys(),
    ]);
  });
});
