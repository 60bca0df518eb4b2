import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cubeOf } from "../../../src/core/samplers/cube.js";
import { Tried } from "../../../src/core/samplers/tried.js";
import { int, uniform } from "../../../src/core/space/build.js";
import { parameter, spaceOf } from "../space/spaces.js";

const NAMES = ["a", "b", "c"];
const cube = cubeOf(spaceOf(NAMES.map((name, at) => parameter(name, at === 1 ? int(-3, 3) : uniform(-3, 3)))));

/** Few values, so that configurations meet; and numbers that look alike. */
const value = fc.constantFrom(undefined, 0, -0, 1, 2, -1, 5e-324, 0.1, 0.1 + 2 ** -56, 1e300);
const point = fc
  .tuple(value, value, value)
  .map((values) => new Map(values.flatMap((one, at) => (one === undefined ? [] : [[NAMES[at]!, one] as const]))));

describe("the configurations that were tried", () => {
  it("are those that were added, value by value, and no others", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), fc.array(point), (added, asked) => {
        const tried = new Tried(cube);
        const known = new Set<string>();
        // 0 and -0 are one number.
        const key = (of: ReadonlyMap<string, number>) => NAMES.map((name) => String(of.get(name) ?? "-")).join("|");
        for (const one of added) {
          expect(tried.has(one)).toBe(known.has(key(one)));
          tried.add(one);
          known.add(key(one));
          expect(tried.size).toBe(known.size);
        }
        for (const one of [...asked, ...added]) expect(tried.has(one)).toBe(known.has(key(one)));
      }),
    );
  });

  it("are found among a hundred thousand", () => {
    const tried = new Tried(cube);
    const at = (index: number) => new Map([["a", index / 7]]);
    for (let index = 0; index < 100_000; index++) tried.add(at(index));
    expect(tried.size).toBe(100_000);
    for (let index = 0; index < 100_000; index += 997) {
      expect(tried.has(at(index))).toBe(true);
      expect(tried.has(at(index + 0.5))).toBe(false);
    }
  });
});
