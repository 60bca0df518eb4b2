import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crowdingDistances } from "../../../../src/core/math/crowding.js";
import { nondominationRanks } from "../../../../src/core/math/pareto.js";
import { randomFrom } from "../../../../src/core/math/random.js";
import { simplexCount, simplexPoints } from "../../../../src/core/math/reference-points.js";
import { fillNiches, frameOf, nichesOf } from "../../../../src/core/samplers/nsga/niching.js";
import { crossed, mutated } from "../../../../src/core/samplers/nsga/variation.js";

type Vector = readonly number[];

interface Vectors {
  readonly fronts: readonly { readonly vectors: readonly Vector[]; readonly fronts: readonly Vector[] }[];
  readonly crowding: readonly { readonly front: readonly Vector[]; readonly distances: readonly (number | null)[] }[];
  readonly simplex: readonly {
    readonly entries: number;
    readonly divisions: number;
    readonly points: readonly Vector[];
  }[];
  readonly niches: readonly {
    readonly front: readonly Vector[];
    readonly vectors: readonly Vector[];
    readonly divisions: number;
    readonly ideal: Vector;
    readonly nadir: Vector;
    readonly references: readonly Vector[];
    readonly distances: Vector;
  }[];
  readonly crossed: readonly Vector[];
  readonly mutated: readonly Vector[];
}

/** Of pymoo; see reference.py. */
const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, "vectors/nsga.json"), "utf8"));

const byEntries = (a: Vector, b: Vector) => a.reduce((order, entry, i) => order || entry - b[i]!, 0);

describe("NSGA-II and NSGA-III beside pymoo", () => {
  it("sort into the same fronts", () => {
    for (const { vectors: set, fronts } of vectors.fronts) {
      const ranks = nondominationRanks(set);
      fronts.forEach((front, rank) => {
        expect([...set.keys()].filter((i) => ranks[i] === rank)).toEqual(front);
      });
    }
  });

  it("measure the same crowding", () => {
    for (const { front, distances } of vectors.crowding) {
      crowdingDistances(front).forEach((own, i) => {
        if (distances[i] === null) expect(own).toBe(Number.POSITIVE_INFINITY);
        else expect(own).toBeCloseTo(distances[i]!, 10);
      });
    }
  });

  it("use the same reference points", () => {
    for (const { entries, divisions, points } of vectors.simplex) {
      const own = simplexPoints(entries, divisions);
      expect(own.length).toBe(simplexCount(entries, divisions));
      const [a, b] = [[...own].sort(byEntries), [...points].sort(byEntries)];
      expect(a.length).toBe(b.length);
      a.forEach((point, i) => {
        for (const [j, entry] of point.entries()) expect(entry).toBeCloseTo(b[i]![j]!, 12);
      });
    }
  });

  it("normalise alike, and find the same niches", () => {
    for (const { front, vectors: set, divisions, ideal, nadir, references, distances } of vectors.niches) {
      const points = simplexPoints(ideal.length, divisions);
      const frame = frameOf(front);
      frame.ideal.forEach((entry, j) => {
        expect(entry).toBeCloseTo(ideal[j]!, 12);
        expect(frame.nadir[j]).toBeCloseTo(nadir[j]!, 9);
      });
      nichesOf(set, points, frame).forEach(({ reference, distance }, i) => {
        expect(distance).toBeCloseTo(distances[i]!, 9);
        for (const [j, entry] of points[reference]!.entries()) expect(entry).toBeCloseTo(references[i]![j]!, 12);
      });
    }
  });

  it("cross and mutate alike", () => {
    for (const [a, b, random, index, low, high] of vectors.crossed) {
      const own = crossed(a!, b!, { random: random!, index: index! });
      expect(own[0]).toBeCloseTo(low!, 12);
      expect(own[1]).toBeCloseTo(high!, 12);
    }
    for (const [place, random, index, moved] of vectors.mutated) {
      expect(mutated(place!, { random: random!, index: index! })).toBeCloseTo(moved!, 12);
    }
  });
});

describe("niching", () => {
  it("fills empty niches first, each with the vector nearest to its line", () => {
    const taken = [{ reference: 0, distance: 0.1 }];
    const last = [
      { reference: 0, distance: 0 },
      { reference: 1, distance: 0.5 },
      { reference: 1, distance: 0.2 },
      { reference: 2, distance: 0.9 },
    ];
    const chosen = fillNiches(taken, last, 2, randomFrom("niches"));
    expect([...chosen].sort()).toEqual([2, 3]);
    expect([...fillNiches(taken, last, 9, randomFrom("niches"))].sort()).toEqual([0, 1, 2, 3]);
  });

  it("frames fronts without extent or plane", () => {
    expect(frameOf([[1, 2]])).toEqual({ ideal: [1, 2], nadir: [2, 3] });
    const { nadir } = frameOf([
      [0, 1],
      [0, 3],
    ]);
    expect(nadir.every((entry) => Number.isFinite(entry))).toBe(true);
  });
});
