import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseByHypervolume, exclusive, hypervolume } from "../../../src/core/math/hypervolume.js";
import { dominates, nondominationRanks } from "../../../src/core/math/pareto.js";

const grade = fc.integer({ min: 0, max: 6 });
const vectors = (dimensions: number) =>
  fc.array(fc.array(grade, { minLength: dimensions, maxLength: dimensions }), { minLength: 1, maxLength: 14 });

describe("non-domination", () => {
  it("ranks by peeling front after front", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }).chain(vectors), (all) => {
        const expected = all.map(() => -1);
        for (let rank = 0; expected.includes(-1); rank++) {
          const left = [...all.keys()].filter((i) => expected[i] === -1);
          for (const i of left.filter((a) => !left.some((b) => dominates(all[b]!, all[a]!)))) expected[i] = rank;
        }
        expect([...nondominationRanks(all)]).toEqual(expected);
      }),
    );
  });

  it("takes infinities as the largest and smallest", () => {
    const ranks = nondominationRanks([
      [Infinity, 0],
      [1, 1],
      [-Infinity, 5],
      [Infinity, 1],
    ]);
    expect([...ranks]).toEqual([0, 0, 0, 1]);
  });
});

describe("hypervolume", () => {
  it("counts the unit cells that are dominated", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }).chain(vectors), (all) => {
        const dimensions = all[0]!.length;
        let cells = 0;
        for (let code = 0; code < 6 ** dimensions; code++) {
          const cell = Array.from({ length: dimensions }, (_, i) => Math.floor(code / 6 ** i) % 6);
          if (all.some((vector) => vector.every((entry, i) => entry <= cell[i]!))) cells++;
        }
        expect(hypervolume(all, Array(dimensions).fill(6))).toBe(cells);
      }),
    );
  });

  it("takes hundreds of vectors in three and four dimensions", () => {
    for (const dimensions of [3, 4]) {
      const all = Array.from({ length: 300 }, (_, i) =>
        Array.from({ length: dimensions }, (_, j) => (((i + 1) * [7, 31, 101, 211][j]!) % 307) / 307),
      );
      const reference = Array(dimensions).fill(1);
      const front = all.filter((vector) => !all.some((other) => dominates(other, vector)));
      expect(hypervolume(all, reference)).toBeCloseTo(hypervolume(front, reference), 10);
      expect(hypervolume(all, reference)).toBeLessThan(1);
    }
  });

  it("adds what is exclusive", () => {
    fc.assert(
      fc.property(vectors(3), (all) => {
        const reference = [6, 6, 6];
        const [first, ...others] = all;
        expect(exclusive(first!, others, reference)).toBe(hypervolume(all, reference) - hypervolume(others, reference));
      }),
    );
  });

  it("chooses step by step what adds most, the earlier of equals", () => {
    fc.assert(
      fc.property(vectors(3), fc.integer({ min: 1, max: 5 }), (all, count) => {
        const reference = [6, 6, 6];
        const chosen: number[] = [];
        while (chosen.length < Math.min(count, all.length)) {
          const others = chosen.map((index) => all[index]!);
          const open = [...all.keys()].filter((index) => !chosen.includes(index));
          const gains = open.map((index) => exclusive(all[index]!, others, reference));
          chosen.push(open[gains.indexOf(Math.max(...gains))]!);
        }
        expect(chooseByHypervolume(all, count, reference)).toEqual(chosen);
      }),
    );
  });

  it("chooses what covers most also in more dimensions than it can measure exactly", () => {
    const vectors = [
      [0.9, 0.9, 0.9, 0.9],
      [0.2, 0.2, 0.2, 0.2],
      [0.21, 0.21, 0.21, 0.21],
      [0, 0.3, 0.3, 0.3],
    ];
    expect(chooseByHypervolume(vectors, 2, [1, 1, 1, 1])).toEqual([1, 3]);
    expect(chooseByHypervolume(vectors, 9, [1, 1, 1, 1]).sort()).toEqual([0, 1, 2, 3]);
  });
});
