import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../../../../src/core/math/random.js";
import { cubeOf } from "../../../../src/core/samplers/cube.js";
import { nearbyPlaces, spreadPlaces } from "../../../../src/core/samplers/gp/candidates.js";
import { alternatives, snapped } from "../../../../src/core/samplers/gp/coordinates.js";
import type { Datum } from "../../../../src/core/samplers/gp/data.js";
import { embeddingOf } from "../../../../src/core/samplers/gp/embedding.js";
import { near } from "../../../../src/core/samplers/gp/near.js";
import { scalarisation } from "../../../../src/core/samplers/gp/scalar.js";
import { isStuck } from "../../../../src/core/samplers/gp/stuck.js";
import { representatives } from "../../../../src/core/samplers/gp/subset.js";
import { choice, int, uniform } from "../../../../src/core/space/build.js";
import { parameter } from "../study.js";

const categories = choice(["a", "b", "c"].map((value) => ({ kind: "string", value }) as const));
const cube = cubeOf({
  parameters: [
    parameter("kind", categories),
    parameter("x", uniform(0, 10)),
    parameter("first", uniform(0, 1), "kind == 'a'"),
    parameter("second", int(1, 4), "kind == 'a'"),
    parameter("third", uniform(0, 1), "kind == 'b'"),
    parameter("many", int(0, 99)),
  ],
  constraints: [],
});

describe("the rows of the model", () => {
  const { layout, embed, columnOf } = embeddingOf(cube);

  it("have the ordered dimensions first, and one column for each condition", () => {
    expect(layout).toEqual({ columns: 8, ordered: 5 });
    expect([...columnOf].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(columnOf[0]).toBe(5);
  });

  it("do not differ by what is inactive", () => {
    const row = embed(Float64Array.of(2, 0.3, Number.NaN, Number.NaN, Number.NaN, 0.5));
    for (const value of row) expect(value).not.toBeNaN();
    expect([...row.slice(6)]).toEqual([0, 0]);
    const other = embed(Float64Array.of(0, 0.3, 0.1, 0.9, Number.NaN, 0.5));
    expect([...other.slice(6)]).toEqual([1, 0]);
  });
});

describe("the places where the search begins", () => {
  const random = () => randomFrom("places");

  it("lie in the space, on the values there are", () => {
    const good = [Float64Array.of(0, 0.5, 0.2, 0.375, Number.NaN, 0.505)];
    const places = [
      ...spreadPlaces(cube.dimensions, 64, null, random()),
      ...nearbyPlaces(cube.dimensions, 64, good, null, random()),
    ];
    expect(places).toHaveLength(128);
    for (const place of places) {
      for (const dimension of cube.dimensions) {
        const coordinate = place[dimension.index]!;
        expect(coordinate >= 0 && coordinate <= Math.max(1, dimension.categories - 1)).toBe(true);
        expect(snapped(dimension, coordinate)).toBe(coordinate);
      }
    }
  });

  it("lie in the region where there is one", () => {
    const region = { low: new Float64Array(6).fill(0.4), high: new Float64Array(6).fill(0.6) };
    const good = [new Float64Array(6).fill(0.5)];
    for (const place of [
      ...spreadPlaces(cube.dimensions, 32, region, random()),
      ...nearbyPlaces(cube.dimensions, 32, good, region, random()),
    ]) {
      expect(place[1]).toBeGreaterThanOrEqual(0.4);
      expect(place[1]).toBeLessThanOrEqual(0.6);
    }
  });

  it("are none near good trials where there are no such", () => {
    expect(nearbyPlaces(cube.dimensions, 32, [], null, random())).toEqual([]);
  });
});

describe("the alternatives of a discrete coordinate", () => {
  const draw = () => 0;
  const [kind, , , second, , many] = cube.dimensions;

  it("are all other categories and all other values of a short lattice", () => {
    expect(alternatives(kind!, 1, draw)).toEqual([0, 2]);
    expect(alternatives(second!, 0.375, draw)).toEqual([0.125, 0.625, 0.875]);
  });

  it("are the neighbours on a long lattice, one at its end", () => {
    expect(alternatives(many!, 0.505, draw)).toEqual([0.495, 0.515]);
    expect(alternatives(many!, 0.005, draw)).toEqual([0.015]);
  });
});

describe("the trials that stand for all", () => {
  const data = (losses: readonly number[]) => losses.map((loss, i) => ({ loss, place: i }) as unknown as Datum);

  it("are as many as asked for, in their order, the best and the latest among them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 8, max: 60 }),
        (losses, count) => {
          const all = data(losses);
          const kept = representatives(all, count);
          expect(kept).toHaveLength(Math.min(count, losses.length));
          expect(new Set(kept).size).toBe(kept.length);
          expect([...kept].sort((a, b) => all.indexOf(a) - all.indexOf(b))).toEqual(kept);
          expect(kept).toContain(all.at(-1));
          expect(kept.some(({ loss }) => loss === Math.min(...losses))).toBe(true);
        },
      ),
    );
  });
});

describe("a study", () => {
  it("is stuck when the latest trials brought nothing, and not while it is young", () => {
    const falling = Array.from({ length: 40 }, (_, i) => 40 - i);
    expect(isStuck(falling)).toBe(false);
    expect(isStuck([...falling, ...new Array(8).fill(5)])).toBe(true);
    expect(isStuck([...falling, ...new Array(7).fill(5)])).toBe(false);
    expect(isStuck(new Array(10).fill(1))).toBe(false);
  });
});

describe("nearness", () => {
  it("is measured in lengths, a category being one of them", () => {
    const embedding = embeddingOf(cube);
    const lengths = new Float64Array(8).fill(2);
    const centre = new Float64Array(8);
    const isNear = near(embedding, lengths, [{ row: centre, reach: 0.5 }]);
    expect(isNear(Float64Array.from(centre, (_, i) => (i === 0 ? 0.9 : 0)))).toBe(true);
    expect(isNear(Float64Array.from(centre, (_, i) => (i === 0 ? 1.1 : 0)))).toBe(false);
    expect(isNear(Float64Array.from(centre, (_, i) => (i === 6 ? 1 : 0)))).toBe(false);
    expect(near(embedding, lengths, [])(centre)).toBe(false);
  });
});

describe("one loss for several", () => {
  const history = [
    [0, 10],
    [1, 30],
    [2, 20],
  ].map((losses) => ({ losses }) as unknown as Parameters<typeof scalarisation>[0][number]);

  it("is the loss itself where there is one", () => {
    expect(scalarisation(history, 1, randomFrom("a"))([7])).toBe(7);
  });

  it("increases in each of them and does not depend on their units", () => {
    const scaled = history.map(
      ({ losses: [a, b] }) => ({ losses: [1000 * a! - 5, b!] }) as unknown as (typeof history)[0],
    );
    const one = scalarisation(history, 2, randomFrom("b"));
    const other = scalarisation(scaled, 2, randomFrom("b"));
    expect(one([1, 20])).toBeGreaterThan(one([0.9, 20]));
    expect(one([1, 20])).toBeGreaterThan(one([1, 19]));
    expect(other([1000 * 1.3 - 5, 17])).toBeCloseTo(one([1.3, 17]), 12);
  });
});
