import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotJsonError, parseJson, writeJson, writeReal } from "../../../src/core/journal/json.js";
import { anyJson, anyNumber } from "./events.js";

describe("JSON of a journal", () => {
  it("comes back as it was written, non-finite numbers and lone surrogates included", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(parseJson(writeJson(value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it("holds tokens of Python wherever a value stands, and leaves the same words in texts and keys alone", () => {
    expect(parseJson('{"NaN":[NaN,-Infinity , Infinity,"NaN","\\" Infinity"],"a":-Infinity}')).toEqual({
      NaN: [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, "NaN", '" Infinity'],
      a: Number.NEGATIVE_INFINITY,
    });
  });

  it.each([
    "{NaN:1}",
    "[NaN Infinity]",
    "[-NaN]",
    "[xNaN]",
    "[NaN1]",
    "[1NaN]",
    "[- Infinity]",
    "",
    "nan",
    '{"a":',
    "[Infinity,]",
  ])("is refused where Python refuses it: %s", (text) => {
    expect(() => parseJson(text)).toThrow(NotJsonError);
  });

  it("spells a real always with a point or an exponent", () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        const text = writeReal(value);
        expect(parseJson(text)).toEqual(value);
        if (Number.isFinite(value)) expect(text).toMatch(/[.e]/);
      }),
    );
  });

  it("spells whole numbers as ints only as far as they are exact", () => {
    expect(writeJson([1, 2 ** 53 - 1, 1e20, -0])).toBe("[1,9007199254740991,100000000000000000000.0,-0.0]");
  });
});
